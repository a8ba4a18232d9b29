import { visibleSensitivities, type Context } from '../http/context.ts';
import { byCountry, byRegion, isIn, membersOf, onDays, organizationsUnder, placeInCountry, placeInRegion, placeWithin, yesOrNo } from '../http/conditions.ts';
import { join, sql, type Listing, type Sql } from '../http/listing.ts';
import { visibleTo } from '../http/sight.ts';
import { targetFacet, targetFilters, type Scope } from '../http/targeted.ts';
import { searchCondition } from '../search/index.ts';
import { dateInZone } from '../text/format.rules.ts';

/** Condition: the position `p` is held on a day. A partial start counts from its first day, a partial end to its last. */
export const heldOn = (day: string): Sql =>
  sql`((p."validFrom" IS NULL OR p."validFrom" <= ${day}) AND (p."validTo" IS NULL OR p."validTo" || '-99-99' >= ${day}))`;

/** Today, where the caller is. */
export const todayOf = (ctx: Context): string => dateInZone(ctx.now, ctx.user.timeZone);

/** Condition: what makes one of ours know somebody (`k`, see known-by.tables.ts) is said, or is the caller's to see. */
const maySeeTie = (ctx: Context): Sql => sql`(k."level" IN (${join(['', ...visibleSensitivities(ctx.user.role)])}) OR k."createdById" = ${ctx.user.id})`;

/**
 * `contactId`, `userId` of everyone of ours who says they know one of the people, or met them in an interaction that the
 * caller may see; the same pair as often as there are levels at which it is known.
 */
export const known = (ctx: Context, people: Sql): Sql => sql`(
  SELECT k."contactId", k."userId" FROM known_by k WHERE k."contactId" IN (${people}) AND ${maySeeTie(ctx)})`;

/** Ids of the people who hold a position today in an organization `o` of which the condition holds. */
const heldWhere = (ctx: Context, condition: Sql): Sql => sql`c."id" IN (
  SELECT p."contactId" FROM "Position" p JOIN "Organization" o ON o."id" = p."organizationId"
  WHERE ${heldOn(todayOf(ctx))} AND ${condition})`;
const covered = (scope: Scope, ctx: Context): Sql => heldWhere(ctx, scope.organization(sql`o`));

/** Nobody of ours says they know the person `c`, nor met them in an interaction that the caller may see. */
const knownByNobody = (ctx: Context): Sql => sql`NOT EXISTS (SELECT 1 FROM known_by k WHERE k."contactId" = c."id" AND ${maySeeTie(ctx)})`;

/** The office met the person `c`, or one of ours says they know them. */
export const isAcquainted = sql`(c."lastHeldAt" IS NOT NULL OR EXISTS (SELECT 1 FROM "Acquaintance" aq WHERE aq."contactId" = c."id"))`;

/** The priorities to which each organization is tied: once each, since many of its commitment areas serve the same. */
const prioritiesTied = sql`(SELECT DISTINCT oc."organizationId", n."priority" FROM "OrganizationCommitment" oc JOIN "PolicyNode" n ON n."id" = oc."policyNodeId")`;

/** Ids of the people whom the filters leave, to be looked up: gathered in their order, which takes half of the time. */
const idsOf = (from: Sql, where: Sql): Sql => sql`SELECT c."id" FROM ${from} WHERE c."id" >= '' AND ${where}`;

/** Ids of the few who hold several positions today. */
const holdsSeveral = (ctx: Context): Sql => sql`SELECT p."contactId" FROM "Position" p WHERE ${heldOn(todayOf(ctx))} GROUP BY p."contactId" HAVING count(*) > 1`;

/**
 * The organizations where the people that the filters leave hold a position today: of those who hold that one alone how
 * many (`n`), of the few who hold several each (`record`). `holdersOf` counts everybody once, and sorts next to nobody.
 */
