import type { Context } from '../http/context.ts';
import { isIn, join, placeInRegion, placeWithin, regionPlaces, sql, type Listing, type Sql } from '../http/listing.ts';
import { visibleTo } from '../http/sight.ts';
import { searchCondition } from '../search/index.ts';
import { dateInZone } from '../text/format.rules.ts';

/** Condition: the position `p` is held on a day. A partial start counts from its first day, a partial end to its last. */
export const heldOn = (day: string): Sql =>
  sql`((p."validFrom" IS NULL OR p."validFrom" <= ${day}) AND (p."validTo" IS NULL OR p."validTo" || '-99-99' >= ${day}))`;

/** Today, where the caller is. */
export const todayOf = (ctx: Context): string => dateInZone(ctx.now, ctx.user.timeZone);

/**
 * `contactId`, `userId` of everyone of ours who says they know somebody, or met them in an interaction that the caller
 * may see. `whom` narrows it to some people, by their column "contactId".
 */
export const known = (ctx: Context, whom: Sql = sql`"contactId" IS NOT NULL`): Sql => sql`(
  SELECT "contactId", "userId" FROM "Acquaintance" WHERE ${whom}
  UNION SELECT them."contactId", us."userId"
    FROM (SELECT "contactId", "interactionId" FROM "Participant" WHERE ${whom}) them
    JOIN "Participant" us ON us."interactionId" = them."interactionId" AND us."userId" IS NOT NULL
    JOIN "Interaction" i ON i."id" = us."interactionId"
    WHERE i."status" = 'held' AND i."archivedAt" IS NULL
      AND ${visibleTo(ctx, sql`i."sensitivity"`, sql`i."createdById"`)})`;

/** Ids of the people who hold a position today in an organization `o` of which the condition holds. */
const heldWhere = (ctx: Context, condition: Sql): Sql => sql`c."id" IN (
  SELECT p."contactId" FROM "Position" p JOIN "Organization" o ON o."id" = p."organizationId"
  WHERE ${heldOn(todayOf(ctx))} AND ${condition})`;

const yesOrNo = (yes: Sql, no: Sql) => (values: string[]): Sql => join(values.map((value) => (value === 'true' ? yes : no)), ' OR ');

/** How people are filtered, counted, sorted, listed and exported. */
export const contactListing: Listing = {
  from: sql`"Contact" c`,
  id: sql`c."id"`,
  columns: sql`c."id", c."version", c."givenName", c."particle", c."familyName", c."nameOrder", c."correspondenceLanguage",
    c."sensitivity", c."isPending", c."lastHeldAt", c."updatedAt", c."archivedAt"`,
  base: (ctx, query) => [visibleTo(ctx, sql`c."sensitivity"`, sql`c."createdById"`), ...(query.archived ? [] : [sql`c."archivedAt" IS NULL`])],
  filters: {
    q: searchCondition('contact', sql`c."id"`),
    organization: (values, ctx) => sql`c."id" IN (
      SELECT p."contactId" FROM "Position" p WHERE p."organizationId" IN (${join(values)}) AND ${heldOn(todayOf(ctx))})`,
    region: (values, ctx) => heldWhere(ctx, placeInRegion(sql`o."placeId"`)(values)),
    place: (values, ctx) => heldWhere(ctx, placeWithin(sql`o."placeId"`)(values)),
    kind: (values, ctx) => heldWhere(ctx, isIn(sql`o."kind"`)(values)),
    language: (values) => sql`c."id" IN (SELECT "contactId" FROM "ContactLanguage" WHERE "language" IN (${join(values)}))`,
    knownBy: (values, ctx) => {
      const people = values.map((value) => (value === 'me' ? ctx.user.id : value));
      return sql`c."id" IN (SELECT k."contactId" FROM ${known(ctx)} k WHERE k."userId" IN (${join(people)}))`;
    },
    pending: yesOrNo(sql`c."isPending"`, sql`NOT c."isPending"`),
    archived: yesOrNo(sql`c."archivedAt" IS NOT NULL`, sql`c."archivedAt" IS NULL`),
  },
  sorts: {
    name: { expression: sql`c."sortName"`, kind: 'text' },
    lastHeldAt: { expression: sql`c."lastHeldAt"`, kind: 'instant', nullable: true },
    updatedAt: { expression: sql`c."updatedAt"`, kind: 'instant' },
  },
  defaultSort: 'name',
  facets: {
    kind: (from, where, ctx) => sql`
      SELECT o."kind" AS value, count(DISTINCT c."id") AS count
      FROM ${from} JOIN "Position" p ON p."contactId" = c."id" AND ${heldOn(todayOf(ctx))} JOIN "Organization" o ON o."id" = p."organizationId"
      WHERE ${where} GROUP BY o."kind"`,
    region: (from, where, ctx) => sql`
      SELECT r."id" AS value, r."nameFr" AS "labelFr", r."nameEn" AS "labelEn", count(DISTINCT c."id") AS count
      FROM ${from} JOIN "Position" p ON p."contactId" = c."id" AND ${heldOn(todayOf(ctx))} JOIN "Organization" o ON o."id" = p."organizationId"
      JOIN ${regionPlaces} rp ON rp."placeId" = o."placeId" JOIN "Region" r ON r."id" = rp."regionId"
      WHERE ${where} AND r."archivedAt" IS NULL GROUP BY r."id", r."nameFr", r."nameEn", r."sortName" ORDER BY r."sortName"`,
    language: (from, where) => sql`
      SELECT l."language" AS value, count(*) AS count FROM ${from} JOIN "ContactLanguage" l ON l."contactId" = c."id"
      WHERE ${where} GROUP BY l."language" ORDER BY count(*) DESC, l."language"`,
    knownBy: (from, where, ctx) => sql`
      SELECT u."id" AS value, u."name" AS "labelFr", u."name" AS "labelEn", count(DISTINCT c."id") AS count
      FROM ${from} JOIN ${known(ctx)} k ON k."contactId" = c."id" JOIN "User" u ON u."id" = k."userId"
      WHERE ${where} GROUP BY u."id", u."name" ORDER BY u."name"`,
    pending: (from, where) => sql`
      SELECT CASE WHEN c."isPending" THEN 'true' ELSE 'false' END AS value, count(*) AS count
      FROM ${from} WHERE ${where} GROUP BY c."isPending"`,
  },
};
