import { isIn, join, nodesUnder, placeInRegion, placeWithin, regionPlaces, sql, type Listing } from '../http/listing.ts';
import { visibleTo } from '../http/sight.ts';
import { searchCondition } from '../search/index.ts';

/** Where a mission takes us: the places of its itinerary, and where the organizations that it meets are. */
const missionPlaces = sql`(
  SELECT it."missionId", it."placeId" FROM "ItineraryItem" it WHERE it."placeId" IS NOT NULL
  UNION SELECT mo."missionId", o."placeId" FROM "MissionOrganization" mo JOIN "Organization" o ON o."id" = mo."organizationId"
  WHERE o."placeId" IS NOT NULL AND NOT o."isOurs")`;
const objectiveOf = sql`SELECT ob."missionId" FROM "MissionObjective" ob`;

/** How missions are filtered, counted, sorted, listed and exported. */
export const missionListing: Listing = {
  from: sql`"Mission" ms`,
  id: sql`ms."id"`,
  columns: sql`ms."id", ms."version", ms."direction", ms."status", ms."titleFr", ms."titleEn", ms."startsOn", ms."endsOn",
    ms."leadId", ms."reportDueOn", ms."reportPublishedOn", ms."sensitivity", ms."updatedAt", ms."archivedAt"`,
  base: (ctx, query) => [
    visibleTo(ctx, sql`ms."sensitivity"`, sql`ms."createdById"`),
    ...(query.archived ? [] : [sql`ms."archivedAt" IS NULL`]),
  ],
  filters: {
    q: searchCondition('mission', sql`ms."id"`),
    status: isIn(sql`ms."status"`),
    direction: isIn(sql`ms."direction"`),
    lead: (values, ctx) => sql`ms."leadId" IN (${join(values.map((value) => (value === 'me' ? ctx.user.id : value)))})`,
    region: (values) =>
      sql`ms."id" IN (SELECT mp."missionId" FROM ${missionPlaces} mp WHERE ${placeInRegion(sql`mp."placeId"`)(values)})`,
    place: (values) =>
      sql`ms."id" IN (SELECT mp."missionId" FROM ${missionPlaces} mp WHERE ${placeWithin(sql`mp."placeId"`)(values)})`,
    organization: (values) =>
      sql`ms."id" IN (SELECT "missionId" FROM "MissionOrganization" WHERE "organizationId" IN (${join(values)}))`,
    priority: (values) =>
      sql`ms."id" IN (${objectiveOf} JOIN "PolicyNode" n ON n."id" = ob."policyNodeId" WHERE n."priority" IN (${join(values)}))`,
    commitment: (values) => sql`ms."id" IN (${objectiveOf} WHERE ob."policyNodeId" IN ${nodesUnder(values)})`,
    archived: (values) =>
      join(values.map((value) => (value === 'true' ? sql`ms."archivedAt" IS NOT NULL` : sql`ms."archivedAt" IS NULL`)), ' OR '),
  },
  sorts: {
    // A mission of which only the return is known takes its place by it.
    startsOn: { expression: sql`COALESCE(ms."startsOn", ms."endsOn")`, kind: 'text', nullable: true },
    title: { expression: sql`ms."sortName"`, kind: 'text' },
    status: { expression: sql`ms."status"`, kind: 'text' },
    reportDueOn: { expression: sql`ms."reportDueOn"`, kind: 'text', nullable: true },
    updatedAt: { expression: sql`ms."updatedAt"`, kind: 'instant' },
  },
  defaultSort: '-startsOn',
  facets: {
    status: (from, where) => sql`SELECT ms."status" AS value, count(*) AS count FROM ${from} WHERE ${where} GROUP BY ms."status"`,
    direction: (from, where) =>
      sql`SELECT ms."direction" AS value, count(*) AS count FROM ${from} WHERE ${where} GROUP BY ms."direction"`,
    lead: (from, where) => sql`
      SELECT u."id" AS value, u."name" AS "labelFr", u."name" AS "labelEn", count(*) AS count
      FROM ${from} JOIN "User" u ON u."id" = ms."leadId" WHERE ${where} GROUP BY u."id", u."name" ORDER BY u."name"`,
    region: (from, where) => sql`
      SELECT r."id" AS value, r."nameFr" AS "labelFr", r."nameEn" AS "labelEn", count(DISTINCT ms."id") AS count
      FROM ${from} JOIN ${missionPlaces} mp ON mp."missionId" = ms."id" JOIN ${regionPlaces} rp ON rp."placeId" = mp."placeId"
        JOIN "Region" r ON r."id" = rp."regionId"
      WHERE ${where} AND r."archivedAt" IS NULL GROUP BY r."id", r."nameFr", r."nameEn", r."sortName" ORDER BY r."sortName"`,
    priority: (from, where) => sql`
      SELECT n."priority" AS value, count(DISTINCT ms."id") AS count
      FROM ${from} JOIN "MissionObjective" ob ON ob."missionId" = ms."id" JOIN "PolicyNode" n ON n."id" = ob."policyNodeId"
      WHERE ${where} GROUP BY n."priority"`,
    commitment: (from, where) => sql`
      SELECT n."id" AS value, n."titleFr" AS "labelFr", n."titleEn" AS "labelEn", count(DISTINCT ms."id") AS count
      FROM ${from} JOIN "MissionObjective" ob ON ob."missionId" = ms."id" JOIN "PolicyNode" n ON n."id" = ob."policyNodeId"
      WHERE ${where} AND n."kind" = 'commitment' GROUP BY n."id", n."titleFr", n."titleEn", n."position" ORDER BY n."position"`,
  },
};
