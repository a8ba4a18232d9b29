import { isIn } from '../http/conditions.ts';
import { join, sql, type Listing } from '../http/listing.ts';
import { searchCondition } from '../search/index.ts';

/** How policy nodes are filtered and listed. `position` is the order of reading: framework, parent, own place. */
export const policyNodeListing: Listing = {
  from: sql`"PolicyNode" n JOIN "Framework" f ON f."id" = n."frameworkId" LEFT JOIN "PolicyNode" up ON up."id" = n."parentId"`,
  id: sql`n."id"`,
  columns: sql`n."id", n."version", n."frameworkId", n."parentId", n."kind", n."code", n."position", n."titleFr", n."titleEn",
    n."priority", n."isInferred", n."archivedAt"`,
  base: (_ctx, query) => (query.archived ? [] : [sql`n."archivedAt" IS NULL`]),
  filters: {
    q: searchCondition('policy-node', sql`n."id"`),
    framework: isIn(sql`n."frameworkId"`),
    parent: isIn(sql`n."parentId"`),
    kind: isIn(sql`n."kind"`),
    priority: isIn(sql`n."priority"`),
    archived: (values) =>
      join(values.map((value) => (value === 'true' ? sql`n."archivedAt" IS NOT NULL` : sql`n."archivedAt" IS NULL`)), ' OR '),
  },
  sorts: {
    position: {
      expression: sql`(f."position" * 1000000 + COALESCE(up."position", n."position") * 1000
        + CASE WHEN up."id" IS NULL THEN 0 ELSE n."position" END)`,
      kind: 'number',
    },
    title: { expression: sql`n."titleFr"`, kind: 'text' },
  },
  defaultSort: 'position',
};
