import type { Prisma } from '../../generated/prisma/client.ts';
import type { Transaction } from '../database.ts';
import type { Context, Write } from '../http/context.ts';
import { isIn } from '../http/conditions.ts';
import { join, listPage, sql, type ListQuery, type Listing } from '../http/listing.ts';
import { invalid, notFound } from '../http/problem.ts';
import { actionOf, assertExist, assertVersion, createdBy, pick, recordFields, updatedBy } from '../http/records.ts';
import { checkFramework } from './policy.rules.ts';
import {
  frameworkFields,
  type Framework,
  type FrameworkChange,
  type FrameworkItem,
  type NewFramework,
  type VersionDifference,
} from './framework.schema.ts';
import { sourceOf, sourceSelect } from './sources.ts';

const fieldNames = Object.keys(frameworkFields) as (keyof typeof frameworkFields)[];
const reference = { select: { id: true, nameFr: true, nameEn: true } } as const;
const frameworkReference = { select: { id: true, shortTitleFr: true, shortTitleEn: true } } as const;

/** All that is shown of a difference between two published versions. */
export const differenceInclude = {
  policyNode: { select: { id: true, titleFr: true, titleEn: true } },
  readings: { include: { address: { include: { organization: reference } } }, orderBy: { versionId: 'asc' } },
  citations: sourceSelect,
} as const satisfies Prisma.VersionDifferenceInclude;
type DifferenceRow = Prisma.VersionDifferenceGetPayload<{ include: typeof differenceInclude }>;

const full = {
  issuer: reference,
  parent: frameworkReference,
  successor: frameworkReference,
  versions: {
    include: { document: { select: { id: true, titleFr: true, titleEn: true, documentOn: true } } },
    orderBy: { id: 'asc' },
  },
  differences: { include: differenceInclude, orderBy: { id: 'asc' } },
  citations: sourceSelect,
} as const satisfies Prisma.FrameworkInclude;

// ── Reading ──

export function getFramework(ctx: Context, id: string): Promise<Framework> {
  return readFramework(ctx.db.reader, id);
}

async function readFramework(from: Transaction, id: string): Promise<Framework> {
  const row = await from.framework.findUnique({ where: { id }, include: full });
  if (!row) throw notFound();
  return {
    ...recordFields(row),
    ...(pick(row, fieldNames) as Pick<Framework, keyof typeof frameworkFields>),
    ...pick(row, ['issuer', 'parent', 'successor']),
    versions: row.versions.map((version) => pick(version, ['id', 'titleFr', 'titleEn', 'document'])),
    differences: row.differences.map(toDifference),
    sources: row.citations.map(sourceOf),
  };
}

/** The one bridge from a stored difference to what the API shows. */
export function toDifference(row: DifferenceRow): VersionDifference {
  return {
    ...pick(row, ['id', 'version', 'frameworkId', 'fieldFr', 'fieldEn', 'meaningChanges', 'handlingFr', 'handlingEn', 'policyNode']),
    kind: row.kind as VersionDifference['kind'],
    chosenVersionId: row.chosenVersionId,
    readings: row.readings.map(({ versionId, textFr, textEn, address }) => ({
      versionId,
      textFr,
      textEn,
      address: address && pick(address, ['id', 'street', 'locality', 'region', 'postalCode', 'isCurrent', 'organization']),
    })),
    sources: row.citations.map(sourceOf),
  };
}

