import type { Context } from '../http/context.ts';
import { isLarge, kept } from '../http/kept.ts';
import { regionPlaces } from '../http/conditions.ts';
import { sql } from '../http/listing.ts';
import { pick } from '../http/records.ts';
import { currentDecisions } from '../http/targeted.ts';
import { organizationsLeft } from '../organizations/organization.list.ts';
import { dateInZone } from '../text/format.rules.ts';
import { clustersOf, openingOf, reach, reachOnPhone, type Cluster, type Weighed } from './cluster.rules.ts';
import { agreementsByPlace, firstMonth, heldByPlace, heldWithLeft, partnersByPlace, regionFigures, type PlaceCount } from './map.figures.ts';
import { missionWays, missionsByPlace, missionsInRegion } from './map.missions.ts';
import { remembered } from './memo.ts';
import type { Dot, MapPlace, MapQuery, MapSort, PartnersMap, Picked } from './map.schema.ts';
import { lastTwelveMonths } from './period.rules.ts';
import { frameOf, isIn, project, readFrame, world, type Frame, type Point } from './projection.rules.ts';

const shownMembers = 100;
const shownLines = 50;

/** Everything that the map and its table show, from the same filters as the list. */
export function getPartnersMap(ctx: Context, query: MapQuery): Promise<PartnersMap> {
  return isLarge(ctx) ? kept(ctx, { module: import.meta.url, name: 'readPartnersMap' }, query, readPartnersMap) : readPartnersMap(ctx, query);
}

export async function readPartnersMap(ctx: Context, query: MapQuery): Promise<PartnersMap> {
  const { from, to, frame: frameText, picked, sort, limit, ...filters } = query;
  const latest = lastTwelveMonths(dateInZone(ctx.now));
  const period = { from: from ?? to ?? latest.from, to: to ?? (from !== undefined && from > latest.to ? from : latest.to) };
  const left = await organizationsLeft(ctx, filters);
  // What is kept of one day serves the same person, for as long as nobody writes.
  const eyes = `${ctx.user.id} ${ctx.user.role} ${dateInZone(ctx.now)}`;
  const isFiltered = Object.values(filters).some((values) => Array.isArray(values) && values.length > 0);
  const [places, partners, held, agreements, missions, since, regions, targets, ways] = await Promise.all([
    remembered(ctx.db, 'places', () => locatedPlaces(ctx)),
    isFiltered ? partnersByPlace(ctx, left) : remembered(ctx.db, 'partners', () => partnersByPlace(ctx, left)),
    isFiltered ? heldWithLeft(ctx, left, period) : heldByPlace(ctx, period),
    isFiltered ? agreementsByPlace(ctx, left) : remembered(ctx.db, `agreements ${eyes}`, () => agreementsByPlace(ctx, left)),
    remembered(ctx.db, `missions ${eyes} ${period.from} ${period.to}`, () => missionsByPlace(ctx, period)),
    firstMonth(ctx),
    remembered(ctx.db, 'regions', () => mapRegions(ctx)),
    remembered(ctx.db, 'targets', () => mapTargets(ctx)),
    remembered(ctx.db, `ways ${eyes} ${period.from} ${period.to}`, () => missionWays(ctx, period)),
  ]);
  const frame = readFrame(frameText) ?? frameOfRegion(regions.find(({ id }) => `region:${id}` === picked)?.countries, places);
  const figures = tally({ partners, held, agreements, missions });
  const here: Shown[] = [];
  let placed = 0;
  let inFrame = 0;
  // Places come by name, and so do the lines of the table that have the same figure.
  for (const place of places) {
    const of = figures.get(place.id);
    // With filters the map is of the partners that they leave; a mission or a meeting elsewhere is not theirs.
    if (!of || (isFiltered ? of.partners === 0 : of.partners + of.held + of.agreements + of.missions === 0)) continue;
    placed += of.partners;
    if (!isIn(frame, [place.x, place.y])) continue;
    inFrame += of.partners;
    here.push({ id: place.id, x: place.x, y: place.y, weight: of.partners * 1000 + Math.min(999, of.held), place, figures: of });
  }
  const total = sum(partners.map(({ count }) => count));
  const pickedFigures = async (): Promise<Picked | null> => {
    const region = picked?.startsWith('region:') ? regions.find(({ id }) => `region:${id}` === picked) : undefined;
    if (region) {
      const { region: _, ...others } = filters;
      const narrowed = Object.values(others).some((values) => Array.isArray(values) && values.length > 0);
      const inRegion = await organizationsLeft(ctx, { ...others, region: [region.id] });
      const figuresOf = await regionFigures(ctx, inRegion, narrowed, period, region.id);
      return { ...pick(region, ['id', 'nameFr', 'nameEn']), kind: 'region', ...figuresOf, missions: await missionsInRegion(ctx, period, region.id) };
    }
    const place = places.find(({ id }) => id === picked);
    return place ? { ...pick(place, ['id', 'nameFr', 'nameEn']), kind: 'place', ...(figures.get(place.id) ?? none) } : null;
  };
  const clusters = clustersOf(here.filter(({ weight }) => weight > 0), frame[2] * reach);
  return {
    ...period,
    since,
    frame: [...frame],
    isFiltered,
    total,
    unplaced: total - placed,
    outside: placed - inFrame,
    dots: clusters.map(({ at, members }) => dotOf(at, members, frame)),
    dotsOnPhone: gathered(clusters, frame[2] * reachOnPhone).map(({ at, members }) => dotOf(at, members, frame)),
    places: sorted(here, sort ?? '-partners').slice(0, limit ?? shownLines).map(({ place: { m49: _, ...place }, figures: of }) => ({ ...place, ...of })),
    placesTotal: here.length,
    picked: await pickedFigures(),
    regions,
    targets,
    missions: ways.missions,
    missionsTotal: ways.total,
  };
}

