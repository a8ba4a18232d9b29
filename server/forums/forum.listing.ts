import { isIn, isInOrNone, nodesUnder, organizationsUnder, placeInRegion, placeWithin, yesOrNo } from '../http/conditions.ts';
import { join, sql, type Listing, type Sql } from '../http/listing.ts';
import { targetFacet, targetFilters, type Scope } from '../http/targeted.ts';
import { searchCondition } from '../search/index.ts';

const commitmentOf = sql`SELECT fc."forumId" FROM "ForumCommitment" fc`;
const ours = sql`(
  SELECT me."forumId", me."status", me."renewalOn" FROM "Membership" me
  JOIN "Organization" o ON o."id" = me."organizationId" WHERE o."isOurs")`;
/** It is a target itself, or its own organization is in one. */
const covered = (scope: Scope): Sql => sql`(${scope.forum(sql`f."id"`)} OR f."organizationId" IN (
  SELECT o."id" FROM "Organization" o WHERE ${scope.organization(sql`o`)}))`;

/** A partner `o` of which the condition holds takes part in the forum today. */
const hasMember = (condition: Sql): Sql => sql`f."id" IN (
  SELECT me."forumId" FROM "Membership" me JOIN "Organization" o ON o."id" = me."organizationId"
  WHERE me."until" IS NULL AND me."status" IN ('member', 'listed', 'participates') AND NOT o."isOurs" AND o."archivedAt" IS NULL AND ${condition})`;

/** How forums and networks are filtered, counted, sorted, listed and exported. */
export const forumListing: Listing = {
  from: sql`"Forum" f`,
  id: sql`f."id"`,
  columns: sql`f."id", f."version", f."kind", f."nameFr", f."nameEn", f."acronymFr", f."acronymEn", f."status",
    f."isGeneric", f."updatedAt", f."archivedAt"`,
  base: (_ctx, query) => (query.archived ? [] : [sql`f."archivedAt" IS NULL`]),
  filters: {
    q: searchCondition('forum', sql`f."id"`),
    kind: isIn(sql`f."kind"`),
    status: isIn(sql`f."status"`),
    member: (values) =>
      sql`f."id" IN (SELECT "forumId" FROM "Membership" WHERE "until" IS NULL AND "organizationId" IN (${join(values)}))`,
    region: (values) => hasMember(placeInRegion(sql`o."placeId"`)(values)),
    place: (values) => hasMember(placeWithin(sql`o."placeId"`)(values)),
    within: (values) => hasMember(sql`o."id" IN ${organizationsUnder(values)}`),
    membership: (values, ctx) => sql`EXISTS (SELECT 1 FROM (SELECT f."id") AS one LEFT JOIN ${ours} us ON us."forumId" = f."id" WHERE ${isInOrNone(sql`us."status"`)(values, ctx)})`,
    commitment: (values) => sql`f."id" IN (${commitmentOf} WHERE fc."policyNodeId" IN ${nodesUnder(values)})`,
    priority: (values) =>
      sql`f."id" IN (${commitmentOf} JOIN "PolicyNode" n ON n."id" = fc."policyNodeId" WHERE n."priority" IN (${join(values)}))`,
    ...targetFilters(covered),
    archived: yesOrNo(() => sql`f."archivedAt" IS NOT NULL`),
  },
  sorts: {
    name: { expression: sql`f."sortName"`, kind: 'text' },
    renewalOn: {
      expression: sql`(SELECT min(us."renewalOn") FROM ${ours} us WHERE us."forumId" = f."id")`,
      kind: 'text',
      nullable: true,
    },
    updatedAt: { expression: sql`f."updatedAt"`, kind: 'instant' },
  },
  defaultSort: 'name',
  facets: {
    kind: (from, where) => sql`SELECT f."kind" AS value, count(*) AS count FROM ${from} WHERE ${where} GROUP BY f."kind"`,
    status: (from, where) => sql`SELECT f."status" AS value, count(*) AS count FROM ${from} WHERE ${where} GROUP BY f."status"`,
    membership: (from, where) => sql`
      SELECT COALESCE(us."status", 'none') AS value, count(DISTINCT f."id") AS count FROM ${from} LEFT JOIN ${ours} us ON us."forumId" = f."id"
      WHERE ${where} GROUP BY 1`,
    target: targetFacet(covered),
    priority: (from, where) => sql`
      SELECT n."priority" AS value, count(DISTINCT f."id") AS count
      FROM ${from} JOIN "ForumCommitment" fc ON fc."forumId" = f."id" JOIN "PolicyNode" n ON n."id" = fc."policyNodeId"
      WHERE ${where} GROUP BY n."priority"`,
    commitment: (from, where) => sql`
      SELECT n."id" AS value, n."titleFr" AS "labelFr", n."titleEn" AS "labelEn", count(DISTINCT f."id") AS count
      FROM ${from} JOIN "ForumCommitment" fc ON fc."forumId" = f."id" JOIN "PolicyNode" n ON n."id" = fc."policyNodeId"
      WHERE ${where} AND n."kind" = 'commitment' GROUP BY n."id", n."titleFr", n."titleEn", n."position" ORDER BY n."position"`,
  },
};
