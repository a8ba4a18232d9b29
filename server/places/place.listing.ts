import { isIn, placeInRegion, regionPlaces } from '../http/conditions.ts';
import { join, sql, type Listing, type Sql } from '../http/listing.ts';
import { targetFacet, targetFilters, type Scope } from '../http/targeted.ts';
import { searchCondition } from '../search/index.ts';

const covered = (scope: Scope): Sql => scope.place(sql`p."id"`);

/** How places are filtered, counted, sorted and listed. `parent` is the place in which they lie directly. */
export const placeListing: Listing = {
  from: sql`"Place" p`,
  id: sql`p."id"`,
  columns: sql`p."id", p."version", p."kind", p."nameFr", p."nameEn", p."parentId", p."countryCode", p."latitude",
    p."longitude", p."timeZone", p."archivedAt",
    (SELECT count(*) FROM "Place" c WHERE c."parentId" = p."id" AND c."archivedAt" IS NULL) AS "children"`,
  base: (_ctx, query) => (query.archived ? [] : [sql`p."archivedAt" IS NULL`]),
  filters: {
    q: searchCondition('place', sql`p."id"`),
    kind: isIn(sql`p."kind"`),
    parent: isIn(sql`p."parentId"`),
    country: isIn(sql`p."countryCode"`),
    region: placeInRegion(sql`p."id"`),
    ...targetFilters(covered),
    archived: (values) =>
      join(values.map((value) => (value === 'true' ? sql`p."archivedAt" IS NOT NULL` : sql`p."archivedAt" IS NULL`)), ' OR '),
  },
  sorts: {
    name: { expression: sql`p."sortName"`, kind: 'text' },
    kind: { expression: sql`p."kind"`, kind: 'text' },
  },
  defaultSort: 'name',
  facets: {
    kind: (from, where) => sql`SELECT p."kind" AS value, count(*) AS count FROM ${from} WHERE ${where} GROUP BY p."kind"`,
    target: targetFacet(covered),
    region: (from, where) => sql`
      SELECT r."id" AS value, r."nameFr" AS "labelFr", r."nameEn" AS "labelEn", count(DISTINCT p."id") AS count
      FROM ${from} JOIN ${regionPlaces} rp ON rp."placeId" = p."id" JOIN "Region" r ON r."id" = rp."regionId"
      WHERE ${where} AND r."archivedAt" IS NULL GROUP BY r."id", r."nameFr", r."nameEn", r."sortName" ORDER BY r."sortName"`,
  },
};
