import type { Transaction } from '../database.ts';
import type { Context } from '../http/context.ts';
import { sql, type Sql } from '../http/listing.ts';
import { visibleTo } from '../http/sight.ts';
import { twelveMonthsBefore } from '../text/period.rules.ts';
import type { PlaceFigures } from './place.schema.ts';

export const noFigures: PlaceFigures = { partners: 0, heldInteractions: 0, agreements: 0 };

/** Each interaction with the places that it concerns: where it is held and those of the organizations met. */
const interactionPlaces = sql`(
  SELECT io."interactionId", o."placeId" FROM "InteractionOrganization" io
    JOIN "Organization" o ON o."id" = io."organizationId" WHERE o."placeId" IS NOT NULL
  UNION ALL SELECT "id", "placeId" FROM "Interaction" WHERE "placeId" IS NOT NULL)`;

/**
 * Partners, interactions held in the last twelve months and agreements in force, by key. `spread` is a relation of
 * (`key`, `placeId`): every place that counts for a key. The tables belong to other features: figures are read where
 * they are shown, with one query each, and never written here.
 * @param from the reader, or the transaction of a write that has just changed what `spread` says
 */
export async function countByKey(ctx: Context, from: Transaction, spread: Sql): Promise<Map<string, PlaceFigures>> {
  type Row = { key: string; count: number | bigint };
  const [partners, held, agreements] = await Promise.all([
    from.$queryRaw<Row[]>(sql`
      SELECT s."key", count(DISTINCT o."id") AS count FROM ${spread} s JOIN "Organization" o ON o."placeId" = s."placeId"
      WHERE o."archivedAt" IS NULL AND NOT o."isOurs" GROUP BY s."key"`),
    from.$queryRaw<Row[]>(sql`
      SELECT s."key", count(DISTINCT i."id") AS count FROM ${spread} s
      JOIN ${interactionPlaces} ip ON ip."placeId" = s."placeId" JOIN "Interaction" i ON i."id" = ip."interactionId"
      WHERE i."status" = 'held' AND i."archivedAt" IS NULL AND i."startsAt" >= ${twelveMonthsBefore(ctx.now)}
        AND ${visibleTo(ctx, sql`i."sensitivity"`, sql`i."createdById"`)} GROUP BY s."key"`),
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

/** Each of these places with all that lies in it: (`key`, `placeId`). `which` selects the ids. */
export const spreadOfPlaces = (which: Sql): Sql => sql`(
  WITH RECURSIVE spread("key", "placeId") AS (
    SELECT "id", "id" FROM "Place" WHERE ${which}
    UNION SELECT s."key", p."id" FROM "Place" p JOIN spread s ON p."parentId" = s."placeId"
  ) SELECT "key", "placeId" FROM spread)`;
