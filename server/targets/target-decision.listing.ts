import { isIn, yesOrNo } from '../http/conditions.ts';
import { join, sql, type Listing } from '../http/listing.ts';
import { coversOrganization, coversPlace, currentDecisions } from '../http/targeted.ts';
import { dateInZone } from '../text/format.rules.ts';
import type { targetThings } from './target-decision.rules.ts';

type Thing = (typeof targetThings)[number];
const columns = { region: sql`d."regionId"`, place: sql`d."placeId"`, organization: sql`d."organizationId"`, forum: sql`d."forumId"` };
const isCurrent = sql`d."id" IN (SELECT c."id" FROM ${currentDecisions} c)`;

/** How decisions are filtered and listed. */
export const targetDecisionListing: Listing = {
  from: sql`"TargetDecision" d`,
  id: sql`d."id"`,
  columns: sql`d."id", ${isCurrent} AS "isCurrent"`,
  // What was about a record that is no more is about nothing.
  base: () => [sql`COALESCE(d."regionId", d."placeId", d."organizationId", d."forumId") IS NOT NULL`],
  filters: {
    decision: isIn(sql`d."decision"`),
    subject: (values) => join(values.map((value) => sql`${columns[value as Thing]} IS NOT NULL`), ' OR '),
    current: yesOrNo(() => isCurrent),
    due: yesOrNo((ctx) => sql`d."reviewOn" <= ${dateInZone(ctx.now)}`),
    exercise: isIn(sql`d."exerciseId"`),
    region: isIn(columns.region),
    place: (values) => coversPlace(sql`d`, join(values.map((value) => sql`SELECT ${value}`), ' UNION ')),
    organization: (values) => coversOrganization(sql`d`, values),
    forum: isIn(columns.forum),
  },
  sorts: {
    decidedAt: { expression: sql`d."decidedAt"`, kind: 'instant' },
    reviewOn: { expression: sql`d."reviewOn"`, kind: 'text', nullable: true },
    name: {
      expression: sql`COALESCE((SELECT "sortName" FROM "Region" WHERE "id" = d."regionId"), (SELECT "sortName" FROM "Place" WHERE "id" = d."placeId"),
        (SELECT "sortName" FROM "Organization" WHERE "id" = d."organizationId"), (SELECT "sortName" FROM "Forum" WHERE "id" = d."forumId"), '')`,
      kind: 'text',
    },
  },
  defaultSort: '-decidedAt',
};
