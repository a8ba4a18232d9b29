import { agreementListing } from '../agreements/agreement.listing.ts';
import type { Context } from '../http/context.ts';
import { kept } from '../http/kept.ts';
import { join, sql, whereOf, type Sql } from '../http/listing.ts';
import { visibleTo } from '../http/sight.ts';
import { scopeOfDecision } from '../http/targeted.ts';
import { heldByMonth } from '../interactions/activity.read.ts';
import { missionListing } from '../missions/mission.listing.ts';
import { addDays, startOfDay } from '../text/day.rules.ts';
import { daysOfQuarter, monthsOfQuarter, quarterOf } from '../text/quarter.rules.ts';
import type { PlanMeasure } from './target-decision.rules.ts';

/** A decision, and the region that it is about when it is one: held interactions are counted by month for regions. */
export type Counted = { id: string; regionId: string | null };
/** How many, by quarter. */
export type ByQuarter = Record<string, number>;
export type Reached = Partial<Record<PlanMeasure, ByQuarter>>;
type Asked = Counted & { quarters: string[]; measures: PlanMeasure[] };

const missionStatuses = ['under_way', 'report_due', 'closed'];

/** The list behind one number: its page, and its filters as a query string. */
export function listBehind(decisionId: string, measure: PlanMeasure, quarter: string): { path: string; query: string } {
  const { from, to } = daysOfQuarter(quarter);
  const of: [string, string][] = [['targetOf', decisionId]];
  const [path, pairs]: [string, [string, string][]] = {
    held_interactions: ['/interactions', [...of, ['status', 'held'], ['from', from], ['to', to]]] satisfies [string, [string, string][]],
    partners_met: ['/organizations', [...of, ['metIn', quarter]]] satisfies [string, [string, string][]],
    missions: ['/missions', [...of, ...missionStatuses.map((status): [string, string] => ['status', status]), ['from', from], ['to', to]]] satisfies [string, [string, string][]],
    agreements_signed: ['/agreements', [...of, ['signedAfter', from], ['signedBefore', addDays(to, 1)]]] satisfies [string, [string, string][]],
  }[measure];
  return { path, query: new URLSearchParams(pairs).toString() };
}

/**
 * What really happened with a target in some quarters, as the caller sees it: each number is the total of the list behind
 * it. Counted aside in a large office.
 */
export function reachedBy(ctx: Context, asked: Asked): Promise<Reached> {
  return kept(ctx, { module: import.meta.url, name: 'readReached' }, asked, readReached);
}

export async function readReached(ctx: Context, { measures, ...asked }: Asked): Promise<Reached> {
  if (asked.quarters.length === 0) return {};
  const read: Record<PlanMeasure, (ctx: Context, asked: Omit<Asked, 'measures'>) => Promise<ByQuarter>> = {
    held_interactions: heldInteractions,
    partners_met: partnersMet,
    missions: missionsOf,
    agreements_signed: agreementsSigned,
  };
  const found = await Promise.all(measures.map(async (measure) => [measure, await read[measure](ctx, asked)] as const));
  return Object.fromEntries(found.map(([measure, counts]) => [measure, Object.fromEntries(asked.quarters.map((quarter) => [quarter, counts[quarter] ?? 0]))]));
}

type Quarters = Omit<Asked, 'measures'>;
const bounds = (quarters: string[]): { from: string; to: string } => {
  const sorted = [...quarters].sort();
  return { from: daysOfQuarter(sorted[0] ?? '').from, to: daysOfQuarter(sorted.at(-1) ?? '').to };
};
/** Condition: an instant falls between the first quarter and the last. */
const within = (column: Sql, quarters: string[]): Sql => {
  const { from, to } = bounds(quarters);
  return sql`${column} >= ${startOfDay(from)} AND ${column} < ${startOfDay(addDays(to, 1))}`;
};
/** The quarter in which an instant of the period falls. */
const quarterAt = (column: Sql, quarters: string[]): Sql =>
  sql`CASE ${join([...quarters].sort().map((quarter) => sql`WHEN ${column} < ${startOfDay(addDays(daysOfQuarter(quarter).to, 1))} THEN ${quarter}`), ' ')} END`;
const counted = (rows: { quarter: string; n: number }[]): ByQuarter => Object.fromEntries(rows.map(({ quarter, n }) => [quarter, Number(n)]));

