import { isIn, join, nodesUnder, placeInRegion, regionPlaces, sql, type Listing } from '../http/listing.ts';
import { visibleTo } from '../http/sight.ts';
import { searchCondition } from '../search/index.ts';

const partyOf = sql`SELECT p."agreementId" FROM "AgreementParty" p JOIN "Organization" o ON o."id" = p."organizationId"`;
const commitmentOf = sql`SELECT ac."agreementId" FROM "AgreementCommitment" ac`;
const noteIsEmpty = sql`(trim(COALESCE(au."noteFr", '')) = '' AND trim(COALESCE(au."noteEn", '')) = '')`;

/** The rule isAuthorizationAnswered, for a whole collection. */
export const authorizationAnswered = sql`(
  EXISTS (SELECT 1 FROM "Authorization" au WHERE au."agreementId" = a."id") AND NOT EXISTS (
    SELECT 1 FROM "Authorization" au WHERE au."agreementId" = a."id"
      AND NOT (au."status" = 'granted' OR (au."status" = 'not_required' AND NOT ${noteIsEmpty}))))`;

/** The last day that the renewal date may be: 2026 is over at the end of 2026. */
const renewalEnd = sql`substr(COALESCE(a."renewalOn", a."expiresOn") || '-99-99', 1, 10)`;

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
    region: (values) => sql`a."id" IN (${partyOf} WHERE NOT o."isOurs" AND ${placeInRegion(sql`o."placeId"`)(values)})`,
    priority: (values) =>
      sql`a."id" IN (${commitmentOf} JOIN "PolicyNode" n ON n."id" = ac."policyNodeId" WHERE n."priority" IN (${join(values)}))`,
    commitment: (values) => sql`a."id" IN (${commitmentOf} WHERE ac."policyNodeId" IN ${nodesUnder(values)})`,
    owner: (values, ctx) => sql`a."ownerId" IN (${join(values.map((value) => (value === 'me' ? ctx.user.id : value)))})`,
    renewalBefore: (values) => join(values.map((day) => sql`${renewalEnd} < ${day}`), ' OR '),
    authorization: (values) =>
      join(values.map((value) => (value === 'answered' ? authorizationAnswered : sql`NOT ${authorizationAnswered}`)), ' OR '),
    archived: (values) =>
      join(values.map((value) => (value === 'true' ? sql`a."archivedAt" IS NOT NULL` : sql`a."archivedAt" IS NULL`)), ' OR '),
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
    region: (from, where) => sql`
      SELECT r."id" AS value, r."nameFr" AS "labelFr", r."nameEn" AS "labelEn", count(DISTINCT a."id") AS count
      FROM ${from} JOIN "AgreementParty" p ON p."agreementId" = a."id"
        JOIN "Organization" o ON o."id" = p."organizationId" AND NOT o."isOurs"
        JOIN ${regionPlaces} rp ON rp."placeId" = o."placeId" JOIN "Region" r ON r."id" = rp."regionId"
      WHERE ${where} AND r."archivedAt" IS NULL GROUP BY r."id", r."nameFr", r."nameEn", r."sortName" ORDER BY r."sortName"`,
    priority: (from, where) => sql`
      SELECT n."priority" AS value, count(DISTINCT a."id") AS count
      FROM ${from} JOIN "AgreementCommitment" ac ON ac."agreementId" = a."id" JOIN "PolicyNode" n ON n."id" = ac."policyNodeId"
      WHERE ${where} GROUP BY n."priority"`,
    commitment: (from, where) => sql`
      SELECT n."id" AS value, n."titleFr" AS "labelFr", n."titleEn" AS "labelEn", count(DISTINCT a."id") AS count
      FROM ${from} JOIN "AgreementCommitment" ac ON ac."agreementId" = a."id" JOIN "PolicyNode" n ON n."id" = ac."policyNodeId"
      WHERE ${where} AND n."kind" = 'commitment' GROUP BY n."id", n."titleFr", n."titleEn", n."position" ORDER BY n."position"`,
    owner: (from, where) => sql`
      SELECT u."id" AS value, u."name" AS "labelFr", u."name" AS "labelEn", count(*) AS count
      FROM ${from} JOIN "User" u ON u."id" = a."ownerId" WHERE ${where} GROUP BY u."id", u."name" ORDER BY u."name"`,
  },
};
