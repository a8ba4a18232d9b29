import { Prisma } from '../../generated/prisma/client.ts';
import type { Rows } from '../database.ts';
import { dateInZone } from '../text/format.rules.ts';
import { aside, busyAside, type Job } from './aside.ts';
import { visibleSensitivities, type Context } from './context.ts';
import { readAt, stillHolds, type ReadAt } from './standing.ts';

// Answers made of many counts are kept until anything is written. In an office of ordinary size what was kept before a
// write is never given after it, and every number is that of the list behind it. Where the same takes longer than others
// may wait, it is counted aside, and what was known a few seconds ago is given while it is counted again.

/** Interactions from which an office is large. */
const largeFrom = 50_000;
/** How old what is known may be, in a large office, and for how long what somebody asked for is kept ready. */
const [oldest, readyFor] = [10_000, 5 * 60_000];
/** What takes longer is worth giving a few seconds late. */
const longFrom = 40;
/** How many answers are kept at most; those that nobody asked for longest go. */
const most = 120;

/** `query`: the text of all that was read, where it is one query. */
type Answer = ReadAt & { value: Promise<unknown>; query: string | null; at: number; took: number; askedAt: number; isRefreshing: boolean; again: (() => void) | null };
type Office = { answers: Map<string, Answer>; isLarge: boolean; lookAt: number; timer: NodeJS.Timeout | null };
const offices = new WeakMap<Rows, Office>();

function officeOf(rows: Rows): Office {
  let office = offices.get(rows);
  if (!office) offices.set(rows, (office = { answers: new Map(), isLarge: false, lookAt: 0, timer: null }));
  return office;
}

/** Whether the office has so many interactions that what counts them is counted aside. */
export function isLarge({ db: { rows } }: Pick<Context, 'db'>): boolean {
  const office = officeOf(rows);
  if (office.isLarge || office.lookAt > performance.now()) return office.isLarge;
  const [counted] = rows.all<{ n: number }>(Prisma.sql`SELECT count(*) AS "n" FROM (SELECT 1 FROM "Interaction" LIMIT ${largeFrom}) AS some`);
  office.isLarge = (counted?.n ?? 0) >= largeFrom;
  office.lookAt = performance.now() + 60_000;
  return office.isLarge;
}

/** Has an office read aside whatever its size: for tests. */
export function treatAsLarge({ rows }: Context['db']): void {
  officeOf(rows).isLarge = true;
}

/**
 * The answer of `work`, kept (see above). `work` reads by SQL only, is exported by the module under the name given, and
 * takes and gives plain data. What everyone of a level sees alike is kept once for all of them who see everything.
 */
export async function kept<Input, Output>(
  ctx: Context,
  job: Job,
  input: Input,
  work: (ctx: Context, input: Input) => Promise<Output>,
): Promise<Output> {
  const said = typeof input === 'object' && input !== null ? Object.entries(input).sort() : input;
  const text = JSON.stringify(said);
  const isAlike = visibleSensitivities(ctx.user.role).includes('confidential') && !text.includes('"me"');
  const key = [job.module, job.name, isAlike ? 'all' : `${ctx.user.id} ${ctx.user.role}`, dateInZone(ctx.now), text].join('\n');
  if (!isLarge(ctx)) return keptAs(ctx, key, () => work(ctx, input), false);
  const { user, requestId } = ctx;
  return keptAs(
    ctx,
    key,
    (now) => aside(ctx.db.file, { job, input, user, now, requestId }, true).catch(() => work(ctx, input)) as Promise<Output>,
    true,
  );
}

/**
 * The answer of a reading that goes aside by itself where the office is large; `key` says all that it depends on. Where all
 * that it reads is one query, its text tells which writes leave it as it is.
 */
export async function keptAs<Output>({ db, now }: Context, key: string, read: (now: Date) => Promise<Output>, mayBeLate: boolean, query: string | null = null): Promise<Output> {
  const office = officeOf(db.rows);
  const { answers } = office;
  const at = performance.now();
  const known = answers.get(key);
  if (known) {
    known.askedAt = at;
    if (stillHolds(db.rows, query, known)) return known.value as Promise<Output>;
    if (mayBeLate && known.took >= longFrom && at - known.at < oldest) {
      if (Number.isFinite(known.took)) known.again?.();
      return known.value as Promise<Output>;
    }
  }
  const fresh = (): Answer => {
    const began = performance.now();
    const answer: Answer = { ...readAt(db.rows, query), query, value: read(new Date(now.getTime() + began - at)), at: began, took: Infinity, askedAt: known?.askedAt ?? at, isRefreshing: false, again: null };
    answer.value.then(
      () => void (answer.took = performance.now() - began),
      () => void (answers.get(key) === answer && answers.delete(key)),
    );
    if (mayBeLate) answer.again = () => refresh(answer);
    return answer;
  };
  const refresh = (old: Answer): void => {
    if (old.isRefreshing) return;
    old.isRefreshing = true;
    const again = fresh();
    void again.value.then(
      () => {
        again.askedAt = old.askedAt;
        if (answers.get(key) === old) answers.set(key, again);
      },
      () => void (old.isRefreshing = false),
    );
  };
  const answer = fresh();
  answers.delete(key);
  answers.set(key, answer);
  forgetOldest(answers);
  if (mayBeLate) keepReady(db, office);
  return answer.value as Promise<Output>;
}

function forgetOldest(answers: Map<string, Answer>): void {
  if (answers.size <= most) return;
  const [first] = [...answers].sort(([, a], [, b]) => a.askedAt - b.askedAt);
  if (first) answers.delete(first[0]);
}

/** Counts again what somebody asked for lately and a write has overtaken, one after the other, while nobody waits. */
function keepReady({ file, rows }: Context['db'], office: Office): void {
  if (office.timer) return;
  let restUntil = 0;
  office.timer = setInterval(() => {
    const at = performance.now();
    const lately = [...office.answers.values()].filter(({ askedAt }) => at - askedAt < readyFor);
    if (lately.length === 0 && office.timer) {
      clearInterval(office.timer);
      office.timer = null;
    }
    if (at < restUntil || busyAside(file) > 0 || lately.length === 0) return;
    if (!isOpen(rows)) return;
    const late = lately.filter((one) => !stillHolds(rows, one.query, one) && one.took >= longFrom && Number.isFinite(one.took) && !one.isRefreshing && at - one.at > oldest / 3);
    const [next] = late.sort((a, b) => a.at - b.at);
    // A third of the time at most: the machine is for those who wait.
    restUntil = at + (next?.took ?? 0) * 3;
    next?.again?.();
  }, 500).unref();
}

/** Whether the file was not closed meanwhile. */
function isOpen(rows: Rows): boolean {
  try {
    return rows.version() >= 0;
  } catch {
    return false;
  }
}