/** The frame that shows the middles of these countries with air around; the world without any. */
function frameOfRegion(countries: readonly string[] | undefined, places: readonly LocatedPlace[]): Frame {
  const middles = places.filter(({ m49 }) => m49 !== null && countries?.includes(m49)).map(({ x, y }): Point => [x, y]);
  return middles.length === 0 ? world : frameOf(middles, 700);
}

type LocatedPlace = Pick<MapPlace, 'id' | 'nameFr' | 'nameEn' | 'kind' | 'countryCode' | 'x' | 'y'> & { m49: string | null };

async function locatedPlaces(ctx: Context): Promise<LocatedPlace[]> {
  type Row = Omit<LocatedPlace, 'x' | 'y'> & { longitude: number; latitude: number };
  const rows = await ctx.db.reader.$queryRaw<Row[]>(sql`
    SELECT "id", "nameFr", "nameEn", "kind", "countryCode", "m49", "longitude", "latitude" FROM "Place"
    WHERE "latitude" IS NOT NULL AND "longitude" IS NOT NULL ORDER BY "sortName", "id"`);
  return rows.map(({ longitude, latitude, ...row }) => {
    const [x, y] = project(longitude, latitude);
    return { ...row, x, y };
  });
}

async function mapRegions(ctx: Context): Promise<PartnersMap['regions']> {
  type Row = Omit<PartnersMap['regions'][number], 'countries'>;
  const [regions, countries] = await Promise.all([
    ctx.db.reader.$queryRaw<Row[]>(sql`
      SELECT r."id", r."nameFr", r."nameEn", d."decision", t."periodFrom", t."periodTo" FROM "Region" r
      LEFT JOIN ${currentDecisions} d ON d."regionId" = r."id" LEFT JOIN "TargetDecision" t ON t."id" = d."id"
      WHERE r."archivedAt" IS NULL ORDER BY r."sortName"`),
    ctx.db.reader.$queryRaw<{ regionId: string; m49: string }[]>(sql`
      SELECT rp."regionId", p."m49" FROM ${regionPlaces} rp JOIN "Place" p ON p."id" = rp."placeId"
      WHERE p."kind" = 'country' AND p."m49" IS NOT NULL AND p."archivedAt" IS NULL ORDER BY p."m49"`),
  ]);
  const of = Map.groupBy(countries, ({ regionId }) => regionId);
  return regions.map((region) => ({ ...region, countries: (of.get(region.id) ?? []).map(({ m49 }) => m49) }));
}

