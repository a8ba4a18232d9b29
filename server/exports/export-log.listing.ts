import { isIn } from '../http/conditions.ts';
import { sql, type Listing } from '../http/listing.ts';
import { addDays, startOfDay } from '../text/day.rules.ts';

/** How the log of what left is filtered and listed, the latest first. */
export const exportLogListing: Listing = {
  from: sql`"ExportLog" e LEFT JOIN "User" u ON u."id" = e."userId"`,
  id: sql`e."id"`,
  columns: sql`e."id", e."at", e."userId", u."name" AS "userName", e."collection", e."format", e."rows", e."filters", e."isOutsideQuebec", e."outsideReason", e."outsideReference"`,
  base: () => [],
  filters: {
    user: isIn(sql`e."userId"`),
    collection: isIn(sql`e."collection"`),
    outside: (values) => sql`e."isOutsideQuebec" IN (${values.includes('true')}, ${!values.includes('false')})`,
    from: ([day = '']) => sql`e."at" >= ${startOfDay(day)}`,
    to: ([day = '']) => sql`e."at" < ${startOfDay(addDays(day, 1))}`,
  },
  sorts: { at: { expression: sql`e."at"`, kind: 'instant' } },
  defaultSort: '-at',
};
