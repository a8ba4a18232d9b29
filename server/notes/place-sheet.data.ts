import { getContacts } from '../contacts/contact.reading.ts';
import type { NoteRequest } from '../documents/note-data.ts';
import type { MissionData, PlaceGlance, PlaceSheetData, ThrustData, WhereData } from '../documents/place-sheet.data.ts';
import type { Audience, DocumentTree } from '../documents/tree.ts';
import { aside } from '../http/aside.ts';
import type { Context } from '../http/context.ts';
import { sql, type ListQuery, type Sql } from '../http/listing.ts';
import { getInteractions } from '../interactions/interaction.service.ts';
import { heldByMonth, heldForLevels, heldInPlaces } from '../interactions/activity.read.ts';
import { addMonths, monthsBetween } from '../interactions/activity.rules.ts';
import type { MissionItem } from '../missions/mission.schema.ts';
import { spreadOfPlaces, spreadOfRegions } from '../places/figures.ts';
import { getPlaceRecord } from '../places/place.service.ts';
import { getRegion } from '../places/region.service.ts';
import { coordinationForAll } from '../targets/coordination.service.ts';
import { listTargetDecisions } from '../targets/target-decision.service.ts';
import { dateInZone } from '../text/format.rules.ts';
import { eyesOf, levelsOf, listFor, lists } from './audience.ts';
import { agreementOf, both, commitmentOf, interactionOf, label, levelsIn, locatorOf, promisesOf } from './note.data.ts';
import { onlySubject } from './kind.ts';
import type { NoteOrder } from './note.schema.ts';
import { currentPost, never, peopleFor } from './people.data.ts';
import { idsOf } from './reading.ts';

/** How much of each list a sheet reads: more would not fit where it prints. */
const most = { names: 8, cities: 14, interactions: 5, promises: 20, agreements: 8, missions: 8, people: 12, decisions: 8 } as const;
const monthsShown = 24;

/** A sheet is made in a thread of readers: the countries of its map are cut there, and the server goes on meanwhile. */
export async function makePlaceSheet(ctx: Context, order: NoteOrder, request: NoteRequest): Promise<DocumentTree> {
  const data = await readPlaceSheet(ctx, order);
  const { db, user, now, requestId } = ctx;
  return (await aside(db.file, { job: { module: import.meta.url, name: 'buildHere' }, input: { data, request }, user, now, requestId }, false)) as DocumentTree;
}

/** What the thread runs. */
export async function buildHere(_ctx: Context, { data, request }: { data: PlaceSheetData; request: NoteRequest }): Promise<DocumentTree> {
  const { buildPlaceSheet } = await import('../documents/place-sheet.ts');
  return buildPlaceSheet(data, request);
}

type Spot = { id: string; kind: string; nameFr: string; nameEn: string; m49: string | null; latitude: number | null; longitude: number | null; isMember: number | boolean };

