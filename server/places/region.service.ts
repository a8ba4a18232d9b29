import type { Prisma } from '../../generated/prisma/client.ts';
import type { Transaction } from '../database.ts';
import type { Context, Write } from '../http/context.ts';
import { listPage, sql, type ListQuery } from '../http/listing.ts';
import { notFound } from '../http/problem.ts';
import { actionOf, assertExist, assertVersion, createdBy, pick, recordFields, updatedBy } from '../http/records.ts';
import { coversOrganization, currentDecisions } from '../http/targeted.ts';
import { sourceOf, sourceSelect } from '../policy/sources.ts';
import { putInSearch, removeFromSearch, type SearchEntry } from '../search/index.ts';
import { sortKey } from '../text/fold.rules.ts';
import { dateInZone } from '../text/format.rules.ts';
import { isOver } from '../text/period.rules.ts';
import { countByRegion, noFigures } from './figures.ts';
import {
  countriesOf,
  regionAgreements,
  regionCommitments,
  regionInteractions,
  regionPartners,
} from './region.figures.ts';
import { regionListing } from './region.listing.ts';
import {
  regionFields,
  type NewRegion,
  type Region,
  type RegionChange,
  type RegionDecision,
  type RegionItem,
} from './region.schema.ts';

const fieldNames = Object.keys(regionFields) as (keyof typeof regionFields)[];
export const decisionSelect = {
  include: {
    decidedBy: { select: { id: true, name: true } },
    exercise: { select: { id: true, titleFr: true, titleEn: true } },
  },
} as const;
const latestFirst = { orderBy: [{ decidedAt: 'desc' }, { id: 'desc' }] } satisfies Prisma.TargetDecisionFindManyArgs;
const full = {
  places: { include: { place: { select: { id: true, nameFr: true, nameEn: true, kind: true } } }, orderBy: { place: { sortName: 'asc' } } },
  decisions: { ...decisionSelect, ...latestFirst },
  citations: sourceSelect,
} as const satisfies Prisma.RegionInclude;
type DecisionRow = Prisma.TargetDecisionGetPayload<typeof decisionSelect>;

// ── Reading ──

export async function getRegion(ctx: Context, id: string): Promise<Region> {
  return readRegion(ctx, ctx.db.reader, id);
}

export async function readRegion(ctx: Context, from: Transaction, id: string): Promise<Region> {
  const row = await from.region.findUnique({ where: { id }, include: full });
  if (!row) throw notFound();
  const [countries, figures, partners, interactions, agreements, commitments] = await Promise.all([
    countriesOf(from, [id]),
    countByRegion(ctx, from, [id]),
    regionPartners(from, id),
    regionInteractions(ctx, from, id),
    regionAgreements(ctx, from, id),
    regionCommitments(ctx, from, id),
  ]);
  const decisions = row.decisions.map((decision) => toDecision(decision, ctx.now));
  return {
    ...recordFields(row),
    ...pick(row, fieldNames),
    places: row.places.map(({ place }) => place as Region['places'][number]),
    countryCodes: countries.get(id) ?? [],
    figures: figures.get(id) ?? noFigures,
    partners,
    interactions,
    agreements,
    commitments,
    decision: decisions[0] ?? null,
    decisions,
    sources: row.citations.map(sourceOf),
  };
}

export function toDecision(row: DecisionRow, now: Date): RegionDecision {
  return {
    ...pick(row, ['id', 'reason', 'periodFrom', 'periodTo', 'reviewOn', 'decidedBy', 'exercise']),
    decision: row.decision as RegionDecision['decision'],
    isLapsed: isOver(row.periodTo, dateInZone(now)),
    decidedAt: row.decidedAt.toISOString(),
  };
}

type ItemRow = Omit<RegionItem, 'members' | 'figures' | 'decision' | 'archivedAt'> & {
  members: number | bigint;
  archivedAt: Date | null;
};

export async function listRegions(
  ctx: Context,
  query: ListQuery,
): Promise<{ items: RegionItem[]; total: number; nextCursor: string | null }> {
  const { rows, total, nextCursor } = await listPage<ItemRow>(regionListing, ctx, query);
  const [figures, decisions] = await Promise.all([
    countByRegion(ctx, ctx.db.reader, null),
    ctx.db.reader.targetDecision.findMany({
      where: { regionId: { in: rows.map(({ id }) => id) } },
      ...decisionSelect,
      ...latestFirst,
    }),
  ]);
  const items = rows.map(({ members, archivedAt, ...row }) => {
    const decision = decisions.find(({ regionId }) => regionId === row.id);
    return {
      ...row,
      members: Number(members),
      figures: figures.get(row.id) ?? noFigures,
      decision: decision ? toDecision(decision, ctx.now) : null,
      archivedAt: archivedAt?.toISOString() ?? null,
    };
  });
  return { items, total, nextCursor };
}

