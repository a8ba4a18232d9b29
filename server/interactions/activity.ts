import type { Database, Readable, Transaction } from '../database.ts';
import { join, sql, type Sql } from '../http/listing.ts';
import { startOfDay } from '../text/day.rules.ts';
import { addMonths, contributionOf, isSameContribution, monthOf, type Contribution } from './activity.rules.ts';
import type { Interaction } from './interaction.schema.ts';

// Keeps `activity_month` (see activity.tables.ts) equal to the records.

// ── One interaction, in the transaction that changes it ──

/** Counts an interaction where it now belongs, and no longer where it did. `before` is null when it is new. */
export async function recordActivity(tx: Transaction, before: Interaction | null, after: Interaction): Promise<void> {
  const [old, now] = [before && contribution(before), contribution(after)];
  if (isSameContribution(old, now)) return;
  if (old) await addContribution(tx, old, -1);
  if (now) await addContribution(tx, now, 1);
}

const contribution = (one: Interaction): Contribution | null =>
  contributionOf({
    ...one,
    organizationIds: one.organizations.map(({ id }) => id),
    commitmentIds: one.commitments.map(({ id }) => id),
  });

async function addContribution(tx: Transaction, one: Contribution, sign: 1 | -1): Promise<void> {
  const { month, sensitivity, commitments, placeId, organizationIds } = one;
  const these = organizationIds.length > 0 ? sql`"id" IN (${join(organizationIds)})` : sql`FALSE`;
  await tx.$executeRaw(sql`
    INSERT INTO activity_month ("axis", "month", "member", "commitments", "sensitivity", "held")
    WITH RECURSIVE
      met("placeId", "kind", "isOurs") AS (SELECT "placeId", "kind", "isOurs" FROM "Organization" WHERE ${these}),
      here("id") AS (SELECT "placeId" FROM met WHERE "placeId" IS NOT NULL UNION SELECT "id" FROM "Place" WHERE "id" = ${placeId}),
      up("id") AS (SELECT "id" FROM here UNION SELECT p."parentId" FROM up JOIN "Place" p ON p."id" = up."id" WHERE p."parentId" IS NOT NULL),
      counted("axis", "member") AS (
        SELECT 'all', '' UNION ALL SELECT 'place', "id" FROM here
        UNION ALL SELECT DISTINCT 'kind', "kind" FROM met WHERE NOT "isOurs"
        UNION ALL SELECT DISTINCT 'region', rp."regionId" FROM up JOIN "RegionPlace" rp ON rp."placeId" = up."id")
    SELECT "axis", ${month}, "member", ${commitments}, ${sensitivity}, ${sign} FROM counted WHERE TRUE
    ON CONFLICT DO UPDATE SET "held" = "held" + excluded."held"`);
}

// ── Many of them: months counted anew ──

/** The axes, each with the (interaction, member) pairs that count on it, out of the relation `held`. */
const membersOf: Record<Axis, Sql> = {
  all: sql`SELECT h."id", '' AS "member" FROM held h`,
  place: sql`SELECT "id", "placeId" AS "member" FROM places`,
  region: sql`SELECT DISTINCT p."id", rp."regionId" AS "member" FROM places p
    CROSS JOIN above a ON a."placeId" = p."placeId" CROSS JOIN "RegionPlace" rp ON rp."placeId" = a."aboveId"`,
  kind: sql`SELECT DISTINCT h."id", o."kind" AS "member" FROM held h
    CROSS JOIN "InteractionOrganization" io ON io."interactionId" = h."id"
    CROSS JOIN "Organization" o ON o."id" = io."organizationId" WHERE NOT o."isOurs"`,
};
export type Axis = 'region' | 'place' | 'kind' | 'all';
export const axes = Object.keys({ region: 0, place: 0, kind: 0, all: 0 } satisfies Record<Axis, 0>) as Axis[];

/**
 * What the records say, for the interactions (alias `i`) that `which` leaves: `axis`, `member`, `commitments`,
 * `sensitivity`, `held`. The table holds the answer of this query for each month. CROSS JOIN keeps the order of the
 * tables: from the few interactions to what they point to.
 */
export const countedFromRecords = (which: Sql, wanted: readonly Axis[] = axes): Sql => sql`
  WITH RECURSIVE held AS MATERIALIZED (
    SELECT i."id", i."placeId", i."sensitivity", COALESCE((SELECT string_agg(ic."policyNodeId", '|' ORDER BY ic."policyNodeId")
      FROM "InteractionCommitment" ic WHERE ic."interactionId" = i."id"), '') AS "commitments"
    FROM "Interaction" i WHERE i."status" = 'held' AND i."archivedAt" IS NULL AND ${which}),
  places AS MATERIALIZED (
    SELECT h."id", h."placeId" FROM held h WHERE h."placeId" IS NOT NULL
    UNION SELECT h."id", o."placeId" FROM held h
      CROSS JOIN "InteractionOrganization" io ON io."interactionId" = h."id"
      CROSS JOIN "Organization" o ON o."id" = io."organizationId" WHERE o."placeId" IS NOT NULL),
  above("placeId", "aboveId") AS MATERIALIZED (
    SELECT DISTINCT "placeId", "placeId" FROM places
    UNION SELECT a."placeId", p."parentId" FROM above a CROSS JOIN "Place" p ON p."id" = a."aboveId" WHERE p."parentId" IS NOT NULL)
  ${join(wanted.map((axis) => sql`
    SELECT ${axis} AS "axis", m."member", h."commitments", h."sensitivity", count(*) AS "held"
    FROM (${membersOf[axis]}) m CROSS JOIN held h ON h."id" = m."id" GROUP BY m."member", h."commitments", h."sensitivity"`), ' UNION ALL ')}`;

