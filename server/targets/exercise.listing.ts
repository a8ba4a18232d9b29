import { isIn } from '../http/conditions.ts';
import { join, sql, type Listing } from '../http/listing.ts';
import { searchCondition } from '../search/index.ts';

/** How targeting exercises are filtered and listed. */
export const exerciseListing: Listing = {
  from: sql`"TargetingExercise" e`,
  id: sql`e."id"`,
  columns: sql`e."id", e."version", e."subject", e."titleFr", e."titleEn", e."periodFrom", e."periodTo", e."heldOn", e."status",
    e."leadId", e."updatedAt", e."archivedAt",
    (SELECT count(*) FROM "Criterion" c WHERE c."exerciseId" = e."id") AS "criteria",
    (SELECT count(*) FROM "Candidate" c WHERE c."exerciseId" = e."id") AS "candidates"`,
  base: (_ctx, query) => (query.archived ? [] : [sql`e."archivedAt" IS NULL`]),
  filters: {
    q: searchCondition('targeting-exercise', sql`e."id"`),
    subject: isIn(sql`e."subject"`),
    status: isIn(sql`e."status"`),
    archived: (values) =>
      join(values.map((value) => (value === 'true' ? sql`e."archivedAt" IS NOT NULL` : sql`e."archivedAt" IS NULL`)), ' OR '),
  },
  sorts: {
    updatedAt: { expression: sql`e."updatedAt"`, kind: 'instant' },
    periodFrom: { expression: sql`e."periodFrom"`, kind: 'text', nullable: true },
    title: { expression: sql`e."titleFr"`, kind: 'text' },
  },
  defaultSort: '-updatedAt',
};
