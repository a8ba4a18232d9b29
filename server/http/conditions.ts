import { dateInZone } from '../text/format.rules.ts';
import { filterDay } from '../text/relative-day.rules.ts';
import type { Context } from './context.ts';
import { join, sql, type Sql } from './listing.ts';

// Conditions and facets that several collections share.

type Condition = (values: string[], ctx: Context) => Sql;

/** A column is one of the values. */
export const isIn = (column: Sql) => (values: string[]): Sql => sql`${column} IN (${join(values)})`;

/** A place column lies at or under one of the places. */
export const placeWithin = (column: Sql) => (places: string[]): Sql => sql`${column} IN (
  WITH RECURSIVE under(id) AS (
    SELECT "id" FROM "Place" WHERE "id" IN (${join(places)})
    UNION SELECT p."id" FROM "Place" p JOIN under u ON p."parentId" = u.id
  ) SELECT id FROM under)`;

/** A place column lies in one of the office's regions: at or under one of their members. */
export const placeInRegion = (column: Sql) => (regions: string[]): Sql => sql`${column} IN (
  WITH RECURSIVE under(id) AS (
    SELECT "placeId" FROM "RegionPlace" WHERE "regionId" IN (${join(regions)})
    UNION SELECT p."id" FROM "Place" p JOIN under u ON p."parentId" = u.id
  ) SELECT id FROM under)`;

/** Ids of the policy nodes at or under the nodes named. */
export const nodesUnder = (nodes: string[]): Sql => sql`(
  WITH RECURSIVE under(id) AS (
    SELECT "id" FROM "PolicyNode" WHERE "id" IN (${join(nodes)})
    UNION SELECT n."id" FROM "PolicyNode" n JOIN under u ON n."parentId" = u.id
  ) SELECT id FROM under)`;

/** All places of each region, for facets: `regionId`, `placeId`. */
export const regionPlaces: Sql = sql`(
  WITH RECURSIVE spread("regionId", "placeId") AS (
    SELECT "regionId", "placeId" FROM "RegionPlace"
    UNION SELECT s."regionId", p."id" FROM "Place" p JOIN spread s ON p."parentId" = s."placeId"
  ) SELECT "regionId", "placeId" FROM spread)`;

/** `true` or `false`: the condition holds, or it does not (nor when it is unknown). */
export const yesOrNo = (condition: (ctx: Context) => Sql): Condition => (values, ctx) =>
  join(values.map((value) => (value === 'true' ? sql`COALESCE(${condition(ctx)}, FALSE)` : sql`NOT COALESCE(${condition(ctx)}, FALSE)`)), ' OR ');

/** A column names one of the people of ours: an id, `me` for the caller, `none` for nobody. */
export const isPerson = (column: Sql): Condition => (values, ctx) => {
  const people = values.filter((value) => value !== 'none').map((value) => (value === 'me' ? ctx.user.id : value));
  const parts = [
    ...(people.length > 0 ? [sql`${column} IN (${join(people)})`] : []),
    ...(values.includes('none') ? [sql`${column} IS NULL`] : []),
  ];
  return join(parts, ' OR ');
};

/** A column is one of the values; `none` is the empty one. */
export const isInOrNone = (column: Sql): Condition => (values) => {
  const named = values.filter((value) => value !== 'none');
  const parts = [
    ...(named.length > 0 ? [sql`${column} IN (${join(named)})`] : []),
    ...(values.includes('none') ? [sql`${column} IS NULL`] : []),
  ];
  return join(parts, ' OR ');
};

/** One condition a day, relative days counted from today at the office; the values are alternatives. */
export const onDays = (condition: (day: string) => Sql): Condition => (values, ctx) => {
  const today = dateInZone(ctx.now);
  return join(values.map((value) => sql`(${condition(filterDay(value, today))})`), ' OR ');
};