/** The instants of a month at the office's clock. */
export const inMonth = (month: string): Sql =>
  sql`i."startsAt" >= ${startOfDay(`${month}-01`)} AND i."startsAt" < ${startOfDay(`${addMonths(month, 1)}-01`)}`;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Counts one month anew, one axis after the other so that readers get their turn. Returns how many interactions it holds. */
async function recount(tx: Transaction, month: string): Promise<number> {
  for (const axis of axes) {
    await tx.$executeRaw(sql`DELETE FROM activity_month WHERE "axis" = ${axis} AND "month" = ${month}`);
    await tx.$executeRaw(sql`
      INSERT INTO activity_month ("axis", "month", "member", "commitments", "sensitivity", "held")
      SELECT "axis", ${month}, "member", "commitments", "sensitivity", "held" FROM (${countedFromRecords(inMonth(month), [axis])})`);
    await turn();
  }
  await tx.$executeRaw(sql`DELETE FROM activity_stale WHERE "month" = ${month}`);
  const [all] = await tx.$queryRaw<{ held: bigint | number | null }[]>(sql`
    SELECT sum("held") AS "held" FROM activity_month WHERE "axis" = 'all' AND "month" = ${month}`);
  return Number(all?.held ?? 0);
}

/** The months to count again; `*` is turned into their names, which are few. */
async function staleMonths(tx: Transaction): Promise<string[]> {
  const named = await tx.$queryRaw<{ month: string }[]>(sql`SELECT "month" FROM activity_stale ORDER BY "month" DESC`);
  if (!named.some(({ month }) => month === '*')) return named.map(({ month }) => month);
  const kept = await tx.$queryRaw<{ month: string }[]>(sql`SELECT DISTINCT "month" FROM activity_month WHERE "axis" = 'all'`);
  const months = new Set([...kept.map(({ month }) => month), ...(await monthsOnRecord(tx))]);
  for (const month of months) await tx.$executeRaw(sql`INSERT OR IGNORE INTO activity_stale VALUES (${month})`);
  await tx.$executeRaw(sql`DELETE FROM activity_stale WHERE "month" = '*'`);
  return [...new Set([...months, ...named.flatMap(({ month }) => (month === '*' ? [] : [month]))])].sort().reverse();
}

/** The months in which something was held, found by stepping along the index from one to the next. */
async function monthsOnRecord(tx: Transaction): Promise<string[]> {
  const months: string[] = [];
  for (let since: Sql = sql`TRUE`; ; ) {
    const [next] = await tx.$queryRaw<{ startsAt: Date }[]>(sql`
      SELECT i."startsAt" FROM "Interaction" i WHERE i."status" = 'held' AND ${since} ORDER BY i."startsAt" LIMIT 1`);
    if (!next) return months;
    const month = monthOf(next.startsAt);
    months.push(month);
    since = sql`i."startsAt" >= ${startOfDay(`${addMonths(month, 1)}-01`)}`;
  }
}

/** How many interactions may be counted again in one transaction before others get their turn. */
const slice = 5_000;

/** Counts stale months anew until `slice` interactions are done, latest first. Returns whether some are left. */
export async function recountSome(tx: Transaction): Promise<boolean> {
  const months = await staleMonths(tx);
  let done = 0;
  for (const [index, month] of months.entries()) {
    if (done >= slice) return index < months.length;
    done += await recount(tx, month);
  }
  return false;
}

/** Whether some months are being counted again: what is read meanwhile may be a little behind. */
export async function isActivityStale(from: Pick<Readable, '$queryRaw'>): Promise<boolean> {
  return (await from.$queryRaw<unknown[]>(sql`SELECT 1 FROM activity_stale LIMIT 1`)).length > 0;
}

/** Counts everything anew, slice by slice through the write queue. Returns the number of interactions held. */
export async function rebuildActivity(db: Database): Promise<number> {
  await db.write((tx) => tx.$executeRaw`INSERT OR IGNORE INTO activity_stale VALUES ('*')`);
  while (await db.write(recountSome)) await turn();
  const [all] = await db.reader.$queryRaw<{ held: number | null }[]>(sql`SELECT sum("held") AS "held" FROM activity_month WHERE "axis" = 'all'`);
  return Number(all?.held ?? 0);
}