const differencesOf = sql`SELECT count(*) FROM "VersionDifference" d WHERE d."frameworkId" = f."id"`;
const frameworkListing: Listing = {
  from: sql`"Framework" f`,
  id: sql`f."id"`,
  columns: sql`f."id", f."version", f."kind", f."titleFr", f."titleEn", f."shortTitleFr", f."shortTitleEn", f."status",
    f."adoptedOn", f."periodFrom", f."periodTo", f."archivedAt",
    (SELECT count(*) FROM "PolicyNode" n WHERE n."frameworkId" = f."id" AND n."archivedAt" IS NULL) AS "nodes",
    (SELECT count(*) FROM "FrameworkVersion" v WHERE v."frameworkId" = f."id") AS "versions",
    (${differencesOf}) AS "differences", (${differencesOf} AND d."chosenVersionId" IS NULL) AS "openDifferences"`,
  base: (_ctx, query) => (query.archived ? [] : [sql`f."archivedAt" IS NULL`]),
  filters: {
    kind: isIn(sql`f."kind"`),
    status: isIn(sql`f."status"`),
    archived: (values) =>
      join(values.map((value) => (value === 'true' ? sql`f."archivedAt" IS NOT NULL` : sql`f."archivedAt" IS NULL`)), ' OR '),
  },
  sorts: {
    position: { expression: sql`f."position"`, kind: 'number' },
    title: { expression: sql`f."shortTitleFr"`, kind: 'text' },
  },
  defaultSort: 'position',
};

type Count = 'nodes' | 'versions' | 'differences' | 'openDifferences';
type ItemRow = Omit<FrameworkItem, Count | 'archivedAt'> & Record<Count, number | bigint> & { archivedAt: Date | null };

export async function listFrameworks(
  ctx: Context,
  query: ListQuery,
): Promise<{ items: FrameworkItem[]; total: number; nextCursor: string | null }> {
  const { rows, total, nextCursor } = await listPage<ItemRow>(frameworkListing, ctx, query);
  const items = rows.map((row) => ({
    ...row,
    nodes: Number(row.nodes),
    versions: Number(row.versions),
    differences: Number(row.differences),
    openDifferences: Number(row.openDifferences),
    archivedAt: row.archivedAt?.toISOString() ?? null,
  }));
  return { items, total, nextCursor };
}

// ── Writing ──

export async function createFramework(ctx: Context, input: NewFramework): Promise<Framework> {
  refuse(checkFramework(input));
  return ctx.write(async (write) => {
    await assertReferences(write.tx, input);
    const { id } = await write.tx.framework.create({
      data: {
        ...(pick(input, fieldNames) as Omit<NewFramework, 'position'>),
        position: input.position ?? (await nextPosition(write.tx)),
        ...createdBy(ctx.user.id, ctx.now),
      },
      select: { id: true },
    });
    return finish(write, id, 'create', null);
  });
}

async function nextPosition(tx: Transaction): Promise<number> {
  const { _max } = await tx.framework.aggregate({ _max: { position: true } });
  return (_max.position ?? 0) + 1;
}

export async function updateFramework(ctx: Context, id: string, ifMatch: number, change: FrameworkChange): Promise<Framework> {
  return ctx.write(async (write) => {
    const { tx } = write;
    const stored = await tx.framework.findUnique({ where: { id } });
    await assertVersion(stored, ifMatch, () => readFramework(tx, id));
    refuse(checkFramework({ ...stored, ...change, id }));
    await assertReferences(tx, change);
    const before = await readFramework(tx, id);
    await tx.framework.update({
      where: { id },
      data: { ...pick(change, fieldNames), ...updatedBy(ctx.user.id, ctx.now, change.archived) },
    });
    return finish(write, id, actionOf(change.archived), before);
  });
}

async function assertReferences(tx: Transaction, input: FrameworkChange): Promise<void> {
  await assertExist([
    { pointer: '/issuerId', table: tx.organization, ids: [input.issuerId] },
    { pointer: '/parentId', table: tx.framework, ids: [input.parentId] },
    { pointer: '/successorId', table: tx.framework, ids: [input.successorId] },
  ]);
}

async function finish(
  { tx, audit }: Write,
  id: string,
  action: 'create' | 'update' | 'archive' | 'restore',
  before: Framework | null,
): Promise<Framework> {
  const after = await readFramework(tx, id);
  const recorded = [...fieldNames, 'archivedAt'] as const;
  await audit({
    action,
    recordType: 'framework',
    recordId: id,
    recordLabel: after.shortTitleFr,
    before: before && pick(before, recorded),
    after: pick(after, recorded),
  });
  return after;
}

function refuse(errors: ReturnType<typeof checkFramework>): void {
  if (errors.length > 0) throw invalid(errors);
}
