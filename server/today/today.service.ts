import type { Context } from '../http/context.ts';
import { empty, join, listed, sql, type ListQuery } from '../http/listing.ts';
import { visibleTo } from '../http/sight.ts';
import { readFollowUps } from '../followups/followup.read.ts';
import { countFollowUps, pageOfFollowUps } from '../followups/followup.service.ts';
import { isOverdue } from '../followups/followup.standing.rules.ts';
import { interactionItems, pageOfInteractions, type InteractionRow } from '../interactions/interaction.service.ts';
import { cadenceOf, daysOutOfTouch, nextContactOn } from '../organizations/cadence.rules.ts';
import { lastSpokenTo, losingTouchSql, ownRhythms, rhythmsOf } from '../organizations/touch.ts';
import { addDays } from '../text/day.rules.ts';
import { dateInZone } from '../text/format.rules.ts';
import { horizon, pressingDate, type AgreementDates } from './today.rules.ts';
import type { Today } from './today.schema.ts';

type Scope = Today['scope'];
const longest = 12;
const pageSize = 50;
const openOnes = ['open', 'renegotiated'];

/** The page of the day for one person, or for the whole office. */
export async function getToday(ctx: Context, scope: Scope = 'mine'): Promise<Today> {
  const day = await readDay(ctx, scope, { shown: longest });
  const losingTouch = day.losingTouch.slice(0, longest);
  const spoken = await lastSpokenTo(ctx, losingTouch.map(({ id }) => id));
  return {
    ...day,
    losingTouch: losingTouch.map((one) => ({ ...one, lastSpoken: spoken.get(one.id) ?? null })),
    agreementsToRenew: day.agreementsToRenew.slice(0, longest),
  };
}

type Lost = Omit<Today['losingTouch'][number], 'lastSpoken'>;
/** All that a day holds for one person or for the office, promises and meetings up to some fifty of each. */
export type Day = Omit<Today, 'losingTouch'> & { losingTouch: Lost[] };

/**
 * Reads a day: what the page shows the beginning of (`shown` promises and meetings of each list), and what the digest is
 * made from, which needs nothing that is planned.
 */
export async function readDay(ctx: Context, scope: Scope, { shown = pageSize, withPlanned = true } = {}): Promise<Day> {
  const date = dateInZone(ctx.now);
  const mine = scope === 'mine' ? { concerns: [ctx.user.id] } : {};
  const soon = { status: openOnes, dueBefore: [addDays(date, horizon.promises + 1)], sort: 'dueOn', limit: pageSize, ...mine };
  const [us, them] = [{ promisedBy: ['us', 'joint'] }, { promisedBy: ['them'] }];
  const noMeeting: Awaited<ReturnType<typeof pageOfInteractions>> = { rows: [], total: 0, nextCursor: null };
  const [planned, past, weOwe, owedToUs, losingTouch, agreementsToRenew] = await Promise.all([
    withPlanned
      ? pageOfInteractions(ctx, { status: ['planned'], from: [date], to: [addDays(date, horizon.planned)], sort: 'startsAt', limit: pageSize, ...mine })
      : noMeeting,
    pageOfInteractions(ctx, { status: ['planned', 'draft'], from: [addDays(date, -horizon.toConfirm)], to: [date], limit: pageSize, ...mine }),
    pageOfFollowUps(ctx, { ...us, ...soon }),
    pageOfFollowUps(ctx, { ...them, ...soon }),
    partnersLosingTouch(ctx, scope, date),
    agreementsDue(ctx, scope, date),
  ]);
  // What began earlier today is no longer to come; a whole day is to come until it ends.
  const hasPassed = (one: InteractionRow): boolean =>
    one.isAllDay ? dateInZone(one.startsAt, one.timeZone) < date : one.startsAt <= ctx.now;
  const toConfirm = past.rows.filter(hasPassed);
  const coming = planned.rows.filter((one) => !hasPassed(one));
  const meetings = await together((rows: InteractionRow[]) => interactionItems(ctx, rows), coming.slice(0, shown), toConfirm.slice(0, shown));
  const promises = await together((rows: Due[]) => readFollowUps(ctx, rows), weOwe.rows.slice(0, shown), owedToUs.rows.slice(0, shown));
  return {
    date,
    scope,
    planned: meetings[0],
    toConfirm: meetings[1],
    promisesWeOwe: promises[0],
    promisesOwedToUs: promises[1],
    losingTouch,
    agreementsToRenew,
    counts: {
      plannedToday: coming.filter((one) => dateInZone(one.startsAt) === date).length,
      planned: planned.total - (planned.rows.length - coming.length),
      toConfirm: past.total - (past.rows.length - toConfirm.length),
      overdueByUs: await overdueOf(ctx, date, weOwe.rows, { ...us, ...mine }),
      overdueByThem: await overdueOf(ctx, date, owedToUs.rows, { ...them, ...mine }),
      promisesWeOwe: weOwe.total,
      promisesOwedToUs: owedToUs.total,
      losingTouch: losingTouch.length,
      agreementsToRenew: agreementsToRenew.length,
    },
  };
}

/** The records of two lists, read at once. */
async function together<Row extends { id: string }, Read extends { id: string }>(
  read: (rows: Row[]) => Promise<Read[]>,
  one: Row[],
  other: Row[],
): Promise<[Read[], Read[]]> {
  const found = new Map((await read([...one, ...other])).map((record) => [record.id, record]));
  const of = (rows: Row[]): Read[] => rows.flatMap(({ id }) => found.get(id) ?? []);
  return [of(one), of(other)];
}

type Due = { id: string; dueOn: string | null; status: string };