/** Everything a sheet says of a place or of a region of the office, as far as its audience may see it. */
export async function readPlaceSheet(ctx: Context, order: NoteOrder): Promise<PlaceSheetData> {
  const subject = onlySubject(order);
  const isRegion = subject.type === 'region';
  const spread = isRegion ? spreadOfRegions(sql`"regionId" = ${subject.id}`) : spreadOfPlaces(sql`"id" = ${subject.id}`);
  const members = isRegion ? sql`SELECT "placeId" FROM "RegionPlace" WHERE "regionId" = ${subject.id}` : sql`SELECT ${subject.id}`;
  const spots = await ctx.db.reader.$queryRaw<Spot[]>(sql`
    SELECT p."id", p."kind", p."nameFr", p."nameEn", p."m49", p."latitude", p."longitude", p."id" IN (${members}) AS "isMember"
    FROM ${spread} s JOIN "Place" p ON p."id" = s."placeId" ORDER BY p."sortName", p."id"`);
  const here: ListQuery = { [isRegion ? 'region' : 'place']: [subject.id] };
  const { audience } = order;
  const period = { ...(order.from ? { from: [order.from] } : {}), ...(order.to ? { to: [order.to] } : {}) };
  const [about, partners, cities, commitments, activity, held, promises, agreements, missions, people, decisions, coordination] = await Promise.all([
    isRegion ? aboutRegion(ctx, subject.id) : aboutPlace(ctx, subject.id),
    partnersIn(ctx, spread),
    partnersByCity(ctx, spread),
    commitmentsIn(ctx, spread),
    activityIn(ctx, order, isRegion, spots.map(({ id }) => id)),
    listFor(ctx, audience, lists.interactions, { ...here, ...period, status: ['held'] }, most.interactions),
    listFor(ctx, audience, lists.followUps, { ...here, status: ['open', 'renegotiated'] }, most.promises),
    listFor(ctx, audience, lists.agreements, { ...here, sort: '-signedOn' }, most.agreements),
    listFor(ctx, audience, lists.missions, here, most.missions),
    peopleFor(ctx, audience, { ...here, acquainted: ['true'] }, most.people),
    listTargetDecisions(ctx, { ...here, limit: most.decisions }),
    coordinationForAll(ctx, [{ id: subject.id, regionId: isRegion ? subject.id : null, placeId: isRegion ? null : subject.id, organizationId: null, forumId: null }]),
  ]);
  const eyes = eyesOf(ctx, audience);
  const [interactions, known] = await Promise.all([getInteractions(eyes, idsOf(held.items)), getContacts(ctx, idsOf(people.items))]);
  const touches = new Map(people.items.map((one) => [one.id, one.touch]));
  const [levels, promised] = await Promise.all([levelsIn(ctx, interactions), promisesOf(ctx, audience, promises.items)]);
  const there = coordination.candidates[0];
  const { activity: months, above } = activity;
  return {
    ...about,
    where: whereOf(spots, cities),
    partners,
    commitments,
    activity: months,
    interactions: { items: interactions.map((one) => interactionOf(one, levels)), total: held.total },
    promises: {
      items: promised.map((one, index) => {
        const partner = promises.items[index]?.organization;
        return { ...one, with: partner ? both(partner.nameFr, partner.nameEn) : null };
      }),
      total: promises.total,
    },
    agreements: { items: agreements.items.map(agreementOf), total: agreements.total },
    missions: { items: missions.items.map(missionOf), total: missions.total },
    people: {
      items: known.map((one) => {
        const post = currentPost(one);
        const { lastHeldAt, knownBy } = touches.get(one.id) ?? never;
        return {
          id: one.id,
          name: one.name,
          pronouns: null,
          title: post ? both(post.titleFr, post.titleEn) : null,
          organization: post ? both(post.organization.nameFr, post.organization.nameEn) : null,
          language: null,
          addressForm: null,
          lastContactOn: lastHeldAt && dateInZone(lastHeldAt),
          knownBy,
          biography: null,
          sensitivity: one.sensitivity,
        };
      }),
      total: people.total,
    },
    decisions: decisions.items.map((one) => ({
      decision: one.decision,
      label: label('target_decision', one.decision),
      about: one.subject.id === subject.id ? null : both(one.subject.nameFr, one.subject.nameEn),
      reason: one.reason,
      from: one.periodFrom,
      to: one.periodTo,
      reviewOn: one.reviewOn,
      decidedOn: dateInZone(one.decidedAt),
      decidedBy: one.decidedBy?.name ?? null,
      isCurrent: one.isCurrent,
      isLapsed: one.isLapsed,
    })),
    offices: (there?.offices ?? []).map(({ government, nameFr, nameEn, place, isInside }) => ({ government, name: both(nameFr, nameEn), place: both(place.nameFr, place.nameEn), isInside })),
    thrusts: {
      items: (there?.thrusts ?? []).map(({ government, titleFr, titleEn, framework, partners: count, alignment }): ThrustData => ({
        government,
        title: both(titleFr, titleEn),
        framework: both(framework.titleFr, framework.titleEn),
        partners: count,
        isConfirmed: alignment !== 'suggested',
      })),
      total: there?.thrustsTotal ?? 0,
    },
    above: people.above,
    // Interactions of the last two years are counted once, with the activity that holds them all.
    hidden: above + promises.hidden + agreements.hidden + missions.hidden + people.hidden,
  };
}

