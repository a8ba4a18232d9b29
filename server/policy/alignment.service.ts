import type { Prisma } from '../../generated/prisma/client.ts';
import type { Transaction } from '../database.ts';
import type { Context } from '../http/context.ts';
import { isIn, nodesUnder } from '../http/conditions.ts';
import { listPage, sql, type ListQuery, type Listing } from '../http/listing.ts';
import { conflict, invalidField } from '../http/problem.ts';
import { assertExist, assertVersion, createdBy, pick, updatedBy } from '../http/records.ts';
import { m } from '../../generated/paraglide/messages.js';
import type { AlignmentChange, NewAlignment } from './alignment.schema.ts';
import type { Alignment } from './policy-node.schema.ts';
import { sourceOf, sourceSelect } from './sources.ts';

const nodeReference = { id: true, titleFr: true, titleEn: true, kind: true, code: true, priority: true } as const;
export const alignmentInclude = {
  commitment: { select: nodeReference },
  policyNode: { select: { ...nodeReference, framework: { select: { id: true, kind: true, shortTitleFr: true, shortTitleEn: true } } } },
  citations: sourceSelect,
} as const satisfies Prisma.AlignmentInclude;
type AlignmentRow = Prisma.AlignmentGetPayload<{ include: typeof alignmentInclude }>;
type Person = { id: string; name: string };

/** The one bridge from a stored alignment to what the API shows. */
export function toAlignment(row: AlignmentRow, people: Person[]): Alignment {
  return {
    ...pick(row, ['id', 'version', 'basis']),
    status: row.status as Alignment['status'],
    commitment: row.commitment as Alignment['commitment'],
    policyNode: row.policyNode as Alignment['policyNode'],
    confirmedBy: people.find(({ id }) => id === row.confirmedById) ?? null,
    confirmedAt: row.confirmedAt?.toISOString() ?? null,
    sources: row.citations.map(sourceOf),
  };
}

const alignmentListing: Listing = {
  from: sql`"Alignment" a JOIN "PolicyNode" c ON c."id" = a."commitmentId" LEFT JOIN "PolicyNode" up ON up."id" = c."parentId"`,
  id: sql`a."id"`,
  columns: sql`a."id"`,
  base: () => [sql`a."archivedAt" IS NULL`],
  filters: {
    status: isIn(sql`a."status"`),
    commitment: (values) => sql`a."commitmentId" IN ${nodesUnder(values)}`,
    node: (values) => sql`a."policyNodeId" IN ${nodesUnder(values)}`,
    framework: (values) => sql`a."policyNodeId" IN (SELECT n."id" FROM "PolicyNode" n WHERE ${isIn(sql`n."frameworkId"`)(values)})`,
  },
  sorts: { commitment: { expression: sql`(COALESCE(up."position", 0) * 1000 + c."position")`, kind: 'number' } },
  defaultSort: 'commitment',
};

export async function listAlignments(
  ctx: Context,
  query: ListQuery,
): Promise<{ items: Alignment[]; total: number; nextCursor: string | null }> {
  const { rows, total, nextCursor } = await listPage<{ id: string }>(alignmentListing, ctx, query);
  const [found, people] = await Promise.all([
    ctx.db.reader.alignment.findMany({ where: { id: { in: rows.map(({ id }) => id) } }, include: alignmentInclude }),
    ctx.db.reader.user.findMany({ select: { id: true, name: true } }),
  ]);
  const byId = new Map(found.map((row) => [row.id, row]));
  const items = rows.flatMap(({ id }) => {
    const row = byId.get(id);
    return row ? [toAlignment(row, people)] : [];
  });
  return { items, total, nextCursor };
}

async function readAlignment(from: Transaction, id: string): Promise<Alignment> {
  const [row, people] = await Promise.all([
    from.alignment.findUniqueOrThrow({ where: { id }, include: alignmentInclude }),
    from.user.findMany({ select: { id: true, name: true } }),
  ]);
  return toAlignment(row, people);
}

/** Who confirmed or rejected, and when; a suggestion is nobody's yet. */
const decidedBy = (ctx: Context, status: string) =>
  status === 'suggested' ? { confirmedById: null, confirmedAt: null } : { confirmedById: ctx.user.id, confirmedAt: ctx.now };

export async function createAlignment(ctx: Context, input: NewAlignment): Promise<Alignment> {
  return ctx.write(async ({ tx, audit }) => {
    await assertExist([
      { pointer: '/commitmentId', table: tx.policyNode, ids: [input.commitmentId] },
      { pointer: '/policyNodeId', table: tx.policyNode, ids: [input.policyNodeId] },
    ]);
    const commitment = await tx.policyNode.findUniqueOrThrow({ where: { id: input.commitmentId } });
    const other = await tx.policyNode.findUniqueOrThrow({ where: { id: input.policyNodeId } });
    if (commitment.kind !== 'commitment') {
      throw invalidField('/commitmentId', (locale) => m.policy_alignment_needs_commitment({}, { locale }));
    }
    if (other.frameworkId === commitment.frameworkId) {
      throw invalidField('/policyNodeId', (locale) => m.policy_alignment_same_framework({}, { locale }));
    }
    const pair = { commitmentId: input.commitmentId, policyNodeId: input.policyNodeId };
    if (await tx.alignment.findUnique({ where: { commitmentId_policyNodeId: pair } })) {
      throw conflict((locale) => m.policy_alignment_exists({}, { locale }));
    }
    const status = input.status ?? 'confirmed';
    const { id } = await tx.alignment.create({
      data: { ...pair, status, basis: input.basis ?? null, ...decidedBy(ctx, status), ...createdBy(ctx.user.id, ctx.now) },
    });
    await audit({
      action: 'create',
      recordType: 'policy-node',
      recordId: input.commitmentId,
      recordLabel: commitment.titleFr,
      after: { alignment: { policyNode: other.titleFr, status } },
    });
    return readAlignment(tx, id);
  });
}

export async function updateAlignment(ctx: Context, id: string, ifMatch: number, { status }: AlignmentChange): Promise<Alignment> {
  return ctx.write(async ({ tx, audit }) => {
    const stored = await tx.alignment.findUnique({ where: { id } });
    await assertVersion(stored, ifMatch, () => readAlignment(tx, id));
    const before = await readAlignment(tx, id);
    await tx.alignment.update({
      where: { id },
      data: { status, ...decidedBy(ctx, status), ...updatedBy(ctx.user.id, ctx.now) },
    });
    const after = await readAlignment(tx, id);
    const recorded = ({ policyNode, status: said }: Alignment) => ({ alignment: { policyNode: policyNode.titleFr, status: said } });
    await audit({
      action: 'update',
      recordType: 'policy-node',
      recordId: after.commitment.id,
      recordLabel: after.commitment.titleFr,
      before: recorded(before),
      after: recorded(after),
    });
    return after;
  });
}