/** How many promises are late. They come first on a page: only when it is full of them are the others counted. */
async function overdueOf(ctx: Context, date: string, page: Due[], query: ListQuery): Promise<number> {
  const late = page.filter(({ dueOn, status }) => isOverdue(dueOn, date, status)).length;
  return late < pageSize ? late : countFollowUps(ctx, { ...query, status: openOnes, dueBefore: [date] });
}

/** Partners whose last held interaction is further away than their rhythm, the furthest first. */
async function partnersLosingTouch(ctx: Context, scope: Scope, date: string): Promise<Lost[]> {
  const { reader } = ctx.db;
  const [rhythms, own] = await Promise.all([rhythmsOf(reader), ownRhythms(reader)]);
  const ours = scope === 'mine' ? sql`AND (o."ownerId" = ${ctx.user.id} OR o."backupOwnerId" = ${ctx.user.id})` : sql``;
  const rows = await reader.$queryRaw<
    (Pick<Lost, 'id' | 'version' | 'nameFr' | 'nameEn'> & {
      tier: string | null;
      cadenceDays: number | null;
      lastHeldAt: Date;
      stage: string;
      snoozedUntil: string | null;
      ownerId: string | null;
      ownerName: string | null;
    })[]
  >(sql`
    SELECT o."id", o."version", o."nameFr", o."nameEn", o."tier", o."cadenceDays", o."lastHeldAt", o."stage", o."snoozedUntil", o."ownerId",
      (SELECT u."name" FROM "User" u WHERE u."id" = o."ownerId") AS "ownerName"
    FROM "Organization" o WHERE o."archivedAt" IS NULL AND ${losingTouchSql(rhythms, own, ctx.now)} ${ours} ORDER BY o."lastHeldAt", o."id"`);
  return rows.flatMap(({ id, version, nameFr, nameEn, ownerId, ownerName, ...touch }) => {
    const cadence = cadenceOf(touch, rhythms);
    if (!cadence) return [];
    return {
      id,
      version,
      nameFr,
      nameEn,
      cadence,
      cadenceDays: cadence.days,
      lastHeldAt: touch.lastHeldAt.toISOString(),
      daysOutOfTouch: daysOutOfTouch(touch, rhythms, date) ?? 0,
      nextContactOn: nextContactOn(touch, rhythms, date),
      owner: ownerId && ownerName ? { id: ownerId, name: ownerName } : null,
    };
  });
}

type DueAgreement = Pick<Today['agreementsToRenew'][number], 'id' | 'kind' | 'titleFr' | 'titleEn' | 'sensitivity'> &
  AgreementDates & { ownerId: string | null; ownerName: string | null };

/** Agreements whose notice, renewal or expiry is near or was missed, the nearest first. */
async function agreementsDue(ctx: Context, scope: Scope, date: string): Promise<Today['agreementsToRenew']> {
  const { reader } = ctx.db;
  const until = addDays(date, horizon.agreements);
  const isNear = join([sql`a."noticeOn"`, sql`a."renewalOn"`, sql`a."expiresOn"`].map((day) => sql`${day} BETWEEN ${addDays(date, -365)} AND ${until}`), ' OR ');
  const rows = await reader.$queryRaw<DueAgreement[]>(sql`
    SELECT a."id", a."kind", a."titleFr", a."titleEn", a."sensitivity", a."renewalOn", a."noticeOn", a."expiresOn", a."ownerId", u."name" AS "ownerName"
    FROM "Agreement" a LEFT JOIN "User" u ON u."id" = a."ownerId"
    WHERE a."archivedAt" IS NULL AND a."state" IN ('signed', 'in_force') AND (${isNear}) AND ${visibleTo(ctx, sql`a."sensitivity"`, sql`a."createdById"`)}
      ${scope === 'mine' ? sql`AND a."ownerId" = ${ctx.user.id}` : empty}`);
  const due = rows
    .flatMap((row) => {
      const deadline = pressingDate(row, date, until);
      return deadline ? { ...row, deadline } : [];
    })
    .toSorted((a, b) => (a.deadline.on < b.deadline.on ? -1 : a.deadline.on > b.deadline.on ? 1 : 0));
  if (due.length === 0) return [];
  const ids = listed(due.map(({ id }) => id));
  const [parties, ties] = await Promise.all([
    reader.$queryRaw<(Today['agreementsToRenew'][number]['parties'][number] & { agreementId: string })[]>(sql`
      SELECT p."agreementId", o."id", o."nameFr", o."nameEn" FROM "AgreementParty" p JOIN "Organization" o ON o."id" = p."organizationId"
      WHERE NOT o."isOurs" AND p."agreementId" IN (${ids}) ORDER BY p."position", p."id"`),
    reader.$queryRaw<{ agreementId: string; priority: string }[]>(sql`
      SELECT DISTINCT ac."agreementId", n."priority" FROM "AgreementCommitment" ac JOIN "PolicyNode" n ON n."id" = ac."policyNodeId"
      WHERE n."priority" IS NOT NULL AND ac."agreementId" IN (${ids})`),
  ]);
  return due.map(({ id, kind, titleFr, titleEn, sensitivity, ownerId, ownerName, deadline }) => ({
    id,
    kind,
    titleFr,
    titleEn,
    sensitivity,
    owner: ownerId === null ? null : { id: ownerId, name: ownerName ?? '' },
    deadline,
    parties: parties.filter(({ agreementId }) => agreementId === id).map(({ id: party, nameFr, nameEn }) => ({ id: party, nameFr, nameEn })),
    priorities: (['shines', 'learns', 'attracts'] as const).filter((priority) => ties.some((tie) => tie.agreementId === id && tie.priority === priority)),
  }));
}
