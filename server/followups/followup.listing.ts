import type { Context } from '../http/context.ts';
import { byCountry, byPerson, byRegion, isIn, isPerson, onDays, organizationsUnder, placeInCountry, placeInRegion, placeWithin, yesOrNo } from '../http/conditions.ts';
import { join, sql, type Listing, type Sql } from '../http/listing.ts';
import { targetFacet, targetFilters, type Scope } from '../http/targeted.ts';
import { visibleTo } from '../interactions/interaction.listing.ts';
import { searchCondition } from '../search/index.ts';
import { addDays } from '../text/day.rules.ts';
import { dateInZone } from '../text/format.rules.ts';
import { dueSteps } from './followup.standing.rules.ts';

/** The promise concerns an organization `o` of which the condition holds. */
const ofPartner = (condition: Sql): Sql => sql`f."organizationId" IN (SELECT o."id" FROM "Organization" o WHERE ${condition})`;
const covered = (scope: Scope): Sql => ofPartner(scope.organization(sql`o`));
/** The place `placeId` of the partner of each promise (`record`). */
const placesOf = (from: Sql, where: Sql): Sql =>
  sql`(SELECT f."id" AS "record", o."placeId" FROM ${from} JOIN "Organization" o ON o."id" = f."organizationId" WHERE ${where})`;
const isOpenSql = sql`f."status" IN ('open', 'renegotiated')`;
const isLate = (ctx: Context): Sql => sql`(${isOpenSql} AND f."dueOn" < ${dateInZone(ctx.now)})`;

/** How near the day is on which an open promise is due, as `dueOf` says of one; nothing for a closed one. */
function nearness(ctx: Context): Sql {
  const today = dateInZone(ctx.now);
  return sql`CASE WHEN NOT ${isOpenSql} THEN NULL WHEN f."dueOn" IS NULL THEN 'none' WHEN f."dueOn" < ${today} THEN 'late'
    WHEN f."dueOn" <= ${addDays(today, dueSteps.week)} THEN 'week' WHEN f."dueOn" <= ${addDays(today, dueSteps.month)} THEN 'month' ELSE 'later' END`;
}

/** How follow-ups are filtered, counted, sorted and listed. */
export const followUpListing: Listing = {
  from: sql`"FollowUp" f`,
  id: sql`f."id"`,
  columns: sql`f."id", f."dueOn", f."status"`,
  base: (ctx, query) => [visibleTo(ctx, sql`f`), ...(query.archived ? [] : [sql`f."archivedAt" IS NULL`])],
  filters: {
    q: searchCondition('followup', sql`f."id"`),
    organization: isIn(sql`f."organizationId"`),
    within: (values) => sql`f."organizationId" IN ${organizationsUnder(values)}`,
    region: (values) => ofPartner(placeInRegion(sql`o."placeId"`)(values)),
    place: (values) => ofPartner(placeWithin(sql`o."placeId"`)(values)),
    country: (values) => ofPartner(placeInCountry(sql`o."placeId"`)(values)),
    kind: (values) => ofPartner(isIn(sql`o."kind"`)(values)),
    tier: (values) => ofPartner(isIn(sql`o."tier"`)(values)),
    priority: (values) => sql`f."organizationId" IN (SELECT oc."organizationId" FROM "OrganizationCommitment" oc
      JOIN "PolicyNode" n ON n."id" = oc."policyNodeId" WHERE n."priority" IN (${join(values)}))`,
    ...targetFilters(covered),
    contact: isIn(sql`f."contactId"`),
    promisedBy: isIn(sql`f."promisedBy"`),
    status: isIn(sql`f."status"`),
    assignee: isPerson(sql`f."assigneeId"`),
    dueBefore: onDays((day) => sql`f."dueOn" < ${day}`),
    dueAfter: onDays((day) => sql`f."dueOn" >= ${day}`),
    closedBefore: onDays((day) => sql`f."closedOn" < ${day}`),
    closedAfter: onDays((day) => sql`f."closedOn" >= ${day}`),
    due: (values, ctx) => sql`${nearness(ctx)} IN (${join(values)})`,
    overdue: yesOrNo(isLate),
    interaction: (values) => sql`(f."bornInId" IN (${join(values)}) OR f."closedById" IN (${join(values)}))`,
    archived: yesOrNo(() => sql`f."archivedAt" IS NOT NULL`),
    // Not a filter of the API: what a document for an audience may count.
    sensitivity: isIn(sql`f."sensitivity"`),
  },
  gathered: {
    // Not a filter of the API: what concerns one of us, for the page of the day. What somebody sees to, and what nobody does
    // that they wrote down or that is promised with a partner of theirs: each has its way in the same index.
    concerns: (values) => sql`(
      SELECT * FROM "FollowUp" WHERE "assigneeId" IN (${join(values)})
      UNION ALL SELECT * FROM "FollowUp" WHERE "assigneeId" IS NULL AND ("createdById" IN (${join(values)})
        OR "organizationId" IN (SELECT "id" FROM "Organization" WHERE "ownerId" IN (${join(values)})))) f`,
  },
  sorts: {
    // A promise without a date comes after every date.
    dueOn: { expression: sql`COALESCE(f."dueOn", '9999-12-31')`, kind: 'text' },
    closedOn: { expression: sql`f."closedOn"`, kind: 'text', nullable: true },
    updatedAt: { expression: sql`f."updatedAt"`, kind: 'instant' },
  },
  defaultSort: 'dueOn',
  facets: {
    promisedBy: (from, where) =>
      sql`SELECT f."promisedBy" AS value, count(*) AS count FROM ${from} WHERE ${where} GROUP BY f."promisedBy"`,
    status: (from, where) => sql`SELECT f."status" AS value, count(*) AS count FROM ${from} WHERE ${where} GROUP BY f."status"`,
    assignee: byPerson(sql`f."assigneeId"`),
    region: (from, where) => byRegion(placesOf(from, where)),
    country: (from, where) => byCountry(placesOf(from, where)),
    kind: (from, where) => sql`
      SELECT o."kind" AS value, count(*) AS count FROM ${from} JOIN "Organization" o ON o."id" = f."organizationId" WHERE ${where} GROUP BY o."kind"`,
    tier: (from, where) => sql`
      SELECT o."tier" AS value, count(*) AS count FROM ${from} JOIN "Organization" o ON o."id" = f."organizationId" WHERE ${where} GROUP BY o."tier"`,
    priority: (from, where) => sql`
      SELECT n."priority" AS value, count(DISTINCT f."id") AS count
      FROM ${from} JOIN "OrganizationCommitment" oc ON oc."organizationId" = f."organizationId" JOIN "PolicyNode" n ON n."id" = oc."policyNodeId"
      WHERE ${where} GROUP BY n."priority"`,
    target: targetFacet(covered),
    due: (from, where, ctx) => sql`SELECT ${nearness(ctx)} AS value, count(*) AS count FROM ${from} WHERE ${where} GROUP BY 1`,
    organization: (from, where) => sql`
      SELECT o."id" AS value, o."nameFr" AS "labelFr", o."nameEn" AS "labelEn", count(*) AS count
      FROM ${from} JOIN "Organization" o ON o."id" = f."organizationId" WHERE ${where}
      GROUP BY o."id", o."nameFr", o."nameEn", o."sortName" ORDER BY count(*) DESC, o."sortName" LIMIT 30`,
    overdue: (from, where, ctx) => sql`
      SELECT CASE WHEN ${isLate(ctx)} THEN 'true' ELSE 'false' END AS value, count(*) AS count
      FROM ${from} WHERE ${where} GROUP BY 1`,
  },
};
