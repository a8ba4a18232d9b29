import type { Prisma } from '../../generated/prisma/client.ts';
import type { Transaction } from '../database.ts';
import type { Context, Write } from '../http/context.ts';
import type { Facets } from '../http/endpoint.ts';
import { countFacets, listPage, type ListQuery } from '../http/listing.ts';
import { invalid, notFound } from '../http/problem.ts';
import { actionOf, assertExist, assertVersion, createdBy, pick, recordFields, updatedBy } from '../http/records.ts';
import { putInSearch, removeFromSearch, type SearchEntry } from '../search/index.ts';
import { measureListing } from './measure.listing.ts';
import { checkMeasure, lastProgress } from './measure.rules.ts';
import { measureFields, type Measure, type MeasureChange, type MeasureItem, type NewMeasure } from './measure.schema.ts';

const fieldNames = Object.keys(measureFields) as (keyof typeof measureFields)[];
const nodeReference = { select: { id: true, titleFr: true, titleEn: true, priority: true } } as const;
const full = {
  framework: { select: { id: true, shortTitleFr: true, shortTitleEn: true } },
  policyNode: nodeReference,
  lead: { select: { id: true, name: true } },
  partners: { include: { organization: { select: { id: true, nameFr: true, nameEn: true } } }, orderBy: { organization: { sortName: 'asc' } } },
  updates: { orderBy: { period: 'desc' } },
  outcomes: { select: { id: true, titleFr: true, titleEn: true, kind: true, occurredOn: true }, orderBy: { occurredOn: 'desc' } },
} as const satisfies Prisma.MeasureInclude;

// ── Reading ──

export function getMeasure(ctx: Context, id: string): Promise<Measure> {
  return readMeasure(ctx.db.reader, id);
}

async function readMeasure(from: Transaction, id: string): Promise<Measure> {
  const row = await from.measure.findUnique({ where: { id }, include: full });
  if (!row) throw notFound();
  return {
    ...recordFields(row),
    ...(pick(row, fieldNames) as Pick<Measure, keyof typeof measureFields>),
    framework: row.framework,
    policyNode: row.policyNode as Measure['policyNode'],
    lead: row.lead,
    partners: row.partners.map(({ organization }) => organization),
    updates: row.updates.map(({ measureId: _of, ...update }) => update) as Measure['updates'],
    outcomes: row.outcomes as Measure['outcomes'],
  };
}

type ItemRow = Pick<MeasureItem, 'id' | 'version' | 'titleFr' | 'titleEn' | 'startsOn' | 'dueOn' | 'status'> & {
  policyNodeId: string | null;
  leadId: string | null;
  updatedAt: Date;
  archivedAt: Date | null;
};

export async function listMeasures(
  ctx: Context,
  query: ListQuery,
): Promise<{ items: MeasureItem[]; total: number; nextCursor: string | null }> {
  const { rows, total, nextCursor } = await listPage<ItemRow>(measureListing, ctx, query);
  const distinct = (ids: (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))];
  const [nodes, leads, updates] = await Promise.all([
    ctx.db.reader.policyNode.findMany({ where: { id: { in: distinct(rows.map(({ policyNodeId }) => policyNodeId)) } }, ...nodeReference }),
    ctx.db.reader.user.findMany({ where: { id: { in: distinct(rows.map(({ leadId }) => leadId)) } }, select: { id: true, name: true } }),
    ctx.db.reader.measureUpdate.findMany({
      where: { measureId: { in: rows.map(({ id }) => id) } },
      select: { measureId: true, period: true, progress: true },
    }),
  ]);
  const items = rows.map(({ policyNodeId, leadId, ...row }) => ({
    ...row,
    policyNode: (nodes.find(({ id }) => id === policyNodeId) ?? null) as MeasureItem['policyNode'],
    lead: leads.find(({ id }) => id === leadId) ?? null,
    progress: lastProgress(updates.filter(({ measureId }) => measureId === row.id)),
    updatedAt: row.updatedAt.toISOString(),
    archivedAt: row.archivedAt?.toISOString() ?? null,
  }));
  return { items, total, nextCursor };
}

export function countMeasureFacets(ctx: Context, query: ListQuery): Promise<Facets> {
  return countFacets(measureListing, ctx, query);
}

// ── Writing ──