/** The place of a record lies in one of the countries (ISO 3166-1 alpha-2). */
export const placeInCountry = (column: Sql) => (codes: string[]): Sql =>
  sql`${column} IN (SELECT "id" FROM "Place" WHERE "countryCode" IN (${join(codes)}))`;

/**
 * The place of a record lies in the country of one of the places or organizations named; for a place that is larger than
 * a country, anywhere in it.
 */
export const placeInCountryOf = (column: Sql) => (ids: string[]): Sql => sql`(${placeWithin(column)(ids)} OR ${column} IN (
  SELECT "id" FROM "Place" WHERE "countryCode" IN (SELECT "countryCode" FROM "Place"
    WHERE "id" IN (${join(ids)}) OR "id" IN (SELECT "placeId" FROM "Organization" WHERE "id" IN (${join(ids)})))))`;

/** A column is a language (BCP 47), or one of its kinds: `fr` takes `fr-CA` too. */
export const isLanguage = (column: Sql): Condition => (values) =>
  join(values.flatMap((value) => [sql`${column} = ${value}`, sql`${column} LIKE ${`${value}-%`}`]), ' OR ');

/** Ids of the partners that are members of one of the networks named. */
export const membersOf = (forums: string[]): Sql => sql`(
  SELECT mb."organizationId" FROM "Membership" mb JOIN "Organization" mo ON mo."id" = mb."organizationId"
  WHERE mb."until" IS NULL AND NOT mo."isOurs" AND mb."forumId" IN (${join(forums)}))`;

/** Ids of the organizations at or under those named. */
export const organizationsUnder = (ids: string[]): Sql => sql`(
  WITH RECURSIVE under(id) AS (
    SELECT "id" FROM "Organization" WHERE "id" IN (${join(ids)})
    UNION SELECT o."id" FROM "Organization" o JOIN under u ON o."parentId" = u.id
  ) SELECT id FROM under)`;

/** The records that each value of a column has; a value that is missing counts as `none`. */
export const byColumn = (column: Sql) => (from: Sql, where: Sql): Sql =>
  sql`SELECT COALESCE(${column}, 'none') AS value, count(*) AS count FROM ${from} WHERE ${where} GROUP BY 1`;

/** The records that each of us has in a column; those of nobody count as `none`. */
export const byPerson = (column: Sql) => (from: Sql, where: Sql): Sql => sql`
  SELECT COALESCE(u."id", 'none') AS value, u."name" AS "labelFr", u."name" AS "labelEn", counted.count
  FROM (SELECT ${column} AS person, count(*) AS count FROM ${from} WHERE ${where} GROUP BY 1) AS counted
  LEFT JOIN "User" u ON u."id" = counted.person ORDER BY u."name"`;

/**
 * The records of each region or country, from `pairs`, a table of `record` and `placeId` for the records in question.
 * A record counts once in each, however many of its places lie there.
 */
export const byRegion = (pairs: Sql): Sql => sql`
  SELECT r."id" AS value, r."nameFr" AS "labelFr", r."nameEn" AS "labelEn", count(DISTINCT pairs."record") AS count
  FROM ${pairs} AS pairs JOIN ${regionPlaces} rp ON rp."placeId" = pairs."placeId" JOIN "Region" r ON r."id" = rp."regionId"
  WHERE r."archivedAt" IS NULL GROUP BY r."id", r."nameFr", r."nameEn", r."sortName" ORDER BY r."sortName"`;
export const byCountry = (pairs: Sql): Sql => sql`
  SELECT counted.code AS value, n."nameFr" AS "labelFr", n."nameEn" AS "labelEn", counted.count
  FROM (SELECT p."countryCode" AS code, count(DISTINCT pairs."record") AS count
    FROM ${pairs} AS pairs JOIN "Place" p ON p."id" = pairs."placeId" WHERE p."countryCode" IS NOT NULL GROUP BY p."countryCode") AS counted
  LEFT JOIN "Place" n ON n."countryCode" = counted.code AND n."kind" = 'country' ORDER BY n."sortName"`;