const missionOf = (one: MissionItem): MissionData => ({
  title: both(one.titleFr, one.titleEn),
  direction: label('mission_direction', one.direction),
  status: label('mission_status', one.status),
  from: one.startsOn,
  to: one.endsOn,
  sensitivity: one.sensitivity,
});

// ── What it is ──

type About = Pick<PlaceSheetData, 'type' | 'name' | 'kind' | 'description' | 'path' | 'regions' | 'members' | 'timeZone' | 'sources'>;

async function aboutRegion(ctx: Context, id: string): Promise<About> {
  const region = await getRegion(ctx, id);
  return {
    type: 'region',
    name: both(region.nameFr, region.nameEn),
    kind: label('place_sheet', 'kind_region'),
    description: region.descriptionFr || region.descriptionEn ? both(region.descriptionFr, region.descriptionEn) : null,
    path: [],
    regions: [],
    members: region.places.map(({ nameFr, nameEn }) => both(nameFr, nameEn)),
    timeZone: null,
    sources: region.sources.map((source) => ({ label: source.titleFr, locator: locatorOf(source, ctx) })),
  };
}

async function aboutPlace(ctx: Context, id: string): Promise<About> {
  const place = await getPlaceRecord(ctx, id);
  return {
    type: place.kind === 'country' || place.kind === 'city' ? place.kind : 'place',
    name: both(place.nameFr, place.nameEn),
    kind: label('place_kind', place.kind),
    description: null,
    path: place.path.filter(({ kind }) => kind !== 'world').map(({ nameFr, nameEn }) => both(nameFr, nameEn)),
    regions: place.regions.map(({ nameFr, nameEn }) => both(nameFr, nameEn)),
    members: [],
    timeZone: place.timeZone,
    sources: place.sources.map((source) => ({ label: source.titleFr, locator: locatorOf(source, ctx) })),
  };
}

// ── Where it is, and who is there ──

function whereOf(spots: readonly Spot[], cities: readonly City[]): WhereData {
  const own = spots.filter(({ isMember }) => Boolean(isMember));
  const point = ({ latitude, longitude }: Spot): [number, number][] => (latitude === null || longitude === null ? [] : [[longitude, latitude]]);
  const points = own.flatMap(point);
  return {
    countries: spots.flatMap(({ kind, m49 }) => (kind === 'country' && m49 ? [m49] : [])),
    // A part of the world has no point of its own: those of its countries then.
    points: points.length > 0 ? points : spots.filter(({ kind }) => kind === 'country').flatMap(point),
    cities: cities.slice(0, most.cities).map(({ nameFr, nameEn, longitude, latitude, partners }) => ({ name: both(nameFr, nameEn), point: [longitude, latitude], partners: Number(partners) })),
    moreCities: Math.max(0, cities.length - most.cities),
  };
}

const partner = sql`o."archivedAt" IS NULL AND NOT o."isOurs"`;

type City = { nameFr: string; nameEn: string; longitude: number; latitude: number; partners: number | bigint };
function partnersByCity(ctx: Context, spread: Sql): Promise<City[]> {
  return ctx.db.reader.$queryRaw<City[]>(sql`
    SELECT p."nameFr", p."nameEn", p."longitude", p."latitude", count(*) AS partners
    FROM ${spread} s JOIN "Organization" o ON o."placeId" = s."placeId" AND ${partner} JOIN "Place" p ON p."id" = s."placeId"
    WHERE p."longitude" IS NOT NULL AND p."latitude" IS NOT NULL
    GROUP BY p."id", p."nameFr", p."nameEn", p."longitude", p."latitude", p."sortName" ORDER BY partners DESC, p."sortName"`);
}

