import type { Transaction } from '../database.ts';
import type { Context } from '../http/context.ts';
import { join, sql, type Sql } from '../http/listing.ts';
import { visibleTo } from '../http/sight.ts';
import { heldSince } from '../interactions/activity.read.ts';
import { twelveMonthsBefore } from '../text/period.rules.ts';
import type { PlaceFigures } from './place.schema.ts';

export const noFigures: PlaceFigures = { partners: 0, heldInteractions: 0, agreements: 0 };

/**
 * Partners, interactions held in the last twelve months and agreements in force, by key. `spread` is a relation of
 * (`key`, `placeId`): every place that counts for a key. The tables belong to other features: figures are read where
 * they are shown, with one query each, and never written here.
 * @param from the reader, or the transaction of a write that has just changed what `spread` says
 */
export async function countByKey(
  ctx: Context,
  from: Transaction,
  spread: Sql,
  heldByKey: Promise<Row[]> = countHeld(ctx, from, spread),
): Promise<Map<string, PlaceFigures>> {
  const [partners, held, agreements] = await Promise.all([
    from.$queryRaw<Row[]>(sql`
      SELECT s."key", count(DISTINCT o."id") AS count FROM ${spread} s JOIN "Organization" o ON o."placeId" = s."placeId"
      WHERE o."archivedAt" IS NULL AND NOT o."isOurs" GROUP BY s."key"`),
    heldByKey,
    from.$queryRaw<Row[]>(sql`
      SELECT s."key", count(DISTINCT a."id") AS count FROM ${spread} s
      JOIN "Organization" o ON o."placeId" = s."placeId" AND NOT o."isOurs"
      JOIN "AgreementParty" p ON p."organizationId" = o."id" JOIN "Agreement" a ON a."id" = p."agreementId"
      WHERE a."state" = 'in_force' AND a."archivedAt" IS NULL AND ${visibleTo(ctx, sql`a."sensitivity"`, sql`a."createdById"`)} GROUP BY s."key"`),
  ]);
  const figures = new Map<string, PlaceFigures>();
  const put = (rows: Row[], field: keyof PlaceFigures): void => {
    for (const { key, count } of rows) figures.set(key, { ...(figures.get(key) ?? noFigures), [field]: Number(count) });
  };
  put(partners, 'partners');
  put(held, 'heldInteractions');
  put(agreements, 'agreements');
  return figures;
}

type Row = { key: string; count: number | bigint };

/**
 * Interactions held in the last twelve months, by key, from the records: where they took place, and along the lines of
 * time of the organizations met there. CROSS JOIN: from the places to those twelve months, never from all interactions.
 */
function countHeld(ctx: Context, from: Transaction, spread: Sql): Promise<Row[]> {
  const since = twelveMonthsBefore(ctx.now);
  const shown = sql`i."archivedAt" IS NULL AND ${visibleTo(ctx, sql`i."sensitivity"`, sql`i."createdById"`)}`;
  return from.$queryRaw<Row[]>(sql`
    SELECT "key", count(DISTINCT "id") AS count FROM (
      SELECT s."key", i."id" FROM ${spread} s CROSS JOIN "Organization" o ON o."placeId" = s."placeId"
        CROSS JOIN interaction_line l ON l."organizationId" = o."id" AND l."status" = 'held' AND l."startsAt" >= ${since}
        CROSS JOIN "Interaction" i ON i."id" = l."interactionId" WHERE ${shown}
      UNION ALL SELECT s."key", i."id" FROM ${spread} s
        CROSS JOIN "Interaction" i ON i."placeId" = s."placeId" AND i."status" = 'held' AND i."startsAt" >= ${since} WHERE ${shown})
    GROUP BY "key"`);
}

/**
 * Partners, interactions held in the last twelve months and agreements in force of regions. Interactions come from the
 * counts by month; inside a write that has just changed a region, from the records.
 */
export async function countByRegion(ctx: Context, from: Transaction, ids: readonly string[] | null): Promise<Map<string, PlaceFigures>> {
  const spread = spreadOfRegions(ids === null ? sql`TRUE` : ids.length === 0 ? sql`FALSE` : sql`"regionId" IN (${join([...ids])})`);
  if (from !== ctx.db.reader) return countByKey(ctx, from, spread);
  const held = heldSince(ctx, { axis: 'region', since: twelveMonthsBefore(ctx.now), ...(ids === null ? {} : { members: ids }) });
  return countByKey(ctx, from, spread, held.then((rows) => rows.map(({ member, held: count }) => ({ key: member, count })).reduce(addUp, [])));
}

function addUp(rows: Row[], { key, count }: Row): Row[] {
  const known = rows.find((row) => row.key === key);
  if (known) known.count = Number(known.count) + Number(count);
  else rows.push({ key, count });
  return rows;
}

/** Each region with all that lies in it: (`key`, `placeId`). */
export const spreadOfRegions = (which: Sql): Sql => sql`(
  WITH RECURSIVE spread("key", "placeId") AS (
    SELECT "regionId", "placeId" FROM "RegionPlace" WHERE ${which}
    UNION SELECT s."key", p."id" FROM "Place" p JOIN spread s ON p."parentId" = s."placeId"
  ) SELECT "key", "placeId" FROM spread)`;

/** Each of these places with all that lies in it: (`key`, `placeId`). `which` selects the ids. */
export const spreadOfPlaces = (which: Sql): Sql => sql`(
  WITH RECURSIVE spread("key", "placeId") AS (
    SELECT "id", "id" FROM "Place" WHERE ${which}
    UNION SELECT s."key", p."id" FROM "Place" p JOIN spread s ON p."parentId" = s."placeId"
  ) SELECT "key", "placeId" FROM spread)`;
