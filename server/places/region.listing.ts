import { join, sql, type Listing } from '../http/listing.ts';
import { currentDecisions } from '../http/targeted.ts';
import { searchCondition } from '../search/index.ts';

/** How the office's regions are filtered and listed. `decision` is the one that holds: the latest. */
export const regionListing: Listing = {
  from: sql`"Region" r`,
  id: sql`r."id"`,
  columns: sql`r."id", r."version", r."nameFr", r."nameEn", r."descriptionFr", r."descriptionEn", r."archivedAt",
    (SELECT count(*) FROM "RegionPlace" rp WHERE rp."regionId" = r."id") AS "members"`,
  base: (_ctx, query) => (query.archived ? [] : [sql`r."archivedAt" IS NULL`]),
  filters: {
    q: searchCondition('region', sql`r."id"`),
    decision: (values) =>
      sql`r."id" IN (SELECT d."regionId" FROM ${currentDecisions} d WHERE d."decision" IN (${join(values)}))`,
    archived: (values) =>
      join(values.map((value) => (value === 'true' ? sql`r."archivedAt" IS NOT NULL` : sql`r."archivedAt" IS NULL`)), ' OR '),
  },
  sorts: {
    name: { expression: sql`r."sortName"`, kind: 'text' },
    updatedAt: { expression: sql`r."updatedAt"`, kind: 'instant' },
  },
  defaultSort: 'name',
};
