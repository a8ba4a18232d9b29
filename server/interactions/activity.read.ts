import { visibleSensitivities, type Context } from '../http/context.ts';
import { join, sql, type Sql } from '../http/listing.ts';
import { visibleTo } from '../http/sight.ts';
import { startOfDay } from '../text/day.rules.ts';
import { sensitivities } from '../vocabulary.ts';
import { addMonths, monthOf, type Months } from './activity.rules.ts';
import { countedFromRecords, type Axis } from './activity.ts';

export type HeldRow = { member: string; commitments: string; held: number };
type Read = { axis: Axis; period: Months; members?: readonly string[] };

/**
 * Held interactions by member and commitments (see activity.tables.ts), as many as the list of the same period shows to
 * the caller: at the levels that they see, and whatever they wrote above them.
 */
export async function heldByMember(ctx: Context, { axis, period, members }: Read): Promise<HeldRow[]> {
  const rows = await ctx.db.reader.$queryRaw<HeldRow[]>(sql`
    SELECT "member", "commitments", sum("held") AS "held" FROM activity_month
    WHERE "axis" = ${axis} AND ${within(period)} AND ${among(members)} AND "sensitivity" IN (${join(visibleSensitivities(ctx.user.role))})
    GROUP BY "member", "commitments"`);
  const own = await ownAbove(ctx, { axis, period, ...(members ? { members } : {}) });
  return own.length > 0 ? [...rows, ...own] : rows;
}

/** The same since an instant, of whose month only what comes after it counts: that part is read from the records. */
export async function heldSince(ctx: Context, { axis, since, members }: { axis: Axis; since: Date; members?: readonly string[] }): Promise<HeldRow[]> {
  const next = addMonths(monthOf(since), 1);
  const part = sql`i."startsAt" >= ${since} AND i."startsAt" < ${startOfDay(`${next}-01`)} AND ${visibleTo(ctx, sql`i."sensitivity"`, sql`i."createdById"`)}`;
  const [whole, begun] = await Promise.all([
    heldByMember(ctx, { axis, period: { from: next, to: null }, ...(members ? { members } : {}) }),
    ctx.db.reader.$queryRaw<HeldRow[]>(sql`SELECT "member", "commitments", "held" FROM (${countedFromRecords(part, [axis])})`),
  ]);
  return [...whole, ...(members ? begun.filter(({ member }) => members.includes(member)) : begun)];
}

/** The same for each month: how many interactions were held, with one of these commitments where they are named. */
export async function heldByMonth(
  ctx: Context,
  { axis, period, members, commitments }: Read & { commitments?: ReadonlySet<string> },
): Promise<Map<string, number>> {
  const rows = await ctx.db.reader.$queryRaw<{ month: string; commitments: string; held: number }[]>(sql`
    SELECT "month", "commitments", sum("held") AS "held" FROM activity_month
    WHERE "axis" = ${axis} AND ${within(period)} AND ${among(members)} AND "sensitivity" IN (${join(visibleSensitivities(ctx.user.role))})
    GROUP BY "month", "commitments"`);
  const counts = new Map<string, number>();
  const add = (month: string, served: string, held: number): void => {
    if (commitments && !served.split('|').some((id) => commitments.has(id))) return;
    counts.set(month, (counts.get(month) ?? 0) + held);
  };
  for (const { month, commitments: served, held } of rows) add(month, served, held);
  if (hiddenFrom(ctx).length > 0 && period.from !== null && period.to !== null) {
    for (let month = period.from; month <= period.to; month = addMonths(month, 1)) {
      const own = await ownAbove(ctx, { axis, period: { from: month, to: month }, ...(members ? { members } : {}) });
      for (const { commitments: served, held } of own) add(month, served, held);
    }
  }
  return counts;
}

