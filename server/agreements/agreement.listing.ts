import { byCountry, byPerson, byRegion, isIn, isPerson, membersOf, nodesUnder, onDays, organizationsUnder, placeInCountry, placeInRegion, placeWithin, yesOrNo } from '../http/conditions.ts';
import { join, sql, type Listing, type Sql } from '../http/listing.ts';
import { visibleTo } from '../http/sight.ts';
import { targetFacet, targetFilters, type Scope } from '../http/targeted.ts';
import { searchCondition } from '../search/index.ts';

const partyOf = sql`SELECT p."agreementId" FROM "AgreementParty" p JOIN "Organization" o ON o."id" = p."organizationId"`;
const commitmentOf = sql`SELECT ac."agreementId" FROM "AgreementCommitment" ac`;
const noteIsEmpty = sql`(trim(COALESCE(au."noteFr", '')) = '' AND trim(COALESCE(au."noteEn", '')) = '')`;

/** The rule isAuthorizationAnswered, for a whole collection. */
export const authorizationAnswered = sql`(
  EXISTS (SELECT 1 FROM "Authorization" au WHERE au."agreementId" = a."id") AND NOT EXISTS (
    SELECT 1 FROM "Authorization" au WHERE au."agreementId" = a."id"
      AND NOT (au."status" = 'granted' OR (au."status" = 'not_required' AND NOT ${noteIsEmpty}))))`;

/** The places `placeId` of the other parties of each agreement (`record`). */
const placesOf = (from: Sql, where: Sql): Sql => sql`(
  SELECT a."id" AS "record", o."placeId" FROM ${from} JOIN "AgreementParty" p ON p."agreementId" = a."id"
  JOIN "Organization" o ON o."id" = p."organizationId" AND NOT o."isOurs" WHERE ${where})`;

/** The last day that the renewal date may be: 2026 is over at the end of 2026. */
const renewalEnd = sql`substr(COALESCE(a."renewalOn", a."expiresOn") || '-99-99', 1, 10)`;
/** The first day that the signature may be: 2026-03 counts from the first of March. */
const signedFirst = sql`substr(a."signedOn" || '-01-01', 1, 10)`;
const covered = (scope: Scope): Sql => sql`a."id" IN (${partyOf} WHERE NOT o."isOurs" AND ${scope.organization(sql`o`)})`;

/** How agreements are filtered, counted, sorted, listed and exported. */
export const agreementListing: Listing = {
  from: sql`"Agreement" a`,
  id: sql`a."id"`,
  columns: sql`a."id", a."version", a."kind", a."titleFr", a."titleEn", a."state", a."signedOn", a."effectiveFrom",
    a."expiresOn", a."noticeOn", a."renewalOn", a."ownerId", a."sensitivity", a."updatedAt", a."archivedAt",
    ${authorizationAnswered} AS "isAuthorizationAnswered"`,
  base: (ctx, query) => [
    visibleTo(ctx, sql`a."sensitivity"`, sql`a."createdById"`),
    ...(query.archived ? [] : [sql`a."archivedAt" IS NULL`]),
  ],
  filters: {
    q: searchCondition('agreement', sql`a."id"`),
    kind: isIn(sql`a."kind"`),
    state: isIn(sql`a."state"`),
    organization: (values) => sql`a."id" IN (${partyOf} WHERE p."organizationId" IN (${join(values)}))`,
    within: (values) => sql`a."id" IN (${partyOf} WHERE o."id" IN ${organizationsUnder(values)})`,
    region: (values) => sql`a."id" IN (${partyOf} WHERE NOT o."isOurs" AND ${placeInRegion(sql`o."placeId"`)(values)})`,
    place: (values) => sql`a."id" IN (${partyOf} WHERE NOT o."isOurs" AND ${placeWithin(sql`o."placeId"`)(values)})`,
    network: (values) => sql`a."id" IN (SELECT "agreementId" FROM "AgreementParty" WHERE "organizationId" IN ${membersOf(values)})`,
    partnerKind: (values) => sql`a."id" IN (${partyOf} WHERE NOT o."isOurs" AND o."kind" IN (${join(values)}))`,
    at: (values) => sql`a."id" IN (${partyOf} WHERE NOT o."isOurs" AND o."placeId" IN (${join(values)}))`,
    priority: (values) =>
      sql`a."id" IN (${commitmentOf} JOIN "PolicyNode" n ON n."id" = ac."policyNodeId" WHERE n."priority" IN (${join(values)}))`,
    commitment: (values) => sql`a."id" IN (${commitmentOf} WHERE ac."policyNodeId" IN ${nodesUnder(values)})`,
    country: (values) => sql`a."id" IN (${partyOf} WHERE NOT o."isOurs" AND ${placeInCountry(sql`o."placeId"`)(values)})`,
    ...targetFilters(covered),
    owner: isPerson(sql`a."ownerId"`),
    renewalBefore: onDays((day) => sql`${renewalEnd} < ${day}`),
    renewalAfter: onDays((day) => sql`${renewalEnd} >= ${day}`),
    signedBefore: onDays((day) => sql`${signedFirst} < ${day}`),
    signedAfter: onDays((day) => sql`${signedFirst} >= ${day}`),
    authorization: (values) =>
      join(values.map((value) => (value === 'answered' ? authorizationAnswered : sql`NOT ${authorizationAnswered}`)), ' OR '),
    archived: yesOrNo(() => sql`a."archivedAt" IS NOT NULL`),
  },
  sorts: {
    name: { expression: sql`a."sortName"`, kind: 'text' },
    renewalOn: { expression: sql`COALESCE(a."renewalOn", a."expiresOn")`, kind: 'text', nullable: true },
    expiresOn: { expression: sql`a."expiresOn"`, kind: 'text', nullable: true },
    signedOn: { expression: sql`a."signedOn"`, kind: 'text', nullable: true },
    state: { expression: sql`a."state"`, kind: 'text' },
    updatedAt: { expression: sql`a."updatedAt"`, kind: 'instant' },
  },
  defaultSort: 'name',
  facets: {
    kind: (from, where) => sql`SELECT a."kind" AS value, count(*) AS count FROM ${from} WHERE ${where} GROUP BY a."kind"`,
    state: (from, where) => sql`SELECT a."state" AS value, count(*) AS count FROM ${from} WHERE ${where} GROUP BY a."state"`,
    authorization: (from, where) => sql`
      SELECT CASE WHEN ${authorizationAnswered} THEN 'answered' ELSE 'unanswered' END AS value, count(*) AS count
      FROM ${from} WHERE ${where} GROUP BY value`,
    region: (from, where) => byRegion(placesOf(from, where)),
    country: (from, where) => byCountry(placesOf(from, where)),
    target: targetFacet(covered),
    priority: (from, where) => sql`
      SELECT n."priority" AS value, count(DISTINCT a."id") AS count
      FROM ${from} JOIN "AgreementCommitment" ac ON ac."agreementId" = a."id" JOIN "PolicyNode" n ON n."id" = ac."policyNodeId"
      WHERE ${where} GROUP BY n."priority"`,
    commitment: (from, where) => sql`
      SELECT n."id" AS value, n."titleFr" AS "labelFr", n."titleEn" AS "labelEn", count(DISTINCT a."id") AS count
      FROM ${from} JOIN "AgreementCommitment" ac ON ac."agreementId" = a."id" JOIN "PolicyNode" n ON n."id" = ac."policyNodeId"
      WHERE ${where} AND n."kind" = 'commitment' GROUP BY n."id", n."titleFr", n."titleEn", n."position" ORDER BY n."position"`,
    owner: byPerson(sql`a."ownerId"`),
  },
};
