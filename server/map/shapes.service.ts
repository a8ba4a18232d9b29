import type { Context } from '../http/context.ts';
import { regionPlaces } from '../http/conditions.ts';
import { join, sql } from '../http/listing.ts';
import { project } from './projection.rules.ts';
import type { Shapes, ShapesQuery } from './shapes.schema.ts';

type Item = Shapes['items'][number];

/** The countries and the middle of each place and region asked for, in the order asked; one that is unknown is left out. */
export async function getShapes(ctx: Context, { place = [], region = [] }: ShapesQuery): Promise<Shapes> {
  const [places, regions] = await Promise.all([placeShapes(ctx, place), regionShapes(ctx, region)]);
  const of = new Map([...places, ...regions].map((one) => [`${one.type} ${one.id}`, one]));
  const asked = [...place.map((id) => `place ${id}`), ...region.map((id) => `region ${id}`)];
  return { items: asked.flatMap((key) => of.get(key) ?? []) };
}

async function placeShapes(ctx: Context, ids: readonly string[]): Promise<Item[]> {
  if (ids.length === 0) return [];
  type Row = { id: string; kind: string; longitude: number | null; latitude: number | null; m49: string | null };
  const rows = await ctx.db.reader.$queryRaw<Row[]>(sql`
    SELECT p."id", p."kind", p."longitude", p."latitude",
      (SELECT c."m49" FROM "Place" c WHERE c."kind" = 'country' AND c."countryCode" = p."countryCode" AND c."m49" IS NOT NULL LIMIT 1) AS "m49"
    FROM "Place" p WHERE p."id" IN (${join(ids)})`);
  return rows.map(({ id, kind, longitude, latitude, m49 }) => ({
    type: 'place',
    id,
    countries: m49 === null ? [] : [m49],
    isWhole: kind === 'country',
    at: longitude === null || latitude === null ? null : pointAt(longitude, latitude),
  }));
}

async function regionShapes(ctx: Context, ids: readonly string[]): Promise<Item[]> {
  if (ids.length === 0) return [];
  const [regions, countries, middles] = await Promise.all([
    ctx.db.reader.$queryRaw<{ id: string }[]>(sql`SELECT "id" FROM "Region" WHERE "id" IN (${join(ids)})`),
    ctx.db.reader.$queryRaw<{ regionId: string; m49: string }[]>(sql`
      SELECT rp."regionId", p."m49" FROM ${regionPlaces} rp JOIN "Place" p ON p."id" = rp."placeId"
      WHERE rp."regionId" IN (${join(ids)}) AND p."kind" = 'country' AND p."m49" IS NOT NULL AND p."archivedAt" IS NULL ORDER BY p."m49"`),
    ctx.db.reader.$queryRaw<{ regionId: string; longitude: number; latitude: number }[]>(sql`
      SELECT rp."regionId", AVG(p."longitude") AS "longitude", AVG(p."latitude") AS "latitude" FROM "RegionPlace" rp
      JOIN "Place" p ON p."id" = rp."placeId"
      WHERE rp."regionId" IN (${join(ids)}) AND p."longitude" IS NOT NULL AND p."latitude" IS NOT NULL GROUP BY rp."regionId"`),
  ]);
  const shapes = Map.groupBy(countries, ({ regionId }) => regionId);
  const middle = new Map(middles.map((one) => [one.regionId, one]));
  return regions.map(({ id }) => {
    const at = middle.get(id);
    return {
      type: 'region',
      id,
      countries: (shapes.get(id) ?? []).map(({ m49 }) => m49),
      isWhole: true,
      at: at ? pointAt(Number(at.longitude), Number(at.latitude)) : null,
    };
  });
}

function pointAt(longitude: number, latitude: number): { x: number; y: number } {
  const [x, y] = project(longitude, latitude);
  return { x, y };
}