/** Those that matter most first: by importance, then by the last time they were met. */
async function partnersIn(ctx: Context, spread: Sql): Promise<PlaceSheetData['partners']> {
  const rows = await ctx.db.reader.$queryRaw<{ kind: string; nameFr: string; nameEn: string | null; count: number | bigint }[]>(sql`
    SELECT "kind", "nameFr", "nameEn", "count" FROM (
      SELECT o."kind", o."nameFr", o."nameEn", count(*) OVER (PARTITION BY o."kind") AS "count",
        row_number() OVER (PARTITION BY o."kind" ORDER BY COALESCE(o."tier", 'Z'), o."lastHeldAt" DESC NULLS LAST, o."sortName", o."id") AS "back"
      FROM ${spread} s JOIN "Organization" o ON o."placeId" = s."placeId" AND ${partner}) ranked
    WHERE "back" <= ${most.names} ORDER BY "count" DESC, "kind", "back"`);
  const kinds = [...Map.groupBy(rows, ({ kind }) => kind)].map(([kind, list]) => ({
    kind: label('organization_kind', kind),
    count: Number(list[0]?.count ?? 0),
    names: list.map(({ nameFr, nameEn }) => both(nameFr, nameEn)),
  }));
  return { total: kinds.reduce((sum, { count }) => sum + count, 0), kinds };
}

/** City commitment areas that partners of the places serve, with how many do. */
export async function commitmentsIn(ctx: Context, spread: Sql): Promise<PlaceSheetData['commitments']> {
  type Row = { titleFr: string; titleEn: string; priority: 'shines' | 'learns' | 'attracts' | null; partners: number | bigint };
  // CROSS JOIN: from the places to who is there, not from all that any partner serves.
  const rows = await ctx.db.reader.$queryRaw<Row[]>(sql`
    SELECT n."titleFr", n."titleEn", n."priority", count(DISTINCT o."id") AS partners
    FROM ${spread} s CROSS JOIN "Organization" o ON o."placeId" = s."placeId" AND ${partner}
    CROSS JOIN "OrganizationCommitment" oc ON oc."organizationId" = o."id" CROSS JOIN "PolicyNode" n ON n."id" = oc."policyNodeId"
    LEFT JOIN "PolicyNode" parent ON parent."id" = n."parentId"
    WHERE n."kind" = 'commitment' AND n."archivedAt" IS NULL
    GROUP BY n."id", n."titleFr", n."titleEn", n."priority", parent."position", n."position" ORDER BY parent."position", n."position"`);
  return rows.flatMap((row) => commitmentOf(row).map((one) => ({ ...one, partners: Number(row.partners) })));
}

/** Two years of months up to the end of the period asked for, or up to today. */
async function activityIn(ctx: Context, order: NoteOrder, isRegion: boolean, places: string[]): Promise<{ activity: PlaceSheetData['activity']; above: number }> {
  const to = (order.to ?? dateInZone(ctx.now)).slice(0, 7);
  const asked = order.from?.slice(0, 7) ?? '';
  const earliest = addMonths(to, 1 - monthsShown);
  const from = asked > earliest && asked <= to ? asked : earliest;
  const levels = levelsOf(order.audience);
  const { months, above } = isRegion ? await heldInRegion(ctx, onlySubject(order).id, { from, to }, levels) : await heldInPlaces(ctx, { period: { from, to }, places, levels });
  const held = monthsBetween(from, to).flatMap((month) => (months.get(month) ? [{ month, held: months.get(month) ?? 0 }] : []));
  return { activity: { from, to, held }, above };
}

async function heldInRegion(ctx: Context, id: string, period: { from: string; to: string }, levels: Audience[]): Promise<{ months: Map<string, number>; above: number }> {
  const [rows, all] = await Promise.all([
    heldForLevels(ctx, { axis: 'region', period, members: [id], levels }),
    heldByMonth(ctx, { axis: 'region', period, members: [id] }),
  ]);
  const months = new Map<string, number>();
  for (const { month, held } of rows) months.set(month, (months.get(month) ?? 0) + Number(held));
  const sum = (counts: Iterable<number>): number => [...counts].reduce((total, count) => total + count, 0);
  return { months, above: Math.max(0, sum(all.values()) - sum(months.values())) };
}

/** What another document says of a place in a few lines: where it is, who is there, what they serve with the city. */
export async function readPlaceGlance(ctx: Context, id: string): Promise<PlaceGlance> {
  const spread = spreadOfPlaces(sql`"id" = ${id}`);
  const [{ name, path, regions, timeZone }, partners, commitments] = await Promise.all([aboutPlace(ctx, id), partnersIn(ctx, spread), commitmentsIn(ctx, spread)]);
  return { name, path, regions, timeZone, partners, commitments };
}
