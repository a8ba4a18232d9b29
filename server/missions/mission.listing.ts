import { byCountry, byPerson, byRegion, isIn, isPerson, nodesUnder, onDays, placeInCountry, placeInRegion, placeWithin, yesOrNo } from '../http/conditions.ts';
import { join, sql, type Listing, type Sql } from '../http/listing.ts';
import { visibleTo } from '../http/sight.ts';
import { targetFacet, targetFilters, type Scope } from '../http/targeted.ts';
import { searchCondition } from '../search/index.ts';

/** Where a mission takes us: the places of its itinerary, and where the organizations that it meets are. */
const missionPlaces = sql`(
  SELECT it."missionId", it."placeId" FROM "ItineraryItem" it WHERE it."placeId" IS NOT NULL
  UNION SELECT mo."missionId", o."placeId" FROM "MissionOrganization" mo JOIN "Organization" o ON o."id" = mo."organizationId"
  WHERE o."placeId" IS NOT NULL AND NOT o."isOurs")`;
const yearOf = sql`substr(COALESCE(ms."startsOn", ms."endsOn"), 1, 4)`;
/** The places `placeId` of each mission (`record`). */
const placesOf = (from: Sql, where: Sql): Sql =>
  sql`(SELECT ms."id" AS "record", mp."placeId" FROM ${from} JOIN ${missionPlaces} mp ON mp."missionId" = ms."id" WHERE ${where})`;
const objectiveOf = sql`SELECT ob."missionId" FROM "MissionObjective" ob`;
/** It belongs to a target by where it goes or by whom it meets. */
const covered = (scope: Scope): Sql => sql`(ms."id" IN (SELECT mp."missionId" FROM ${missionPlaces} mp WHERE ${scope.place(sql`mp."placeId"`)})
  OR ms."id" IN (SELECT mo."missionId" FROM "MissionOrganization" mo WHERE ${scope.named(sql`mo."organizationId"`)}))`;

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
    lead: isPerson(sql`ms."leadId"`),
    year: isIn(yearOf),
    // A date of which only the year is known counts from its first day to its last.
    from: onDays((day) => sql`COALESCE(ms."endsOn", ms."startsOn") || '-99-99' >= ${day}`),
    to: onDays((day) => sql`COALESCE(ms."startsOn", ms."endsOn") <= ${day}`),
    country: (values) =>
      sql`ms."id" IN (SELECT mp."missionId" FROM ${missionPlaces} mp WHERE ${placeInCountry(sql`mp."placeId"`)(values)})`,
    region: (values) =>
      sql`ms."id" IN (SELECT mp."missionId" FROM ${missionPlaces} mp WHERE ${placeInRegion(sql`mp."placeId"`)(values)})`,
    at: (values) => sql`ms."id" IN (SELECT mp."missionId" FROM ${missionPlaces} mp WHERE mp."placeId" IN (${join(values)}))`,
    place: (values) =>
      sql`ms."id" IN (SELECT mp."missionId" FROM ${missionPlaces} mp WHERE ${placeWithin(sql`mp."placeId"`)(values)})`,
    organization: (values) =>
      sql`ms."id" IN (SELECT "missionId" FROM "MissionOrganization" WHERE "organizationId" IN (${join(values)}))`,
    ...targetFilters(covered),
    partnerKind: (values) => sql`ms."id" IN (SELECT mo."missionId" FROM "MissionOrganization" mo
      JOIN "Organization" o ON o."id" = mo."organizationId" WHERE NOT o."isOurs" AND o."kind" IN (${join(values)}))`,
    priority: (values) =>
      sql`ms."id" IN (${objectiveOf} JOIN "PolicyNode" n ON n."id" = ob."policyNodeId" WHERE n."priority" IN (${join(values)}))`,
    commitment: (values) => sql`ms."id" IN (${objectiveOf} WHERE ob."policyNodeId" IN ${nodesUnder(values)})`,
    archived: yesOrNo(() => sql`ms."archivedAt" IS NOT NULL`),
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
    lead: byPerson(sql`ms."leadId"`),
    year: (from, where) => sql`SELECT ${yearOf} AS value, count(*) AS count FROM ${from} WHERE ${where} GROUP BY 1 ORDER BY 1 DESC`,
    region: (from, where) => byRegion(placesOf(from, where)),
    country: (from, where) => byCountry(placesOf(from, where)),
    target: targetFacet(covered),
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
