import type { Prisma } from '../../generated/prisma/client.ts';
import type { Transaction } from '../database.ts';
import type { Context, Write } from '../http/context.ts';
import { listPage, sql, type ListQuery } from '../http/listing.ts';
import { invalidField, notFound } from '../http/problem.ts';
import { actionOf, assertExist, assertVersion, createdBy, pick, recordFields, updatedBy } from '../http/records.ts';
import { putInSearch, removeFromSearch, type SearchEntry } from '../search/index.ts';
import { m } from '../../generated/paraglide/messages.js';
import { alignmentInclude, toAlignment } from './alignment.service.ts';
import { countLinked, readLinked } from './policy-node.figures.ts';
import { policyNodeListing } from './policy-node.listing.ts';
import {
  policyNodeFields,
  type NewPolicyNode,
  type PolicyFigures,
  type PolicyNode,
  type PolicyNodeChange,
  type PolicyNodeItem,
} from './policy-node.schema.ts';
import { sourceOf, sourceSelect } from './sources.ts';

const fieldNames = Object.keys(policyNodeFields) as (keyof typeof policyNodeFields)[];
const changeableNames = fieldNames.filter((name) => name !== 'frameworkId');
const nodeReference = { select: { id: true, titleFr: true, titleEn: true, kind: true, code: true, priority: true } } as const;
const frameworkReference = { select: { id: true, kind: true, shortTitleFr: true, shortTitleEn: true } } as const;
const notArchived = { where: { archivedAt: null } } as const;
const full = {
  framework: frameworkReference,
  children: { ...nodeReference, ...notArchived, orderBy: [{ position: 'asc' }, { id: 'asc' }] },
  alignments: { ...notArchived, include: alignmentInclude, orderBy: { id: 'asc' } },
  alignedTo: { ...notArchived, include: alignmentInclude, orderBy: { id: 'asc' } },
  citations: sourceSelect,
} as const satisfies Prisma.PolicyNodeInclude;
type NodeReference = PolicyNode['path'][number];

// ── Reading ──

export function getPolicyNode(ctx: Context, id: string): Promise<PolicyNode> {
  return readPolicyNode(ctx, ctx.db.reader, id);
}

async function readPolicyNode(ctx: Context, from: Transaction, id: string): Promise<PolicyNode> {
  const row = await from.policyNode.findUnique({ where: { id }, include: full });
  if (!row) throw notFound();
  const [path, linked, people] = await Promise.all([
    pathTo(from, row.parentId),
    readLinked(ctx, from, id),
    from.user.findMany({ select: { id: true, name: true } }),
  ]);
  return {
    ...recordFields(row),
    ...(pick(row, fieldNames) as Pick<PolicyNode, keyof typeof policyNodeFields>),
    framework: row.framework as PolicyNode['framework'],
    path,
    children: row.children as NodeReference[],
    alignments: [...row.alignments, ...row.alignedTo].map((alignment) => toAlignment(alignment, people)),
    linked,
    sources: row.citations.map(sourceOf),
  };
}

/** From the framework's root down to the node named. */
async function pathTo(from: Transaction, id: string | null): Promise<NodeReference[]> {
  if (!id) return [];
  return from.$queryRaw<NodeReference[]>(sql`
    WITH RECURSIVE up("id", "titleFr", "titleEn", "kind", "code", "priority", "parentId", "height") AS (
      SELECT "id", "titleFr", "titleEn", "kind", "code", "priority", "parentId", 0 FROM "PolicyNode" WHERE "id" = ${id}
      UNION ALL SELECT n."id", n."titleFr", n."titleEn", n."kind", n."code", n."priority", n."parentId", u."height" + 1
        FROM "PolicyNode" n JOIN up u ON n."id" = u."parentId" WHERE u."height" < 20
    ) SELECT "id", "titleFr", "titleEn", "kind", "code", "priority" FROM up ORDER BY "height" DESC`);
}

type ItemRow = Omit<PolicyNodeItem, 'archivedAt' | 'isInferred'> & { archivedAt: Date | null; isInferred: boolean | number };

export async function listPolicyNodes(
  ctx: Context,
  query: ListQuery,
): Promise<{ items: PolicyNodeItem[]; total: number; nextCursor: string | null }> {
  const { rows, total, nextCursor } = await listPage<ItemRow>(policyNodeListing, ctx, query);
  const items = rows.map((row) => ({
    ...row,
    isInferred: Boolean(row.isInferred),
    archivedAt: row.archivedAt?.toISOString() ?? null,
  }));
  return { items, total, nextCursor };
}

export async function listPolicyFigures(
  ctx: Context,
  framework: string | undefined,
): Promise<{ items: ({ id: string } & PolicyFigures)[] }> {
  return { items: await countLinked(ctx, framework) };
}

