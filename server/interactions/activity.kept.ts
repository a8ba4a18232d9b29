import type { Context } from '../http/context.ts';
import { sql } from '../http/listing.ts';
import { dateInZone } from '../text/format.rules.ts';

type Kept = { version: number; answers: Map<string, Promise<unknown>> };
const kept = new WeakMap<object, Kept>();
/** How many answers are kept at most; the oldest go. */
const most = 60;

/**
 * An answer made of many counts, kept until anything at all is written: the file's own version says so, for the price of
 * a look. Each person has their own answers, and each day.
 * @param name says, with `query`, what is asked
 */
export async function untilWritten<T>(ctx: Context, name: string, query: object, work: () => Promise<T>): Promise<T> {
  const { reader } = ctx.db;
  const [row] = await reader.$queryRaw<{ data_version: number }[]>(sql`PRAGMA data_version`);
  const version = row?.data_version ?? 0;
  let known = kept.get(reader);
  if (known?.version !== version) kept.set(reader, (known = { version, answers: new Map() }));
  const { answers } = known;
  const key = JSON.stringify([name, ctx.user.id, ctx.user.role, dateInZone(ctx.now), Object.entries(query).sort()]);
  const found = answers.get(key);
  if (found) return found as Promise<T>;
  const answer = work();
  answers.set(key, answer);
  const [oldest] = answers.keys();
  if (answers.size > most && oldest !== undefined) answers.delete(oldest);
  answer.catch(() => answers.delete(key));
  return answer;
}