export async function createMeasure(ctx: Context, input: NewMeasure): Promise<Measure> {
  refuse(checkMeasure(input));
  return ctx.write(async (write) => {
    await assertReferences(write.tx, input);
    const { id } = await write.tx.measure.create({
      data: { ...(pick(input, fieldNames) as { titleFr: string }), ...createdBy(ctx.user.id, ctx.now) },
      select: { id: true },
    });
    await replaceLists(write.tx, id, input);
    return finish(write, id, 'create', null);
  });
}

export async function updateMeasure(ctx: Context, id: string, ifMatch: number, change: MeasureChange): Promise<Measure> {
  return ctx.write(async (write) => {
    const { tx } = write;
    const stored = await tx.measure.findUnique({ where: { id } });
    await assertVersion(stored, ifMatch, () => readMeasure(tx, id));
    refuse(checkMeasure({ ...stored, ...change }));
    await assertReferences(tx, change);
    const before = await readMeasure(tx, id);
    await tx.measure.update({
      where: { id },
      data: { ...pick(change, fieldNames), ...updatedBy(ctx.user.id, ctx.now, change.archived) },
    });
    await replaceLists(tx, id, change);
    return finish(write, id, actionOf(change.archived), before);
  });
}

async function assertReferences(tx: Transaction, input: MeasureChange): Promise<void> {
  const updates = input.updates ?? [];
  await assertExist([
    { pointer: '/frameworkId', table: tx.framework, ids: [input.frameworkId] },
    { pointer: '/policyNodeId', table: tx.policyNode, ids: [input.policyNodeId] },
    { pointer: '/leadId', table: tx.user, ids: [input.leadId] },
    { pointer: '/partnerIds', table: tx.organization, ids: input.partnerIds ?? [] },
    ...updates.flatMap((update, index) => [
      { pointer: `/updates/${index}/interactionId`, table: tx.interaction, ids: [update.interactionId] },
      { pointer: `/updates/${index}/agreementId`, table: tx.agreement, ids: [update.agreementId] },
      { pointer: `/updates/${index}/missionId`, table: tx.mission, ids: [update.missionId] },
      { pointer: `/updates/${index}/outcomeId`, table: tx.outcome, ids: [update.outcomeId] },
    ]),
  ]);
}

/** Replaces each list that the request names. Reports keep their id, so that a report can be cited. */
async function replaceLists(tx: Transaction, measureId: string, input: MeasureChange): Promise<void> {
  if (input.partnerIds) {
    await tx.measurePartner.deleteMany({ where: { measureId } });
    await tx.measurePartner.createMany({
      data: [...new Set(input.partnerIds)].map((organizationId) => ({ measureId, organizationId })),
    });
  }
  if (input.updates) {
    const kept = input.updates.flatMap(({ id }) => (id ? [id] : []));
    await tx.measureUpdate.deleteMany({ where: { measureId, id: { notIn: kept } } });
    for (const { id, ...update } of input.updates) {
      const known = id ? await tx.measureUpdate.updateMany({ where: { id, measureId }, data: update }) : { count: 0 };
      if (known.count === 0) await tx.measureUpdate.create({ data: { ...update, measureId } });
    }
  }
}

async function finish(
  { tx, audit }: Write,
  id: string,
  action: 'create' | 'update' | 'archive' | 'restore',
  before: Measure | null,
): Promise<Measure> {
  const after = await readMeasure(tx, id);
  if (after.archivedAt) await removeFromSearch(tx, 'measure', id);
  else await putInSearch(tx, measureSearchEntry(after));
  await audit({ action, recordType: 'measure', recordId: id, recordLabel: after.titleFr, before, after });
  return after;
}

function refuse(errors: ReturnType<typeof checkMeasure>): void {
  if (errors.length > 0) throw invalid(errors);
}

export function measureSearchEntry(measure: {
  id: string;
  titleFr: string;
  titleEn: string | null;
  policyNode: { titleFr: string; titleEn: string | null } | null;
}): SearchEntry {
  const { id, titleFr, titleEn, policyNode } = measure;
  return {
    type: 'measure',
    id,
    titleFr,
    titleEn,
    detailFr: policyNode?.titleFr ?? null,
    detailEn: policyNode?.titleEn ?? null,
    names: [titleFr, titleEn],
  };
}

/** Every measure as search sees it, for a rebuild of the index: `take` of them, by id, after one. */
export async function measureSearchEntries(from: Transaction, after: string, take: number): Promise<SearchEntry[]> {
  const rows = await from.measure.findMany({ where: { archivedAt: null, id: { gt: after } }, include: { policyNode: nodeReference }, orderBy: { id: 'asc' }, take });
  return rows.map(measureSearchEntry);
}