async function heldInteractions(ctx: Context, { id, regionId, quarters }: Quarters): Promise<ByQuarter> {
  if (regionId !== null) {
    const { from, to } = bounds(quarters);
    const held = await heldByMonth(ctx, { axis: 'region', members: [regionId], period: { from: from.slice(0, 7), to: to.slice(0, 7) } });
    return Object.fromEntries(quarters.map((quarter) => [quarter, monthsOfQuarter(quarter).reduce((sum, month) => sum + (held.get(month) ?? 0), 0)]));
  }
  const scope = scopeOfDecision(id);
  const held = sql`i."status" = 'held' AND ${within(sql`i."startsAt"`, quarters)}`;
  // Along the lines of time of the partners and from each place: IS TRUE keeps the index of all interactions by date out of it.
  return counted(await ctx.db.reader.$queryRaw(sql`
    SELECT ${quarterAt(sql`one."startsAt"`, quarters)} AS "quarter", count(*) AS "n" FROM (
      SELECT i."interactionId" AS "id" FROM "Organization" o CROSS JOIN interaction_line i ON i."organizationId" = o."id"
        WHERE ${scope.organization(sql`o`)} AND ${held}
      UNION SELECT i."id" FROM "Place" p CROSS JOIN "Interaction" i ON i."placeId" = p."id" WHERE ${scope.place(sql`p."id"`)} AND (${held}) IS TRUE
      UNION SELECT i."id" FROM "ForumSession" fs CROSS JOIN "Interaction" i ON i."forumSessionId" = fs."id"
        WHERE ${scope.forum(sql`fs."forumId"`)} AND (${held}) IS TRUE
    ) AS those CROSS JOIN "Interaction" one ON one."id" = those."id"
    WHERE one."archivedAt" IS NULL AND ${visibleTo(ctx, sql`one."sensitivity"`, sql`one."createdById"`)} GROUP BY 1`));
}

async function partnersMet(ctx: Context, { id, quarters }: Quarters): Promise<ByQuarter> {
  return counted(await ctx.db.reader.$queryRaw(sql`
    SELECT ${quarterAt(sql`l."startsAt"`, quarters)} AS "quarter", count(DISTINCT o."id") AS "n"
    FROM "Organization" o CROSS JOIN interaction_line l ON l."organizationId" = o."id" CROSS JOIN "Interaction" i ON i."id" = l."interactionId"
    WHERE o."archivedAt" IS NULL AND NOT o."isOurs" AND ${scopeOfDecision(id).organization(sql`o`)}
      AND l."status" = 'held' AND ${within(sql`l."startsAt"`, quarters)}
      AND i."archivedAt" IS NULL AND ${visibleTo(ctx, sql`i."sensitivity"`, sql`i."createdById"`)} GROUP BY 1`));
}

/** A mission counts in every quarter in which it is on the way, as its list's period takes it. */
async function missionsOf(ctx: Context, { id, quarters }: Quarters): Promise<ByQuarter> {
  const rows = await ctx.db.reader.$queryRaw<{ startsOn: string | null; endsOn: string | null }[]>(sql`
    SELECT ms."startsOn", ms."endsOn" FROM ${missionListing.from} WHERE ${whereOf(missionListing, ctx, { targetOf: [id], status: missionStatuses })}`);
  return Object.fromEntries(
    quarters.map((quarter) => {
      const { from, to } = daysOfQuarter(quarter);
      const there = rows.filter(({ startsOn, endsOn }) => {
        const [first, last] = [startsOn ?? endsOn, endsOn ?? startsOn];
        return first !== null && last !== null && `${last}-99-99` >= from && first <= to;
      });
      return [quarter, there.length];
    }),
  );
}

async function agreementsSigned(ctx: Context, { id, quarters }: Quarters): Promise<ByQuarter> {
  const { from, to } = bounds(quarters);
  const filters = { targetOf: [id], signedAfter: [from], signedBefore: [addDays(to, 1)] };
  const rows = await ctx.db.reader.$queryRaw<{ signedOn: string }[]>(sql`
    SELECT a."signedOn" FROM ${agreementListing.from} WHERE ${whereOf(agreementListing, ctx, filters)}`);
  const counts: ByQuarter = {};
  for (const { signedOn } of rows) {
    const quarter = quarterOf(`${signedOn}-01-01`);
    counts[quarter] = (counts[quarter] ?? 0) + 1;
  }
  return counts;
}
