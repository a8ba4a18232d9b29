import type { Context } from '../http/context.ts';
import { visibleSensitivities } from '../http/context.ts';
import { byCountry, byRegion, isIn, nodesUnder, onDays, organizationsUnder, placeInCountry, placeInRegion, placeWithin, yesOrNo } from '../http/conditions.ts';
import { join, sql, type Listing, type ListQuery, type Sql } from '../http/listing.ts';
import { targetFacet, targetFilters, type Scope } from '../http/targeted.ts';
import { searchCondition } from '../search/index.ts';
import { interactionStatuses } from '../vocabulary.ts';
import { addDays, startOfDay } from './moment.rules.ts';

/** What the caller may see: by level, and whatever they wrote themselves. `record` is the table's alias. */
export const visibleTo = (ctx: Context, record: Sql): Sql =>
  sql`(${record}."sensitivity" IN (${join(visibleSensitivities(ctx.user.role))}) OR ${record}."createdById" = ${ctx.user.id})`;

/** An interaction belongs to the place where it is held and to those of the organizations met. */
const inPlaces = (within: (column: Sql) => Sql): Sql => sql`(${within(sql`i."placeId"`)} OR i."id" IN (
  SELECT io."interactionId" FROM "InteractionOrganization" io JOIN "Organization" p ON p."id" = io."organizationId"
  WHERE ${within(sql`p."placeId"`)}))`;
/** It belongs to a target by where it is, by whom it was with, or by the session of a forum at which it took place. */
const covered = (scope: Scope): Sql => sql`(${scope.place(sql`i."placeId"`)} OR i."id" IN (
  SELECT io."interactionId" FROM "InteractionOrganization" io JOIN "Organization" p ON p."id" = io."organizationId"
  WHERE ${scope.organization(sql`p`)}) OR i."forumSessionId" IN (
  SELECT fs."id" FROM "ForumSession" fs WHERE ${scope.forum(sql`fs."forumId"`)}))`;
/** The places `placeId` of each interaction (`record`). */
const placesOf = (from: Sql, where: Sql): Sql => sql`(
  SELECT i."id" AS "record", i."placeId" FROM ${from} WHERE ${where} AND i."placeId" IS NOT NULL
  UNION ALL SELECT i."id", p."placeId" FROM ${from} JOIN "InteractionOrganization" io ON io."interactionId" = i."id"
    JOIN "Organization" p ON p."id" = io."organizationId" WHERE ${where} AND p."placeId" IS NOT NULL)`;
// The pluses below keep SQLite at the one interaction: it would begin with all that have the value.
const metBy = (condition: Sql): Sql => sql`EXISTS (SELECT 1 FROM "InteractionOrganization" io CROSS JOIN "Organization" p ON p."id" = io."organizationId"
  WHERE io."interactionId" = i."id" AND ${condition})`;
const tookPart = (condition: Sql): Sql => sql`EXISTS (SELECT 1 FROM "Participant" pt WHERE pt."interactionId" = i."id" AND ${condition})`;
const serves = (nodes: Sql): Sql => sql`EXISTS (SELECT 1 FROM "InteractionCommitment" ic WHERE ic."interactionId" = i."id" AND +ic."policyNodeId" IN ${nodes})`;
const isInPlaces = (within: (column: Sql) => Sql): Sql => sql`(${within(sql`+i."placeId"`)} OR ${metBy(within(sql`+p."placeId"`))})`;
const commitmentOf = sql`SELECT ic."interactionId" FROM "InteractionCommitment" ic`;
const participantOf = sql`SELECT pt."interactionId" FROM "Participant" pt`;
const people = (values: string[], ctx: Context): Sql => join(values.map((value) => (value === 'me' ? ctx.user.id : value)));

/** The one organization of which the interactions are asked for, '' for no filter by organization, null for more than that. */
function member(query: ListQuery): string | null {
  const [wanted, unwanted] = [query['organization'], query['not.organization']];
  if (Array.isArray(unwanted) && unwanted.length > 0) return null;
  if (!Array.isArray(wanted) || wanted.length === 0) return '';
  const [only, another] = wanted as string[];
  return another === undefined && only ? only : null;
}

/** The statuses that the query leaves. */
function statusesOf(query: ListQuery): string[] {
  const [wanted, unwanted] = [query['status'], query['not.status']];
  return interactionStatuses.filter((status) => (!Array.isArray(wanted) || wanted.length === 0 || wanted.includes(status)) && !(Array.isArray(unwanted) && unwanted.includes(status)));
}

