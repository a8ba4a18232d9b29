import { byColumn, byCountry, byPerson, byRegion, isIn, isInOrNone, isLanguage, isPerson, nodesUnder, onDays, organizationsUnder, placeInCountry, placeInCountryOf, placeInRegion, placeWithin, yesOrNo } from '../http/conditions.ts';
import { join, sql, type Listing } from '../http/listing.ts';
import { visibleTo } from '../http/sight.ts';
import { targetFacet, targetFilters, type Scope } from '../http/targeted.ts';
import { searchCondition } from '../search/index.ts';
import { addDays, startOfDay } from '../text/day.rules.ts';
import { daysOfQuarter } from '../text/quarter.rules.ts';
import type { Rhythms } from './cadence.rules.ts';
import { losingTouchSql, snoozedSql } from './touch.ts';

const commitmentOf = sql`SELECT oc."organizationId" FROM "OrganizationCommitment" oc`;

const partyOf = sql`SELECT p."organizationId" FROM "AgreementParty" p JOIN "Agreement" a ON a."id" = p."agreementId"`;

const covered = (scope: Scope) => scope.organization(sql`o`);

const plain: Listing = {
  from: sql`"Organization" o`,
  id: sql`o."id"`,
  columns: sql`o."id", o."version", o."kind", o."nameFr", o."nameEn", o."placeId", o."stage", o."tier", o."ownerId",
    o."isOurs",
    o."cadenceDays", o."snoozedUntil", o."snoozeReason", o."lastHeldAt", o."openFollowUps", o."isPending", o."website", o."updatedAt", o."archivedAt"`,
  base: (_ctx, query) => [
    ...(query.archived ? [] : [sql`o."archivedAt" IS NULL`]),
    // The city and its departments are not partners; they are listed when asked for.
    ...(query.ours ? [] : [sql`NOT o."isOurs"`]),
  ],
  filters: {
    q: searchCondition('organization', sql`o."id"`),
    region: placeInRegion(sql`o."placeId"`),
    place: placeWithin(sql`o."placeId"`),
    at: isIn(sql`o."placeId"`),
    kind: isIn(sql`o."kind"`),
    // Asked of each record, not gathered first: a third of the partners have any one of them.
    // The plus keeps the few areas of a record from being looked up among all of the priority, one after the other.
    priority: (values) => sql`EXISTS (${commitmentOf}
      WHERE oc."organizationId" = o."id" AND +oc."policyNodeId" IN (SELECT "id" FROM "PolicyNode" WHERE "priority" IN (${join(values)})))`,
    commitment: (values) => sql`EXISTS (${commitmentOf} WHERE oc."organizationId" = o."id" AND oc."policyNodeId" IN ${nodesUnder(values)})`,
    framework: (values) => sql`o."id" IN (${commitmentOf} WHERE oc."policyNodeId" IN (
      SELECT "id" FROM "PolicyNode" WHERE "frameworkId" IN (${join(values)})
      UNION SELECT a."commitmentId" FROM "Alignment" a JOIN "PolicyNode" n ON n."id" = a."policyNodeId"
        WHERE a."status" <> 'rejected' AND n."frameworkId" IN (${join(values)})))`,
    country: placeInCountry(sql`o."placeId"`),
    countryOf: placeInCountryOf(sql`o."placeId"`),
    language: isLanguage(sql`o."language"`),
    within: (values) => sql`o."id" IN ${organizationsUnder(values)}`,
    tier: isInOrNone(sql`o."tier"`),
    stage: isIn(sql`o."stage"`),
    owner: isPerson(sql`o."ownerId"`),
    network: (values) =>
      sql`o."id" IN (SELECT "organizationId" FROM "Membership" WHERE "until" IS NULL AND "forumId" IN (${join(values)}))`,
    agreement: (values) => {
      const states = values.filter((value) => value !== 'none');
      const parts = [
        ...(states.length > 0 ? [sql`o."id" IN (${partyOf} WHERE a."archivedAt" IS NULL AND a."state" IN (${join(states)}))`] : []),
        ...(values.includes('none') ? [sql`o."id" NOT IN (${partyOf} WHERE a."archivedAt" IS NULL)`] : []),
      ];
      return join(parts, ' OR ');
    },
    // A partner never met has not been met since any date.
    lastContactBefore: onDays((day) => sql`o."lastHeldAt" < ${startOf(day)} OR o."lastHeldAt" IS NULL`),
    lastContactAfter: onDays((day) => sql`o."lastHeldAt" >= ${startOf(day)}`),
    met: yesOrNo(() => sql`o."lastHeldAt" IS NOT NULL`),
    promises: yesOrNo(() => sql`o."openFollowUps" > 0`),
    tag: (values) => sql`o."id" IN (SELECT "organizationId" FROM "OrganizationTag" WHERE "tag" IN (${join(values)}))`,
    sector: (values) =>
      sql`o."id" IN (SELECT "organizationId" FROM "OrganizationSector" WHERE "sectorId" IN (${join(values)}))`,
    ...targetFilters(covered),
    metIn: (values, ctx) => join(
      values.map((quarter) => {
        const { from, to } = daysOfQuarter(quarter);
        // Asked of each record, along its own line of time.
        return sql`EXISTS (SELECT 1 FROM interaction_line l CROSS JOIN "Interaction" i ON i."id" = l."interactionId"
          WHERE l."organizationId" = o."id" AND l."status" = 'held' AND l."startsAt" >= ${startOfDay(from)} AND l."startsAt" < ${startOfDay(addDays(to, 1))}
            AND i."archivedAt" IS NULL AND ${visibleTo(ctx, sql`i."sensitivity"`, sql`i."createdById"`)})`;
      }),
      ' OR ',
    ),
    pending: yesOrNo(() => sql`o."isPending"`),
    archived: yesOrNo(() => sql`o."archivedAt" IS NOT NULL`),
    ours: yesOrNo(() => sql`o."isOurs"`),
  },
  sorts: {
    name: { expression: sql`o."sortName"`, kind: 'text' },
    lastHeldAt: { expression: sql`o."lastHeldAt"`, kind: 'instant', nullable: true },
    tier: { expression: sql`o."tier"`, kind: 'text', nullable: true },
    stage: { expression: sql`o."stage"`, kind: 'text' },
    openFollowUps: { expression: sql`o."openFollowUps"`, kind: 'number' },
    updatedAt: { expression: sql`o."updatedAt"`, kind: 'instant' },
  },
  defaultSort: 'name',
  facets: {
    kind: (from, where) => sql`SELECT o."kind" AS value, count(*) AS count FROM ${from} WHERE ${where} GROUP BY o."kind"`,
    stage: (from, where) => sql`SELECT o."stage" AS value, count(*) AS count FROM ${from} WHERE ${where} GROUP BY o."stage"`,
    tier: byColumn(sql`o."tier"`),
    met: (from, where) => sql`
      SELECT CASE WHEN o."lastHeldAt" IS NULL THEN 'false' ELSE 'true' END AS value, count(*) AS count FROM ${from} WHERE ${where} GROUP BY 1`,
    country: (from, where) => byCountry(sql`(SELECT o."id" AS "record", o."placeId" FROM ${from} WHERE ${where})`),
    region: (from, where) => byRegion(sql`(SELECT o."id" AS "record", o."placeId" FROM ${from} WHERE ${where})`),
    priority: (from, where) => sql`
      SELECT n."priority" AS value, count(DISTINCT o."id") AS count
      FROM ${from} JOIN "OrganizationCommitment" oc ON oc."organizationId" = o."id" JOIN "PolicyNode" n ON n."id" = oc."policyNodeId"
      WHERE ${where} GROUP BY n."priority"`,
    commitment: (from, where) => sql`
      SELECT n."id" AS value, n."titleFr" AS "labelFr", n."titleEn" AS "labelEn", counted.count
      FROM (SELECT oc."policyNodeId", count(*) AS count FROM ${from} JOIN "OrganizationCommitment" oc ON oc."organizationId" = o."id"
        WHERE ${where} GROUP BY oc."policyNodeId") AS counted
      JOIN "PolicyNode" n ON n."id" = counted."policyNodeId" WHERE n."kind" = 'commitment'`,
    owner: byPerson(sql`o."ownerId"`),
    agreement: (from, where) => sql`
      SELECT COALESCE(a."state", 'none') AS value, count(DISTINCT o."id") AS count
      FROM ${from} LEFT JOIN ("AgreementParty" p JOIN "Agreement" a ON a."id" = p."agreementId" AND a."archivedAt" IS NULL) ON p."organizationId" = o."id"
      WHERE ${where} GROUP BY 1`,
    network: (from, where) => sql`
      SELECT f."id" AS value, f."nameFr" AS "labelFr", f."nameEn" AS "labelEn", count(DISTINCT o."id") AS count
      FROM ${from} JOIN "Membership" ms ON ms."organizationId" = o."id" AND ms."until" IS NULL JOIN "Forum" f ON f."id" = ms."forumId"
      WHERE ${where} GROUP BY f."id", f."nameFr", f."nameEn", f."sortName" ORDER BY f."sortName"`,
    tag: (from, where) => sql`
      SELECT t."tag" AS value, count(*) AS count FROM ${from} JOIN "OrganizationTag" t ON t."organizationId" = o."id"
      WHERE ${where} GROUP BY t."tag" ORDER BY t."tag"`,
    sector: (from, where) => sql`
      SELECT s."id" AS value, s."nameFr" AS "labelFr", s."nameEn" AS "labelEn", count(*) AS count
      FROM ${from} JOIN "OrganizationSector" os ON os."organizationId" = o."id" JOIN "Sector" s ON s."id" = os."sectorId"
      WHERE ${where} GROUP BY s."id", s."nameFr", s."nameEn"`,
    target: targetFacet(covered),
  },
};

/**
 * How organizations are filtered, counted, sorted, listed and exported. Whether we are losing touch depends on the
 * office's rhythms and on those of their own that some partners have.
 */
export function organizationListing(rhythms: Rhythms, own: readonly number[]): Listing {
  const isLost = (now: Date) => sql`COALESCE(${losingTouchSql(rhythms, own, now)}, FALSE)`;
  return {
    ...plain,
    filters: {
      ...plain.filters,
      losingTouch: yesOrNo((ctx) => isLost(ctx.now)),
      snoozed: yesOrNo((ctx) => snoozedSql(ctx.now)),
    },
    facets: {
      ...plain.facets,
      losingTouch: (from, where, ctx) => sql`SELECT 'true' AS value, count(*) AS count FROM ${from} WHERE ${where} AND ${isLost(ctx.now)} HAVING count(*) > 0`,
      snoozed: (from, where, ctx) => sql`SELECT 'true' AS value, count(*) AS count FROM ${from} WHERE ${where} AND ${snoozedSql(ctx.now)} HAVING count(*) > 0`,
    },
  };
}

const startOf = (day: string): Date => new Date(`${day}T00:00:00.000Z`);
