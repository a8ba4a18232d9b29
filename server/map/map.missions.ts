import type { Context } from '../http/context.ts';
import { placeInRegion } from '../http/conditions.ts';
import { join, sql, type Sql } from '../http/listing.ts';
import { visibleTo } from '../http/sight.ts';
import type { PlaceCount } from './map.figures.ts';
import type { MapMission } from './map.schema.ts';
import { quebec } from './path.rules.ts';
import { daysOf, type Period } from './period.rules.ts';

/** How many ways are drawn: more of them is a hairball. */
const drawn = 30;

/**
 * Missions on the way in the period (alias `ms`), as the list filters them by `from` and `to`. A period that holds today
 * has no end: what is planned is seen from now.
 */
function onTheWay(ctx: Context, period: Period): Sql {
  const { from, to } = daysOf(period);
  const isOpen = to >= ctx.now.toISOString().slice(0, 10);
  return sql`ms."archivedAt" IS NULL AND ms."status" <> 'cancelled' AND ${visibleTo(ctx, sql`ms."sensitivity"`, sql`ms."createdById"`)}
    AND COALESCE(ms."endsOn", ms."startsOn") || '-99-99' >= ${from}
    AND ${isOpen ? sql`TRUE` : sql`COALESCE(ms."startsOn", ms."endsOn") <= ${to}`}`;
}

/** Missions of the period by the places where they go: those of their itinerary and of the organizations that they meet. */
export function missionsByPlace(ctx: Context, period: Period): Promise<PlaceCount[]> {
  return ctx.db.reader.$queryRaw<PlaceCount[]>(sql`
    WITH kept AS MATERIALIZED (SELECT ms."id" FROM "Mission" ms WHERE ${onTheWay(ctx, period)})
    SELECT "placeId", count(*) AS count FROM (
      SELECT k."id", it."placeId" FROM kept k JOIN "ItineraryItem" it ON it."missionId" = k."id" WHERE it."placeId" IS NOT NULL
      UNION SELECT k."id", o."placeId" FROM kept k JOIN "MissionOrganization" mo ON mo."missionId" = k."id"
        JOIN "Organization" o ON o."id" = mo."organizationId" WHERE o."placeId" IS NOT NULL AND NOT o."isOurs") AS places
    GROUP BY "placeId"`);
}

/** How many missions of the period go to a region. */
export async function missionsInRegion(ctx: Context, period: Period, id: string): Promise<number> {
  const inRegion = placeInRegion(sql`places."placeId"`)([id]);
  const [row] = await ctx.db.reader.$queryRaw<{ count: number }[]>(sql`
    SELECT count(DISTINCT ms."id") AS count FROM "Mission" ms JOIN (
      SELECT it."missionId", it."placeId" FROM "ItineraryItem" it
      UNION ALL SELECT mo."missionId", o."placeId" FROM "MissionOrganization" mo JOIN "Organization" o ON o."id" = mo."organizationId" WHERE NOT o."isOurs"
    ) AS places ON places."missionId" = ms."id" WHERE ${onTheWay(ctx, period)} AND ${inRegion}`);
  return Number(row?.count ?? 0);
}

/**
 * The ways of the latest missions of the period. An outgoing one leaves Québec and follows its itinerary in the order of
 * its dates; an incoming one comes from where the delegation is at home.
 */
export async function missionWays(ctx: Context, period: Period): Promise<{ missions: MapMission[]; total: number }> {
  type Row = Omit<MapMission, 'stops'>;
  type Stop = MapMission['stops'][number] & { missionId: string };
  const [rows, counted] = await Promise.all([
    ctx.db.reader.$queryRaw<Row[]>(sql`
      SELECT ms."id", ms."titleFr", ms."titleEn", ms."status", ms."direction", ms."startsOn", ms."endsOn" FROM "Mission" ms
      WHERE ${onTheWay(ctx, period)} ORDER BY COALESCE(ms."startsOn", ms."endsOn") DESC, ms."id" DESC LIMIT ${drawn}`),
    ctx.db.reader.$queryRaw<{ total: number }[]>(sql`SELECT count(*) AS total FROM "Mission" ms WHERE ${onTheWay(ctx, period)}`),
  ]);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return { missions: [], total: 0 };
  const place = sql`p."id", p."nameFr", p."nameEn", p."longitude", p."latitude"`;
  const located = sql`p."longitude" IS NOT NULL AND p."latitude" IS NOT NULL`;
  const [itinerary, homes] = await Promise.all([
    ctx.db.reader.$queryRaw<Stop[]>(sql`
      SELECT it."missionId", ${place} FROM "ItineraryItem" it JOIN "Place" p ON p."id" = it."placeId"
      WHERE it."missionId" IN (${join(ids)}) AND ${located} ORDER BY COALESCE(it."startsOn", '9999'), it."position", it."id"`),
    ctx.db.reader.$queryRaw<Stop[]>(sql`
      SELECT mo."missionId", ${place} FROM "MissionOrganization" mo JOIN "Organization" o ON o."id" = mo."organizationId"
      JOIN "Place" p ON p."id" = o."placeId"
      WHERE mo."missionId" IN (${join(ids)}) AND NOT o."isOurs" AND ${located} ORDER BY o."sortName"`),
  ]);
  const [stopsOf, homesOf] = [Map.groupBy(itinerary, ({ missionId }) => missionId), Map.groupBy(homes, ({ missionId }) => missionId)];
  const missions = rows.map((row) => {
    const there = (stopsOf.get(row.id) ?? []).map(({ missionId: _, ...stop }) => stop);
    const [home] = (homesOf.get(row.id) ?? []).map(({ missionId: _, ...stop }) => stop);
    const stops = row.direction === 'incoming' ? (home ? [home, ...(there.length > 0 ? there : [start])] : []) : there.length > 0 ? [start, ...there] : [];
    return { ...row, stops: stops.filter((stop, index) => stop.id !== stops[index - 1]?.id) };
  });
  return { missions, total: Number(counted[0]?.total ?? 0) };
}

const start = { id: 'pl.quebec-city', nameFr: 'Québec', nameEn: 'Québec City', longitude: quebec[0], latitude: quebec[1] };