// ── Writing ──

export async function createPolicyNode(ctx: Context, input: NewPolicyNode): Promise<PolicyNode> {
  return ctx.write(async (write) => {
    const { tx } = write;
    await assertExist([{ pointer: '/frameworkId', table: tx.framework, ids: [input.frameworkId] }]);
    const parent = await parentIn(tx, input.frameworkId, input.parentId);
    const { id } = await tx.policyNode.create({
      data: {
        ...(pick(input, fieldNames) as NewPolicyNode & { position?: number }),
        priority: parent?.priority ?? input.priority ?? null,
        position: input.position ?? (await nextPosition(tx, input.frameworkId, input.parentId ?? null)),
        ...createdBy(ctx.user.id, ctx.now),
      },
      select: { id: true },
    });
    return finish(ctx, write, id, 'create', null);
  });
}

export async function updatePolicyNode(ctx: Context, id: string, ifMatch: number, change: PolicyNodeChange): Promise<PolicyNode> {
  return ctx.write(async (write) => {
    const { tx } = write;
    const stored = await tx.policyNode.findUnique({ where: { id } });
    await assertVersion(stored, ifMatch, () => readPolicyNode(ctx, tx, id));
    if (!stored) throw notFound();
    const parent = await parentIn(tx, stored.frameworkId, change.parentId);
    if (change.parentId && (await pathTo(tx, change.parentId)).some((node) => node.id === id)) {
      throw invalidField('/parentId', (locale) => m.policy_parent_is_inside({}, { locale }));
    }
    const before = await readPolicyNode(ctx, tx, id);
    await tx.policyNode.update({
      where: { id },
      data: {
        ...pick(change, changeableNames),
        ...(parent?.priority ? { priority: parent.priority } : {}),
        ...updatedBy(ctx.user.id, ctx.now, change.archived),
      },
    });
    return finish(ctx, write, id, actionOf(change.archived), before);
  });
}

/** The parent asked for; refused when it is not a node of the same framework. */
async function parentIn(tx: Transaction, frameworkId: string, parentId: string | null | undefined): Promise<{ priority: string | null } | null> {
  if (!parentId) return null;
  const parent = await tx.policyNode.findUnique({ where: { id: parentId }, select: { frameworkId: true, priority: true } });
  if (!parent) throw invalidField('/parentId', (locale) => m.problem_field_reference({}, { locale }));
  if (parent.frameworkId !== frameworkId) throw invalidField('/parentId', (locale) => m.policy_parent_elsewhere({}, { locale }));
  return parent;
}

async function nextPosition(tx: Transaction, frameworkId: string, parentId: string | null): Promise<number> {
  const { _max } = await tx.policyNode.aggregate({ where: { frameworkId, parentId }, _max: { position: true } });
  return (_max.position ?? 0) + 1;
}

async function finish(
  ctx: Context,
  { tx, audit }: Write,
  id: string,
  action: 'create' | 'update' | 'archive' | 'restore',
  before: PolicyNode | null,
): Promise<PolicyNode> {
  const after = await readPolicyNode(ctx, tx, id);
  if (after.archivedAt) await removeFromSearch(tx, 'policy-node', id);
  else await putInSearch(tx, policyNodeSearchEntry(after));
  const recorded = [...fieldNames, 'archivedAt'] as const;
  await audit({
    action,
    recordType: 'policy-node',
    recordId: id,
    recordLabel: after.titleFr,
    before: before && pick(before, recorded),
    after: pick(after, recorded),
  });
  return after;
}

export function policyNodeSearchEntry(node: {
  id: string;
  code: string | null;
  titleFr: string;
  titleEn: string;
  descriptionFr: string | null;
  descriptionEn: string | null;
  framework: { shortTitleFr: string; shortTitleEn: string };
}): SearchEntry {
  return {
    type: 'policy-node',
    id: node.id,
    titleFr: node.titleFr,
    titleEn: node.titleEn,
    detailFr: node.framework.shortTitleFr,
    detailEn: node.framework.shortTitleEn,
    names: [node.titleFr, node.titleEn, node.code],
    body: [node.descriptionFr, node.descriptionEn],
  };
}

/** Every policy node as search sees it, for a rebuild of the index: `take` of them, by id, after one. */
export async function policyNodeSearchEntries(from: Transaction, after: string, take: number): Promise<SearchEntry[]> {
  const rows = await from.policyNode.findMany({ where: { archivedAt: null, id: { gt: after } }, include: { framework: frameworkReference }, orderBy: { id: 'asc' }, take });
  return rows.map(policyNodeSearchEntry);
}
