import type { Transaction } from '../database.ts';
import type { Context } from '../http/context.ts';
import { join, sql, type Sql } from '../http/listing.ts';
import { visibleTo } from '../http/sight.ts';
import { heldSince } from '../interactions/activity.read.ts';
import { commitmentsIn } from '../interactions/activity.rules.ts';
import { twelveMonthsBefore } from '../text/period.rules.ts';
import { spreadOfRegions } from './figures.ts';
import type { Region } from './region.schema.ts';

const shown = 12;

/** ISO codes of the countries in each region, in alphabetical order. */
export async function countriesOf(from: Transaction, ids: string[]): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map();
  const rows = await from.$queryRaw<{ key: string; countryCode: string }[]>(sql`
    SELECT s."key", p."countryCode" FROM ${spreadOfRegions(sql`"regionId" IN (${join(ids)})`)} s
    JOIN "Place" p ON p."id" = s."placeId"
    WHERE p."kind" = 'country' AND p."countryCode" IS NOT NULL AND p."archivedAt" IS NULL ORDER BY p."countryCode"`);
  const countries = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const { key, countryCode } of rows) countries.get(key)?.push(countryCode);
  return countries;
}

/** The places of one region, for a condition on a place column. */
const placesOf = (id: string): Sql => sql`(SELECT s."placeId" FROM ${spreadOfRegions(sql`"regionId" = ${id}`)} s)`;

const partnersOf = (id: string): Sql =>
  sql`(SELECT "id" FROM "Organization" WHERE "archivedAt" IS NULL AND NOT "isOurs" AND "placeId" IN ${placesOf(id)})`;

/** Interactions held in the last twelve months that concern the region: held there, or with an organization of it. */
const heldIn = (ctx: Context, id: string): Sql => sql`
  i."status" = 'held' AND i."archivedAt" IS NULL AND i."startsAt" >= ${twelveMonthsBefore(ctx.now)} AND ${visibleTo(ctx, sql`i."sensitivity"`, sql`i."createdById"`)}
  AND (i."placeId" IN ${placesOf(id)} OR i."id" IN (
    SELECT io."interactionId" FROM "InteractionOrganization" io JOIN "Organization" p ON p."id" = io."organizationId"
    WHERE p."placeId" IN ${placesOf(id)}))`;

const inForceIn = (ctx: Context, id: string): Sql => sql`
  a."state" = 'in_force' AND a."archivedAt" IS NULL AND ${visibleTo(ctx, sql`a."sensitivity"`, sql`a."createdById"`)}
  AND a."id" IN (SELECT "agreementId" FROM "AgreementParty" WHERE "organizationId" IN ${partnersOf(id)})`;

export async function regionPartners(from: Transaction, id: string): Promise<Region['partners']> {
  type Row = Omit<Region['partners'][number], 'place' | 'lastHeldAt'> & {
    lastHeldAt: Date | null;
    placeId: string;
    placeFr: string;
    placeEn: string;
  };
  const rows = await from.$queryRaw<Row[]>(sql`
    SELECT o."id", o."nameFr", o."nameEn", o."kind", o."tier", o."lastHeldAt", p."id" AS "placeId",
      p."nameFr" AS "placeFr", p."nameEn" AS "placeEn"
    FROM "Organization" o JOIN "Place" p ON p."id" = o."placeId"
    WHERE o."id" IN ${partnersOf(id)} ORDER BY o."lastHeldAt" DESC NULLS LAST, o."sortName" LIMIT ${shown}`);
  return rows.map(({ placeId, placeFr, placeEn, lastHeldAt, ...row }) => ({
    ...row,
    place: { id: placeId, nameFr: placeFr, nameEn: placeEn },
    lastHeldAt: lastHeldAt?.toISOString() ?? null,
  }));
}

export async function regionInteractions(ctx: Context, from: Transaction, id: string): Promise<Region['interactions']> {
  const rows = await from.$queryRaw<{ id: string; kind: string; subject: string; startsAt: Date }[]>(sql`
    SELECT i."id", i."kind", i."subject", i."startsAt" FROM "Interaction" i WHERE ${heldIn(ctx, id)}
    ORDER BY i."startsAt" DESC, i."id" DESC LIMIT ${shown}`);
  return rows.map((row) => ({ ...row, startsAt: row.startsAt.toISOString() }));
}

export function regionAgreements(ctx: Context, from: Transaction, id: string): Promise<Region['agreements']> {
  return from.$queryRaw<Region['agreements']>(sql`
    SELECT a."id", a."kind", a."titleFr", a."titleEn", a."renewalOn", a."expiresOn" FROM "Agreement" a
    WHERE ${inForceIn(ctx, id)} ORDER BY a."renewalOn" IS NULL, a."renewalOn", a."sortName" LIMIT ${shown}`);
}

/** Interactions held in the last twelve months that are tagged with each policy node; inside a write, from the records. */
async function heldByNode(ctx: Context, from: Transaction, id: string): Promise<Count[]> {
  if (from !== ctx.db.reader) {
    return from.$queryRaw<Count[]>(sql`
      SELECT ic."policyNodeId" AS id, count(*) AS count FROM "InteractionCommitment" ic
      JOIN "Interaction" i ON i."id" = ic."interactionId" WHERE ${heldIn(ctx, id)} GROUP BY ic."policyNodeId"`);
  }
  const counts = new Map<string, number>();
  for (const { commitments, held } of await heldSince(ctx, { axis: 'region', since: twelveMonthsBefore(ctx.now), members: [id] })) {
    for (const node of commitmentsIn(commitments)) counts.set(node, (counts.get(node) ?? 0) + held);
  }
  return [...counts].map(([node, count]) => ({ id: node, count }));
}
type Count = { id: string; count: number | bigint };

/** The city's commitment areas, each with the partners, interactions and agreements of the region that serve it. */
export async function regionCommitments(ctx: Context, from: Transaction, id: string): Promise<Region['commitments']> {
  type Row = { id: string; titleFr: string; titleEn: string; priority: Region['commitments'][number]['priority'] };
  const [nodes, partners, held, agreements] = await Promise.all([
    from.$queryRaw<Row[]>(sql`
      SELECT n."id", n."titleFr", n."titleEn", n."priority" FROM "PolicyNode" n
      JOIN "Framework" f ON f."id" = n."frameworkId" LEFT JOIN "PolicyNode" parent ON parent."id" = n."parentId"
      WHERE n."kind" = 'commitment' AND f."kind" = 'city_vision' AND n."archivedAt" IS NULL
      ORDER BY parent."position", n."position"`),
    from.$queryRaw<Count[]>(sql`
      SELECT oc."policyNodeId" AS id, count(*) AS count FROM "OrganizationCommitment" oc
      WHERE oc."organizationId" IN ${partnersOf(id)} GROUP BY oc."policyNodeId"`),
    heldByNode(ctx, from, id),
    from.$queryRaw<Count[]>(sql`
      SELECT ac."policyNodeId" AS id, count(*) AS count FROM "AgreementCommitment" ac
      JOIN "Agreement" a ON a."id" = ac."agreementId" WHERE ${inForceIn(ctx, id)} GROUP BY ac."policyNodeId"`),
  ]);
  const countIn = (counts: Count[], node: string): number => Number(counts.find((count) => count.id === node)?.count ?? 0);
  return nodes.map((node) => ({
    ...node,
    partners: countIn(partners, node.id),
    heldInteractions: countIn(held, node.id),
    agreements: countIn(agreements, node.id),
  }));
}