/** The same at the levels named, whoever asks: what is counted in a document for an audience. */
export async function heldForLevels(
  ctx: Context,
  { axis, period, members, levels }: Read & { levels: readonly string[] },
): Promise<{ month: string; commitments: string; held: number }[]> {
  return ctx.db.reader.$queryRaw(sql`
    SELECT "month", "commitments", sum("held") AS "held" FROM activity_month
    WHERE "axis" = ${axis} AND ${within(period)} AND ${among(members)} AND "sensitivity" IN (${join([...levels])})
    GROUP BY "month", "commitments"`);
}

/**
 * Interactions held in a closed period in any of these places, or with an organization of one, each once: of a country,
 * several of whose cities may meet in one interaction, the counts by place say too much. Of those that the caller may
 * see, by month: at the levels named, and above them.
 */
export async function heldInPlaces(
  ctx: Context,
  { period: { from, to }, places, levels }: { period: { from: string; to: string }; places: readonly string[]; levels: readonly string[] },
): Promise<{ months: Map<string, number>; above: number }> {
  const months = new Map<string, number>();
  if (places.length === 0) return { months, above: 0 };
  const rows = await ctx.db.reader.$queryRaw<{ startsAt: Date; sensitivity: string }[]>(sql`
    WITH here("id") AS (SELECT "id" FROM "Place" WHERE "id" IN (${join([...places])}))
    SELECT i."startsAt", i."sensitivity" FROM "Interaction" i
    WHERE i."id" IN (
      SELECT "id" FROM "Interaction" WHERE "placeId" IN (SELECT "id" FROM here)
      UNION SELECT io."interactionId" FROM "Organization" o CROSS JOIN "InteractionOrganization" io ON io."organizationId" = o."id"
        WHERE o."placeId" IN (SELECT "id" FROM here))
      AND i."status" = 'held' AND i."archivedAt" IS NULL AND ${visibleTo(ctx, sql`i."sensitivity"`, sql`i."createdById"`)}
      AND i."startsAt" >= ${startOfDay(`${from}-01`)} AND i."startsAt" < ${startOfDay(`${addMonths(to, 1)}-01`)}`);
  const within = rows.filter(({ sensitivity }) => levels.includes(sensitivity));
  for (const { startsAt } of within) months.set(monthOf(startsAt), (months.get(monthOf(startsAt)) ?? 0) + 1);
  return { months, above: rows.length - within.length };
}

const within = ({ from, to }: Months): Sql =>
  sql`${from === null ? sql`TRUE` : sql`"month" >= ${from}`} AND ${to === null ? sql`TRUE` : sql`"month" <= ${to}`}`;
const among = (members: readonly string[] | undefined): Sql =>
  members === undefined ? sql`TRUE` : members.length === 0 ? sql`FALSE` : sql`"member" IN (${join([...members])})`;

const hiddenFrom = (ctx: Context): string[] => {
  const seen: readonly string[] = visibleSensitivities(ctx.user.role);
  return sensitivities.filter((level) => !seen.includes(level));
};

/** What the caller wrote above their own level: few records, counted from the records themselves. */
async function ownAbove(ctx: Context, { axis, period, members }: Read): Promise<HeldRow[]> {
  const hidden = hiddenFrom(ctx);
  if (hidden.length === 0) return [];
  const { from, to } = period;
  // The first condition is the one of the index activity_above.
  const which = sql`i."sensitivity" IN ('restricted', 'confidential') AND i."sensitivity" IN (${join(hidden)}) AND i."createdById" = ${ctx.user.id}
    AND ${from === null ? sql`TRUE` : sql`i."startsAt" >= ${startOfDay(`${from}-01`)}`}
    AND ${to === null ? sql`TRUE` : sql`i."startsAt" < ${startOfDay(`${addMonths(to, 1)}-01`)}`}`;
  const some = await ctx.db.reader.$queryRaw<unknown[]>(sql`SELECT 1 FROM "Interaction" i WHERE ${which} LIMIT 1`);
  if (some.length === 0) return [];
  const rows = await ctx.db.reader.$queryRaw<HeldRow[]>(sql`SELECT "member", "commitments", "held" FROM (${countedFromRecords(which, [axis])})`);
  return members ? rows.filter(({ member }) => members.includes(member)) : rows;
}
