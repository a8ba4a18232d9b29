import type { Context } from '../http/context.ts';
import { isIn, join, sql, type Listing, type Sql } from '../http/listing.ts';
import { visibleTo } from '../interactions/interaction.listing.ts';
import { searchCondition } from '../search/index.ts';
import { addDays } from '../text/day.rules.ts';
import { dateInZone } from '../text/format.rules.ts';
import { dueSteps } from './followup.standing.rules.ts';

const people = (values: string[], ctx: Context): Sql => join(values.map((value) => (value === 'me' ? ctx.user.id : value)));
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
  columns: sql`f."id"`,
  base: (ctx, query) => [visibleTo(ctx, sql`f`), ...(query.archived ? [] : [sql`f."archivedAt" IS NULL`])],
  filters: {
    q: searchCondition('followup', sql`f."id"`),
    organization: isIn(sql`f."organizationId"`),
    contact: isIn(sql`f."contactId"`),
    promisedBy: isIn(sql`f."promisedBy"`),
    status: isIn(sql`f."status"`),
    assignee: (values, ctx) => sql`f."assigneeId" IN (${people(values, ctx)})`,
    dueBefore: (values) => join(values.map((day) => sql`f."dueOn" < ${day}`), ' OR '),
    dueAfter: (values) => join(values.map((day) => sql`f."dueOn" >= ${day}`), ' OR '),
    due: (values, ctx) => sql`${nearness(ctx)} IN (${join(values)})`,
    overdue: (values, ctx) =>
      join(values.map((value) => (value === 'true' ? isLate(ctx) : sql`NOT COALESCE(${isLate(ctx)}, FALSE)`)), ' OR '),
    interaction: (values) => sql`(f."bornInId" IN (${join(values)}) OR f."closedById" IN (${join(values)}))`,
    archived: (values) =>
      join(values.map((value) => (value === 'true' ? sql`f."archivedAt" IS NOT NULL` : sql`f."archivedAt" IS NULL`)), ' OR '),
    // Not a filter of the API: what concerns one of us, for the page of the day.
    concerns: (values) => sql`(f."assigneeId" IN (${join(values)}) OR (f."assigneeId" IS NULL AND (
      f."createdById" IN (${join(values)})
      OR f."organizationId" IN (SELECT "id" FROM "Organization" WHERE "ownerId" IN (${join(values)})))))`,
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
    assignee: (from, where) => sql`
      SELECT u."id" AS value, u."name" AS "labelFr", u."name" AS "labelEn", count(*) AS count
      FROM ${from} JOIN "User" u ON u."id" = f."assigneeId" WHERE ${where} GROUP BY u."id", u."name" ORDER BY u."name"`,
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
