import { visibleSensitivities, type Context } from '../http/context.ts';
import { join, sql, type Sql } from '../http/listing.ts';
import { visibleTo } from '../http/sight.ts';
import { countedFromRecords } from '../interactions/activity.ts';
import { addDays, startOfDay } from '../text/day.rules.ts';
import { remembered } from './memo.ts';
import { daysOf, type Period } from './period.rules.ts';

/** The organizations that the filters leave, as parts of a query (alias `o`). */
export type Left = { from: Sql; where: Sql };
export type PlaceCount = { placeId: string | null; count: number };

const counts = async (ctx: Context, query: Sql): Promise<PlaceCount[]> => ctx.db.reader.$queryRaw<PlaceCount[]>(query);

/** Partners by place; the empty place counts those that have none. */
export const partnersByPlace = (ctx: Context, { from, where }: Left): Promise<PlaceCount[]> =>
  counts(ctx, sql`SELECT o."placeId", count(*) AS count FROM ${from} WHERE ${where} GROUP BY o."placeId"`);

/** Agreements in force by place of the partners that are party to them. */
export const agreementsByPlace = (ctx: Context, { from, where }: Left): Promise<PlaceCount[]> =>
  counts(ctx, sql`
    SELECT o."placeId", count(DISTINCT a."id") AS count
    FROM "Agreement" a JOIN "AgreementParty" p ON p."agreementId" = a."id" JOIN ${from} ON o."id" = p."organizationId"
    WHERE a."state" = 'in_force' AND a."archivedAt" IS NULL AND NOT o."isOurs" AND o."placeId" IS NOT NULL
      AND ${visibleTo(ctx, sql`a."sensitivity"`, sql`a."createdById"`)} AND ${where} GROUP BY o."placeId"`);

/** The instants of a period, for the interactions `i`. */
export function heldIn(period: Period): Sql {
  const { from, to } = daysOf(period);
  return sql`i."startsAt" >= ${startOfDay(from)} AND i."startsAt" < ${startOfDay(addDays(to, 1))}`;
}

/**
 * Interactions held in the period that concern each place, from the counts by month; what the caller wrote above their
 * level is few and is counted from the records.
 */
export async function heldByPlace(ctx: Context, period: Period): Promise<PlaceCount[]> {
  const seen = visibleSensitivities(ctx.user.role);
  const own = sql`i."createdById" = ${ctx.user.id} AND i."sensitivity" IN ('restricted', 'confidential')
    AND i."sensitivity" NOT IN (${join(seen)}) AND ${heldIn(period)}`;
  const [kept, above] = await Promise.all([
    remembered(ctx.db, ['held', period.from, period.to, ...seen].join(' '), () =>
      counts(ctx, sql`
        SELECT "member" AS "placeId", sum("held") AS count FROM activity_month
        WHERE "axis" = 'place' AND "month" >= ${period.from} AND "month" <= ${period.to} AND "sensitivity" IN (${join(seen)})
        GROUP BY "member"`),
    ),
    seen.includes('confidential')
      ? []
      : counts(ctx, sql`SELECT "member" AS "placeId", sum("held") AS count FROM (${countedFromRecords(own, ['place'])}) GROUP BY "member"`),
  ]);
  return above.length === 0 ? kept : added([...kept, ...above]);
}

function added(rows: PlaceCount[]): PlaceCount[] {
  const sums = new Map<string | null, number>();
  for (const { placeId, count } of rows) sums.set(placeId, (sums.get(placeId) ?? 0) + count);
  return [...sums].map(([placeId, count]) => ({ placeId, count }));
}

/** Interactions held in the period with the organizations that the filters leave, by the place of these, along each one's line of time. */
export const heldWithLeft = (ctx: Context, { from, where }: Left, period: Period): Promise<PlaceCount[]> =>
  counts(ctx, sql`
    WITH kept AS MATERIALIZED (SELECT o."id", o."placeId" FROM ${from} WHERE ${where} AND o."placeId" IS NOT NULL)
    SELECT k."placeId", count(DISTINCT one."id") AS count FROM kept k
    JOIN interaction_line i ON i."organizationId" = k."id" AND i."status" = 'held' JOIN "Interaction" one ON one."id" = i."interactionId"
    WHERE one."archivedAt" IS NULL AND ${heldIn(period)}
      AND ${visibleTo(ctx, sql`one."sensitivity"`, sql`one."createdById"`)} GROUP BY k."placeId"`);

/** The first month in which something was held, as far as the caller's level goes. */
export async function firstMonth(ctx: Context): Promise<string | null> {
  const [row] = await ctx.db.reader.$queryRaw<{ month: string }[]>(sql`
    SELECT "month" FROM activity_month WHERE "axis" = 'all' AND "sensitivity" IN (${join(visibleSensitivities(ctx.user.role))})
    ORDER BY "month" LIMIT 1`);
  return row?.month ?? null;
}

type Count = { count: number | null };
const one = async (ctx: Context, query: Sql): Promise<number> => Number((await ctx.db.reader.$queryRaw<Count[]>(query))[0]?.count ?? 0);

/** The figures of one of the office's regions: each record counts once, however many places of the region it concerns. */
export async function regionFigures(ctx: Context, left: Left, isFiltered: boolean, period: Period, id: string): Promise<{ partners: number; held: number; agreements: number }> {
  const { from, where } = left;
  const seen = visibleSensitivities(ctx.user.role);
  const above = sql`i."createdById" = ${ctx.user.id} AND i."sensitivity" IN ('restricted', 'confidential')
    AND i."sensitivity" NOT IN (${join(seen)}) AND ${heldIn(period)}`;
  const kept = sql`
    SELECT sum("held") AS count FROM activity_month WHERE "axis" = 'region' AND "member" = ${id}
      AND "month" >= ${period.from} AND "month" <= ${period.to} AND "sensitivity" IN (${join(seen)})`;
  const withLeft = sql`
    SELECT count(DISTINCT one."id") AS count FROM ${from} JOIN interaction_line i ON i."organizationId" = o."id" AND i."status" = 'held'
    JOIN "Interaction" one ON one."id" = i."interactionId" WHERE ${where} AND one."archivedAt" IS NULL
      AND ${heldIn(period)} AND ${visibleTo(ctx, sql`one."sensitivity"`, sql`one."createdById"`)}`;
  const [partners, held, own, agreements] = await Promise.all([
    one(ctx, sql`SELECT count(*) AS count FROM ${from} WHERE ${where}`),
    one(ctx, isFiltered ? withLeft : kept),
    isFiltered || seen.includes('confidential')
      ? 0
      : one(ctx, sql`SELECT sum("held") AS count FROM (${countedFromRecords(above, ['region'])}) WHERE "member" = ${id}`),
    one(ctx, sql`
      SELECT count(DISTINCT a."id") AS count FROM "Agreement" a JOIN "AgreementParty" p ON p."agreementId" = a."id"
      JOIN ${from} ON o."id" = p."organizationId" WHERE ${where} AND a."state" = 'in_force' AND a."archivedAt" IS NULL
        AND ${visibleTo(ctx, sql`a."sensitivity"`, sql`a."createdById"`)}`),
  ]);
  return { partners, held: held + own, agreements };
}
