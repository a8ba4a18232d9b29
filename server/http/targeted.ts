import { targetDecisions } from '../vocabulary.ts';
import type { Context } from './context.ts';
import { join, sql, type Listing, type Sql } from './listing.ts';

// What the office decided of regions, places, organizations and forums, as conditions that every list shares.

/** The decision that holds today about each region, place, organization and forum that is not archived: the latest. */
export const currentDecisions: Sql = sql`(
  SELECT l."id", l."decision", l."periodTo", l."regionId", l."placeId", l."organizationId", l."forumId" FROM (
    SELECT t."id", t."decision", t."periodTo", t."regionId", t."placeId", t."organizationId", t."forumId", row_number() OVER (
      PARTITION BY t."regionId", t."placeId", t."organizationId", t."forumId" ORDER BY t."decidedAt" DESC, t."id" DESC) AS "back"
    FROM "TargetDecision" t) AS l
  LEFT JOIN "Region" lr ON lr."id" = l."regionId" LEFT JOIN "Place" lp ON lp."id" = l."placeId"
  LEFT JOIN "Organization" lo ON lo."id" = l."organizationId" LEFT JOIN "Forum" lf ON lf."id" = l."forumId"
  WHERE l."back" = 1 AND COALESCE(lr."archivedAt", lp."archivedAt", lo."archivedAt", lf."archivedAt") IS NULL)`;

const holding = (decisions: string[]): Sql => sql`(SELECT * FROM ${currentDecisions} h WHERE h."decision" IN (${join(decisions)}))`;
const chosen = (ids: string[]): Sql => sql`(SELECT * FROM "TargetDecision" WHERE "id" IN (${join(ids)}))`;

/**
 * What some decisions cover: a region its places and all that lies in them, a place the same, an organization itself, a
 * forum its own organization and its members of today. Our own departments are nobody's target by name.
 */
export type Scope = {
  /** A place column lies there */
  place: (column: Sql) => Sql;
  /** A column is an organization that is covered by itself or through a forum */
  named: (column: Sql) => Sql;
  /** An organization, by its alias */
  organization: (alias: Sql) => Sql;
  /** A column is a forum decided upon */
  forum: (column: Sql) => Sql;
};

/** What decisions cover: `decisions` is a query in brackets that gives some of the columns of "TargetDecision". */
export function scopeOf(decisions: Sql): Scope {
  const place: Scope['place'] = (column) => sql`${column} IN (
    WITH RECURSIVE covered(id) AS (
      SELECT rp."placeId" FROM ${decisions} d JOIN "RegionPlace" rp ON rp."regionId" = d."regionId"
      UNION SELECT d."placeId" FROM ${decisions} d WHERE d."placeId" IS NOT NULL
      UNION SELECT p."id" FROM "Place" p JOIN covered c ON p."parentId" = c.id
    ) SELECT id FROM covered)`;
  const named: Scope['named'] = (column) => sql`${column} IN (
    SELECT o."id" FROM (
      SELECT d."organizationId" AS id FROM ${decisions} d
      UNION SELECT f."organizationId" FROM ${decisions} d JOIN "Forum" f ON f."id" = d."forumId"
      UNION SELECT ms."organizationId" FROM ${decisions} d JOIN "Membership" ms ON ms."forumId" = d."forumId" AND ms."until" IS NULL
    ) AS those JOIN "Organization" o ON o."id" = those.id WHERE NOT o."isOurs")`;
  return {
    place,
    named,
    organization: (alias) => sql`(${place(sql`${alias}."placeId"`)} OR ${named(sql`${alias}."id"`)})`,
    forum: (column) => sql`${column} IN (SELECT d."forumId" FROM ${decisions} d WHERE d."forumId" IS NOT NULL)`,
  };
}

/** What one decision covers. */
export const scopeOfDecision = (id: string): Scope => scopeOf(chosen([id]));

/**
 * Two filters of a list, out of the condition that a record is covered: `target`, by the decision that holds today;
 * `targetOf`, by decisions named, whether they hold or not.
 */
export function targetFilters(covered: Covered): Record<'target' | 'targetOf', Filter> {
  return {
    target: (values, ctx) => covered(scopeOf(holding(values)), ctx),
    targetOf: (values, ctx) => covered(scopeOf(chosen(values)), ctx),
  };
}
type Filter = Listing['filters'][string];
type Covered = (scope: Scope, ctx: Context) => Sql;

/** How many records each decision covers; one that several decisions cover counts in each. */
export const targetFacet = (covered: Covered): NonNullable<Listing['facets']>[string] => (from, where, ctx) =>
  join(
    targetDecisions.map((decision) => sql`
      SELECT ${decision} AS value, count(*) AS count FROM ${from} WHERE ${where} AND (${covered(scopeOf(holding([decision])), ctx)}) HAVING count(*) > 0`),
    ' UNION ALL ',
  );

/** A decision, by its alias, covers one of these places (a query of ids): it is about it, or about what it lies in. */
export const coversPlace = (alias: Sql, places: Sql): Sql => sql`EXISTS (
  WITH RECURSIVE above(id) AS (
    SELECT "id" FROM "Place" WHERE "id" IN (${places})
    UNION SELECT p."parentId" FROM "Place" p JOIN above a ON p."id" = a.id WHERE p."parentId" IS NOT NULL
  ) SELECT 1 FROM above WHERE above.id = ${alias}."placeId" OR ${alias}."regionId" IN (
    SELECT rp."regionId" FROM "RegionPlace" rp WHERE rp."placeId" = above.id))`;

/** A decision, by its alias, covers one of these organizations. */
export const coversOrganization = (alias: Sql, ids: readonly string[]): Sql => sql`(
  ${alias}."organizationId" IN (${join([...ids])})
  OR ${coversPlace(alias, sql`SELECT "placeId" FROM "Organization" WHERE "id" IN (${join([...ids])})`)}
  OR ${alias}."forumId" IN (
    SELECT "id" FROM "Forum" WHERE "organizationId" IN (${join([...ids])})
    UNION SELECT "forumId" FROM "Membership" WHERE "until" IS NULL AND "organizationId" IN (${join([...ids])})))`;