/** What is targeted or watched beside regions: a country is outlined as they are, anything else is a ring where it lies. */
async function mapTargets(ctx: Context): Promise<PartnersMap['targets']> {
  type Row = Omit<PartnersMap['targets'][number], 'x' | 'y'> & { longitude: number | null; latitude: number | null };
  const rows = await ctx.db.reader.$queryRaw<Row[]>(sql`
    SELECT d."id", d."decision", d."periodTo", COALESCE(p."nameFr", o."nameFr", f."nameFr") AS "nameFr", COALESCE(p."nameEn", o."nameEn", f."nameEn") AS "nameEn",
      w."id" AS "placeId", w."longitude", w."latitude", CASE WHEN p."kind" = 'country' THEN p."m49" END AS "country"
    FROM ${currentDecisions} d LEFT JOIN "Place" p ON p."id" = d."placeId" LEFT JOIN "Organization" o ON o."id" = d."organizationId"
    LEFT JOIN "Forum" f ON f."id" = d."forumId" LEFT JOIN "Organization" fo ON fo."id" = f."organizationId"
    LEFT JOIN "Place" w ON w."id" = COALESCE(p."id", o."placeId", fo."placeId")
    WHERE d."regionId" IS NULL AND d."decision" IN ('target', 'watch') ORDER BY COALESCE(p."sortName", o."sortName", f."sortName")`);
  return rows.map(({ longitude, latitude, ...row }) => {
    const [x, y] = longitude === null || latitude === null ? [null, null] : project(longitude, latitude);
    return { ...row, x, y };
  });
}

type Figures = Pick<MapPlace, 'partners' | 'held' | 'agreements' | 'missions'>;
const none: Figures = { partners: 0, held: 0, agreements: 0, missions: 0 };

function tally(counted: Record<keyof Figures, PlaceCount[]>): Map<string, Figures> {
  const figures = new Map<string, Figures>();
  for (const field of ['partners', 'held', 'agreements', 'missions'] as const) {
    for (const { placeId, count } of counted[field]) {
      if (placeId === null) continue;
      const known = figures.get(placeId);
      if (known) known[field] = count;
      else figures.set(placeId, { ...none, [field]: count });
    }
  }
  return figures;
}

type Shown = Weighed & { place: LocatedPlace; figures: Figures };

/** The dots of a wide screen gathered further, for a narrow one. */
function gathered(clusters: readonly Cluster<Shown>[], radius: number): Cluster<Shown>[] {
  const wide = new Map(clusters.map((cluster) => [cluster.at.id, cluster]));
  return clustersOf(clusters.map(({ at }) => at), radius).map(({ at, members }) => ({ at, members: members.flatMap(({ id }) => wide.get(id)?.members ?? []) }));
}

function dotOf({ place }: Shown, members: readonly Shown[], frame: Frame): Dot {
  const opens = openingOf(members, frame);
  return {
    id: place.id,
    nameFr: place.nameFr,
    nameEn: place.nameEn,
    x: place.x,
    y: place.y,
    places: members.length,
    partners: sum(members.map(({ figures }) => figures.partners)),
    held: sum(members.map(({ figures }) => figures.held)),
    members: members.length > shownMembers ? [] : members.map(({ id }) => id),
    opens: opens && [...opens],
  };
}

function sorted(shown: readonly Shown[], sort: MapSort | `-${MapSort}`): Shown[] {
  const descending = sort.startsWith('-');
  const field = (descending ? sort.slice(1) : sort) as MapSort;
  if (field === 'name') return descending ? shown.toReversed() : [...shown];
  return shown.toSorted((a, b) => (descending ? b.figures[field] - a.figures[field] : a.figures[field] - b.figures[field]));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