const holders = (ctx: Context, from: Sql, where: Sql): Sql => sql`(
  SELECT p."organizationId", NULL AS "record", count(*) AS "n" FROM "Position" p
    WHERE ${heldOn(todayOf(ctx))} AND +p."contactId" IN (${idsOf(from, where)}) AND +p."contactId" NOT IN (${holdsSeveral(ctx)})
    GROUP BY p."organizationId"
  UNION ALL SELECT p."organizationId", c."id", 0 FROM ${from} CROSS JOIN "Position" p ON p."contactId" = c."id" AND ${heldOn(todayOf(ctx))}
    WHERE c."id" IN (${holdsSeveral(ctx)}) AND ${where})`;
const holdersOf = sql`sum(h."n") + count(DISTINCT h."record")`;

/** The places `placeId` where each person (`record`) holds a position today. */
const placesHeld = (ctx: Context, from: Sql, where: Sql): Sql => sql`(
  SELECT c."id" AS "record", o."placeId" FROM ${from}
  JOIN "Position" p ON p."contactId" = c."id" AND ${heldOn(todayOf(ctx))} JOIN "Organization" o ON o."id" = p."organizationId"
  WHERE ${where})`;

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
    within: (values, ctx) => heldWhere(ctx, sql`o."id" IN ${organizationsUnder(values)}`),
    region: (values, ctx) => heldWhere(ctx, placeInRegion(sql`o."placeId"`)(values)),
    place: (values, ctx) => heldWhere(ctx, placeWithin(sql`o."placeId"`)(values)),
    network: (values, ctx) => heldWhere(ctx, sql`o."id" IN ${membersOf(values)}`),
    country: (values, ctx) => heldWhere(ctx, placeInCountry(sql`o."placeId"`)(values)),
    kind: (values, ctx) => heldWhere(ctx, isIn(sql`o."kind"`)(values)),
    tier: (values, ctx) => heldWhere(ctx, isIn(sql`o."tier"`)(values)),
    priority: (values, ctx) => heldWhere(ctx, sql`o."id" IN (SELECT oc."organizationId" FROM "OrganizationCommitment" oc
      JOIN "PolicyNode" n ON n."id" = oc."policyNodeId" WHERE n."priority" IN (${join(values)}))`),
    ...targetFilters(covered),
    role: (values, ctx) => sql`c."id" IN (
      SELECT p."contactId" FROM "Position" p WHERE p."roleCode" IN (${join(values)}) AND ${heldOn(todayOf(ctx))})`,
    // Asked of each record, not gathered first: half of the people speak the commonest.
    language: (values) => sql`EXISTS (SELECT 1 FROM "ContactLanguage" l WHERE l."contactId" = c."id" AND l."language" IN (${join(values)}))`,
    knownBy: (values, ctx) => {
      const people = values.filter((value) => value !== 'none').map((value) => (value === 'me' ? ctx.user.id : value));
      const parts = [
        ...(people.length > 0 ? [sql`c."id" IN (SELECT k."contactId" FROM known_by k WHERE k."userId" IN (${join(people)}) AND ${maySeeTie(ctx)})`] : []),
        ...(values.includes('none') ? [knownByNobody(ctx)] : []),
      ];
      return join(parts, ' OR ');
    },
    acquainted: yesOrNo(() => isAcquainted),
    // A person never met has not been met since any date.
    lastContactBefore: onDays((day) => sql`c."lastHeldAt" < ${startOf(day)} OR c."lastHeldAt" IS NULL`),
    lastContactAfter: onDays((day) => sql`c."lastHeldAt" >= ${startOf(day)}`),
    met: yesOrNo(() => sql`c."lastHeldAt" IS NOT NULL`),
    verifiedBefore: onDays((day) => sql`NOT EXISTS (SELECT 1 FROM "Position" p WHERE p."contactId" = c."id" AND p."verifiedOn" >= ${day})
      AND NOT EXISTS (SELECT 1 FROM "ContactPoint" cp WHERE cp."contactId" = c."id" AND cp."verifiedOn" >= ${day})`),
    pending: yesOrNo(() => sql`c."isPending"`),
    archived: yesOrNo(() => sql`c."archivedAt" IS NOT NULL`),
    // Not filters of the API: who stands in a document, and what its audience may count.
    person: isIn(sql`c."id"`),
    sensitivity: isIn(sql`c."sensitivity"`),
  },
  sorts: {
    name: { expression: sql`c."sortName"`, kind: 'text' },
    lastHeldAt: { expression: sql`c."lastHeldAt"`, kind: 'instant', nullable: true },
    updatedAt: { expression: sql`c."updatedAt"`, kind: 'instant' },
  },
  defaultSort: 'name',
  // A hundred thousand people, or those of them who speak a language: see contact-tally.tables.ts.
  tally: {
    filters: ['sensitivity', 'archived', 'pending', 'met'],
    facets: {
      pending: sql`CASE WHEN c."isPending" THEN 'true' ELSE 'false' END`,
      met: sql`CASE WHEN c."lastHeldAt" IS NULL THEN 'false' ELSE 'true' END`,
    },
    instead: 'language',
    from: ({ language }) => {
      const spoken = Array.isArray(language) ? (language as string[]) : [];
      // Who speaks two of those asked for counts once: no counter says so.
      return spoken.length > 1 ? null : sql`(
        SELECT "sensitivity", NULLIF("createdById", '') AS "createdById", NULLIF("isArchived", 0) AS "archivedAt", "isPending", NULLIF("isMet", 0) AS "lastHeldAt", "n"
        FROM contact_tally WHERE "member" = ${spoken[0] ?? ''}) c`;
    },
  },
  facets: {
    kind: (from, where, ctx) => sql`
      SELECT o."kind" AS value, ${holdersOf} AS count FROM ${holders(ctx, from, where)} h JOIN "Organization" o ON o."id" = h."organizationId" GROUP BY o."kind"`,
    region: (from, where, ctx) => byRegion(placesHeld(ctx, from, where)),
    country: (from, where, ctx) => byCountry(placesHeld(ctx, from, where)),
    priority: (from, where, ctx) => sql`
      SELECT n."priority" AS value, ${holdersOf} AS count FROM ${holders(ctx, from, where)} h JOIN ${prioritiesTied} n ON n."organizationId" = h."organizationId"
      GROUP BY n."priority"`,
    target: targetFacet(covered),
    role: (from, where, ctx) => sql`
      SELECT p."roleCode" AS value, count(DISTINCT c."id") AS count
      FROM ${from} JOIN "Position" p ON p."contactId" = c."id" AND ${heldOn(todayOf(ctx))} WHERE ${where} GROUP BY p."roleCode"`,
    met: (from, where) => sql`
      SELECT CASE WHEN c."lastHeldAt" IS NULL THEN 'false' ELSE 'true' END AS value, count(*) AS count FROM ${from} WHERE ${where} GROUP BY 1`,
    language: (from, where) => sql`
      SELECT l."language" AS value, count(*) AS count FROM ${from} JOIN "ContactLanguage" l ON l."contactId" = c."id"
      WHERE ${where} GROUP BY l."language" ORDER BY count(*) DESC, l."language"`,
    // Along the pairs in the order of ours, so that nothing is to be sorted.
    knownBy: (from, where, ctx) => sql`
      SELECT u."id" AS value, u."name" AS "labelFr", u."name" AS "labelEn", counted.count
      FROM (SELECT k."userId", count(DISTINCT k."contactId") AS count FROM known_by k
        WHERE ${maySeeTie(ctx)} AND +k."contactId" IN (${idsOf(from, where)}) GROUP BY k."userId") AS counted
      JOIN "User" u ON u."id" = counted."userId"
      UNION ALL SELECT 'none', NULL, NULL, count(*) FROM ${from} WHERE ${where} AND ${knownByNobody(ctx)} HAVING count(*) > 0
      ORDER BY 2`,
    pending: (from, where) => sql`
      SELECT CASE WHEN c."isPending" THEN 'true' ELSE 'false' END AS value, count(*) AS count
      FROM ${from} WHERE ${where} GROUP BY c."isPending"`,
  },
};

const startOf = (day: string): Date => new Date(`${day}T00:00:00.000Z`);