// ── Writing ──

export async function createRegion(ctx: Context, input: NewRegion): Promise<Region> {
  return ctx.write(async (write) => {
    const { tx } = write;
    await assertExist([{ pointer: '/placeIds', table: tx.place, ids: input.placeIds ?? [] }]);
    const { id } = await tx.region.create({
      data: {
        ...(pick(input, fieldNames) as Pick<NewRegion, 'nameFr' | 'nameEn'>),
        sortName: sortKey(input.nameFr),
        places: { create: (input.placeIds ?? []).map((placeId) => ({ placeId })) },
        ...createdBy(ctx.user.id, ctx.now),
      },
      select: { id: true },
    });
    return finish(ctx, write, id, 'create', null);
  });
}

export async function updateRegion(ctx: Context, id: string, ifMatch: number, change: RegionChange): Promise<Region> {
  return ctx.write(async (write) => {
    const { tx } = write;
    const stored = await tx.region.findUnique({ where: { id } });
    await assertVersion(stored, ifMatch, () => readRegion(ctx, tx, id));
    await assertExist([{ pointer: '/placeIds', table: tx.place, ids: change.placeIds ?? [] }]);
    const before = await recorded(tx, id);
    await tx.region.update({
      where: { id },
      data: {
        ...pick(change, fieldNames),
        ...(change.nameFr === undefined ? {} : { sortName: sortKey(change.nameFr) }),
        ...(change.placeIds ? { places: { deleteMany: {}, create: change.placeIds.map((placeId) => ({ placeId })) } } : {}),
        ...updatedBy(ctx.user.id, ctx.now, change.archived),
      },
    });
    return finish(ctx, write, id, actionOf(change.archived), before);
  });
}

/** What the audit trail keeps of a region: its own fields and its members, not the figures of the day. */
async function recorded(tx: Transaction, id: string): Promise<Record<string, unknown>> {
  const row = await tx.region.findUniqueOrThrow({ where: { id }, include: { places: full.places } });
  return {
    ...pick(row, [...fieldNames, 'archivedAt']),
    places: row.places.map(({ place }) => pick(place, ['id', 'nameFr', 'nameEn'])),
  };
}

async function finish(
  ctx: Context,
  { tx, audit }: Write,
  id: string,
  action: 'create' | 'update' | 'archive' | 'restore',
  before: Record<string, unknown> | null,
): Promise<Region> {
  const row = await tx.region.findUniqueOrThrow({ where: { id } });
  if (row.archivedAt) await removeFromSearch(tx, 'region', id);
  else await putInSearch(tx, regionSearchEntry(row));
  await audit({ action, recordType: 'region', recordId: id, recordLabel: row.nameFr, before, after: await recorded(tx, id) });
  return readRegion(ctx, tx, id);
}

export function regionSearchEntry(region: {
  id: string;
  nameFr: string;
  nameEn: string;
  descriptionFr: string | null;
  descriptionEn: string | null;
}): SearchEntry {
  const { id, nameFr, nameEn, descriptionFr, descriptionEn } = region;
  return { type: 'region', id, titleFr: nameFr, titleEn: nameEn, names: [nameFr, nameEn], body: [descriptionFr, descriptionEn] };
}

/** Regions as search sees them, for a rebuild of the index: `take` of them, by id, after one. */
export async function regionSearchEntries(from: Transaction, after: string, take: number): Promise<SearchEntry[]> {
  const rows = await from.region.findMany({ where: { archivedAt: null, id: { gt: after } }, orderBy: { id: 'asc' }, take });
  return rows.map(regionSearchEntry);
}

/** What the office targets today that an organization belongs to: its region, its place, a forum, or itself. */
export async function listTargets(
  ctx: Context,
  organizationId: string,
): Promise<{ nameFr: string; nameEn: string | null; periodFrom: string | null; periodTo: string | null; reason: string }[]> {
  return ctx.db.reader.$queryRaw(sql`
    SELECT COALESCE(r."nameFr", p."nameFr", o."nameFr", f."nameFr") AS "nameFr", COALESCE(r."nameEn", p."nameEn", o."nameEn", f."nameEn") AS "nameEn",
      t."periodFrom", t."periodTo", t."reason"
    FROM ${currentDecisions} d JOIN "TargetDecision" t ON t."id" = d."id"
    LEFT JOIN "Region" r ON r."id" = d."regionId" LEFT JOIN "Place" p ON p."id" = d."placeId"
    LEFT JOIN "Organization" o ON o."id" = d."organizationId" LEFT JOIN "Forum" f ON f."id" = d."forumId"
    WHERE d."decision" = 'target' AND ${coversOrganization(sql`d`, [organizationId])}
    ORDER BY COALESCE(r."sortName", p."sortName", o."sortName", f."sortName")`);
}