/** How interactions are filtered, counted, sorted and listed. */
export const interactionListing: Listing = {
  from: sql`"Interaction" i`,
  id: sql`i."id"`,
  columns: sql`i."id", i."version", i."kind", i."status", i."startsAt", i."endsAt", i."isAllDay", i."timeZone",
    i."subject", i."language", i."location", i."sensitivity", i."updatedAt", i."archivedAt"`,
  base: (ctx, query) => [visibleTo(ctx, sql`i`), ...(query.archived ? [] : [sql`i."archivedAt" IS NULL`])],
  filters: {
    q: searchCondition('interaction', sql`i."id"`),
    organization: (values) =>
      sql`i."id" IN (SELECT "interactionId" FROM "InteractionOrganization" WHERE "organizationId" IN (${join(values)}))`,
    within: (values) =>
      sql`i."id" IN (SELECT "interactionId" FROM "InteractionOrganization" WHERE "organizationId" IN ${organizationsUnder(values)})`,
    partnerKind: (values) => sql`i."id" IN (SELECT io."interactionId" FROM "InteractionOrganization" io
      JOIN "Organization" p ON p."id" = io."organizationId" WHERE NOT p."isOurs" AND p."kind" IN (${join(values)}))`,
    contact: (values) => sql`i."id" IN (${participantOf} WHERE pt."contactId" IN (${join(values)}))`,
    kind: isIn(sql`i."kind"`),
    status: isIn(sql`i."status"`),
    region: (values) => inPlaces((column) => placeInRegion(column)(values)),
    place: (values) => inPlaces((column) => placeWithin(column)(values)),
    at: (values) => inPlaces((column) => isIn(column)(values)),
    country: (values) => inPlaces((column) => placeInCountry(column)(values)),
    priority: (values) =>
      sql`i."id" IN (${commitmentOf} JOIN "PolicyNode" n ON n."id" = ic."policyNodeId" WHERE n."priority" IN (${join(values)}))`,
    commitment: (values) => sql`i."id" IN (${commitmentOf} WHERE ic."policyNodeId" IN ${nodesUnder(values)})`,
    ...targetFilters(covered),
    sector: (values) =>
      sql`i."id" IN (SELECT "interactionId" FROM "InteractionSector" WHERE "sectorId" IN (${join(values)}))`,
    user: (values, ctx) => sql`i."id" IN (${participantOf} WHERE pt."userId" IN (${people(values, ctx)}))`,
    mission: isIn(sql`i."missionId"`),
    forumSession: isIn(sql`i."forumSessionId"`),
    forum: (values) => sql`(i."forumSessionId" IN (SELECT "id" FROM "ForumSession" WHERE "forumId" IN (${join(values)}))
      OR i."id" IN (SELECT io."interactionId" FROM "InteractionOrganization" io JOIN "Forum" fo ON fo."organizationId" = io."organizationId"
        WHERE fo."id" IN (${join(values)})))`,
    from: onDays((day) => sql`i."startsAt" >= ${startOfDay(day)}`),
    to: onDays((day) => sql`i."startsAt" < ${startOfDay(addDays(day, 1))}`),
    sensitivity: isIn(sql`i."sensitivity"`),
    archived: yesOrNo(() => sql`i."archivedAt" IS NOT NULL`),
    // Not a filter of the API: what begins on a day or is still going on then, for the agenda.
    on: (values) =>
      join(
        values.map(
          (day) => sql`(i."startsAt" < ${startOfDay(addDays(day, 1))} AND (i."startsAt" >= ${startOfDay(day)}
            OR (i."startsAt" >= ${startOfDay(addDays(day, -31))} AND (i."endsAt" > ${startOfDay(day)} OR (i."isAllDay" AND i."endsAt" = ${startOfDay(day)})))))`,
        ),
        ' OR ',
      ),
    // Not a filter of the API: what concerns one of us, for the page of the day.
    // It always stands beside a few days or weeks: asked of each of these, never of all that somebody has done. The plus has
    // the partners of each looked up among those of the person, not the other way round.
    concerns: (values) => sql`(i."createdById" IN (${join(values)})
      OR EXISTS (SELECT 1 FROM "Participant" pt WHERE pt."interactionId" = i."id" AND pt."userId" IN (${join(values)}))
      OR EXISTS (SELECT 1 FROM "InteractionOrganization" io WHERE io."interactionId" = i."id"
        AND +io."organizationId" IN (SELECT "id" FROM "Organization" WHERE "ownerId" IN (${join(values)}))))`,
  },
  oneByOne: {
    organization: (values) => metBy(sql`+p."id" IN (${join(values)})`),
    within: (values) => metBy(sql`+p."id" IN ${organizationsUnder(values)}`),
    partnerKind: (values) => metBy(sql`NOT p."isOurs" AND +p."kind" IN (${join(values)})`),
    contact: (values) => tookPart(sql`+pt."contactId" IN (${join(values)})`),
    region: (values) => isInPlaces((column) => placeInRegion(column)(values)),
    place: (values) => isInPlaces((column) => placeWithin(column)(values)),
    at: (values) => isInPlaces((column) => isIn(column)(values)),
    country: (values) => isInPlaces((column) => placeInCountry(column)(values)),
    priority: (values) => serves(sql`(SELECT "id" FROM "PolicyNode" WHERE "priority" IN (${join(values)}))`),
    commitment: (values) => serves(nodesUnder(values)),
    sector: (values) => sql`EXISTS (SELECT 1 FROM "InteractionSector" x WHERE x."interactionId" = i."id" AND +x."sectorId" IN (${join(values)}))`,
    user: (values, ctx) => tookPart(sql`+pt."userId" IN (${people(values, ctx)})`),
  },
  sorts: {
    startsAt: { expression: sql`i."startsAt"`, kind: 'instant' },
    updatedAt: { expression: sql`i."updatedAt"`, kind: 'instant' },
    subject: { expression: sql`i."subject"`, kind: 'text' },
  },
  defaultSort: '-startsAt',
  isCountedAside: true,
  // A partner of fifty thousand meetings, or all of a million: see tally.tables.ts.
  tally: {
    filters: ['kind', 'status', 'sensitivity', 'archived'],
    facets: { kind: sql`i."kind"`, status: sql`i."status"` },
    instead: 'organization',
    from: (query) => {
      const of = member(query);
      return of === null ? null : sql`(
        SELECT "kind", "status", "sensitivity", NULLIF("createdById", '') AS "createdById", NULLIF("isArchived", 0) AS "archivedAt", "n"
        FROM interaction_tally WHERE "member" = ${of}) i`;
    },
  },
  lines: {
    sort: 'startsAt',
    expression: sql`l."startsAt"`,
    id: sql`l."interactionId"`,
    instead: 'organization',
    from: (query) => {
      const of = member(query);
      const statuses = statusesOf(query);
      // CROSS JOIN: the line first, in its order; each of its interactions is then looked up.
      return of === null || of === '' || statuses.length === 0 ? null : statuses.map((status) => ({
        from: sql`interaction_line l CROSS JOIN "Interaction" i ON i."id" = l."interactionId"`,
        where: sql`l."organizationId" = ${of} AND l."status" = ${status}`,
      }));
    },
  },
  facets: {
    kind: (from, where) => sql`SELECT i."kind" AS value, count(*) AS count FROM ${from} WHERE ${where} GROUP BY i."kind"`,
    status: (from, where) => sql`SELECT i."status" AS value, count(*) AS count FROM ${from} WHERE ${where} GROUP BY i."status"`,
    region: (from, where) => byRegion(placesOf(from, where)),
    country: (from, where) => byCountry(placesOf(from, where)),
    target: targetFacet(covered),
    partnerKind: (from, where) => sql`
      SELECT p."kind" AS value, count(DISTINCT i."id") AS count
      FROM ${from} JOIN "InteractionOrganization" io ON io."interactionId" = i."id" JOIN "Organization" p ON p."id" = io."organizationId"
      WHERE ${where} AND NOT p."isOurs" GROUP BY p."kind"`,
    sector: (from, where) => sql`
      SELECT s."id" AS value, s."nameFr" AS "labelFr", s."nameEn" AS "labelEn", counted.count
      FROM (SELECT x."sectorId", count(*) AS count FROM ${from} JOIN "InteractionSector" x ON x."interactionId" = i."id"
        WHERE ${where} GROUP BY x."sectorId") AS counted
      JOIN "Sector" s ON s."id" = counted."sectorId"`,
    priority: (from, where) => sql`
      SELECT n."priority" AS value, count(DISTINCT i."id") AS count
      FROM ${from} JOIN "InteractionCommitment" ic ON ic."interactionId" = i."id" JOIN "PolicyNode" n ON n."id" = ic."policyNodeId"
      WHERE ${where} GROUP BY n."priority"`,
    commitment: (from, where) => sql`
      SELECT n."id" AS value, n."titleFr" AS "labelFr", n."titleEn" AS "labelEn", counted.count
      FROM (SELECT ic."policyNodeId", count(*) AS count FROM ${from} JOIN "InteractionCommitment" ic ON ic."interactionId" = i."id"
        WHERE ${where} GROUP BY ic."policyNodeId") AS counted
      JOIN "PolicyNode" n ON n."id" = counted."policyNodeId" WHERE n."kind" = 'commitment'`,
    user: (from, where) => sql`
      SELECT u."id" AS value, u."name" AS "labelFr", u."name" AS "labelEn", count(DISTINCT i."id") AS count
      FROM ${from} JOIN "Participant" pt ON pt."interactionId" = i."id" JOIN "User" u ON u."id" = pt."userId"
      WHERE ${where} GROUP BY u."id", u."name" ORDER BY u."name"`,
  },
};
