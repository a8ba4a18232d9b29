import { isIn, nodesUnder } from '../http/conditions.ts';
import { join, sql, type Listing } from '../http/listing.ts';
import { searchCondition } from '../search/index.ts';

/** How measures are filtered and listed. `framework` also takes the measures of a node of that framework. */
export const measureListing: Listing = {
  from: sql`"Measure" me LEFT JOIN "PolicyNode" n ON n."id" = me."policyNodeId"`,
  id: sql`me."id"`,
  columns: sql`me."id", me."version", me."titleFr", me."titleEn", me."policyNodeId", me."leadId", me."startsOn", me."dueOn",
    me."status", me."updatedAt", me."archivedAt"`,
  base: (_ctx, query) => (query.archived ? [] : [sql`me."archivedAt" IS NULL`]),
  filters: {
    q: searchCondition('measure', sql`me."id"`),
    status: isIn(sql`me."status"`),
    lead: (values, ctx) => isIn(sql`me."leadId"`)(values.map((value) => (value === 'me' ? ctx.user.id : value))),
    framework: (values) => sql`(me."frameworkId" IN (${join(values)}) OR n."frameworkId" IN (${join(values)}))`,
    priority: isIn(sql`n."priority"`),
    commitment: (values) => sql`me."policyNodeId" IN ${nodesUnder(values)}`,
    archived: (values) =>
      join(values.map((value) => (value === 'true' ? sql`me."archivedAt" IS NOT NULL` : sql`me."archivedAt" IS NULL`)), ' OR '),
  },
  sorts: {
    dueOn: { expression: sql`me."dueOn"`, kind: 'text', nullable: true },
    title: { expression: sql`me."titleFr"`, kind: 'text' },
    updatedAt: { expression: sql`me."updatedAt"`, kind: 'instant' },
  },
  defaultSort: 'dueOn',
  facets: {
    status: (from, where) => sql`SELECT me."status" AS value, count(*) AS count FROM ${from} WHERE ${where} GROUP BY me."status"`,
    priority: (from, where) => sql`SELECT n."priority" AS value, count(*) AS count FROM ${from} WHERE ${where} GROUP BY n."priority"`,
    commitment: (from, where) => sql`
      SELECT n."id" AS value, n."titleFr" AS "labelFr", n."titleEn" AS "labelEn", count(*) AS count
      FROM ${from} WHERE ${where} AND n."kind" = 'commitment' GROUP BY n."id", n."titleFr", n."titleEn"`,
    lead: (from, where) => sql`
      SELECT u."id" AS value, u."name" AS "labelFr", u."name" AS "labelEn", count(*) AS count
      FROM ${from} JOIN "User" u ON u."id" = me."leadId" WHERE ${where} GROUP BY u."id", u."name" ORDER BY u."name"`,
  },
};
