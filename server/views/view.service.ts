import type { Context } from '../http/context.ts';
import { isAtLeast } from '../http/context.ts';
import { isIn, listPage, sql, type ListQuery, type Listing } from '../http/listing.ts';
import { forbidden, notFound } from '../http/problem.ts';
import { actionOf, assertVersion, createdBy, pick, recordFields, updatedBy } from '../http/records.ts';
import { viewFields, type NewView, type View, type ViewChange } from './view.schema.ts';

const viewListing: Listing = {
  from: sql`"SavedView" v`,
  id: sql`v."id"`,
  columns: sql`v."id"`,
  base: (ctx) => [sql`v."archivedAt" IS NULL`, sql`(v."scope" = 'team' OR v."ownerId" = ${ctx.user.id})`],
  filters: { collection: isIn(sql`v."collection"`), scope: isIn(sql`v."scope"`) },
  sorts: {
    name: { expression: sql`v."name"`, kind: 'text' },
    updatedAt: { expression: sql`v."updatedAt"`, kind: 'instant' },
  },
  defaultSort: 'name',
};

const withOwner = { owner: { select: { id: true, name: true } } } as const;
const fieldNames = Object.keys(viewFields) as (keyof typeof viewFields)[];
type Row = Awaited<ReturnType<typeof readView>>;

export async function listViews(ctx: Context, query: ListQuery): Promise<{ items: View[]; total: number; nextCursor: string | null }> {
  const { rows, ...page } = await listPage<{ id: string }>(viewListing, ctx, query);
  const found = await ctx.db.reader.savedView.findMany({ where: { id: { in: rows.map(({ id }) => id) } }, include: withOwner });
  const byId = new Map(found.map((row) => [row.id, row]));
  return { items: rows.flatMap(({ id }) => byId.get(id) ?? []).map((row) => toView(ctx, row)), ...page };
}

async function readView(ctx: Context, id: string) {
  const row = await ctx.db.reader.savedView.findUnique({ where: { id }, include: withOwner });
  if (!row || (row.scope === 'mine' && row.ownerId !== ctx.user.id)) throw notFound();
  return row;
}

export async function getView(ctx: Context, id: string): Promise<View> {
  return toView(ctx, await readView(ctx, id));
}

export async function createView(ctx: Context, input: NewView): Promise<View> {
  return ctx.write(async ({ tx, audit }) => {
    const row = await tx.savedView.create({
      data: { ...input, ownerId: ctx.user.id, ...createdBy(ctx.user.id, ctx.now) },
      include: withOwner,
    });
    const view = toView(ctx, row);
    await audit({ action: 'create', recordType: 'view', recordId: row.id, recordLabel: row.name, after: view });
    return view;
  });
}

/** A view belongs to who made it; an administrator may tidy the team's. */
export async function updateView(ctx: Context, id: string, ifMatch: number, change: ViewChange): Promise<View> {
  const stored = await readView(ctx, id);
  if (stored.ownerId !== ctx.user.id && !isAtLeast(ctx.user.role, 'administrator')) throw forbidden();
  return ctx.write(async ({ tx, audit }) => {
    const before = await tx.savedView.findUnique({ where: { id }, include: withOwner });
    await assertVersion(before, ifMatch, async () => before && toView(ctx, before));
    const row = await tx.savedView.update({
      where: { id },
      data: { ...pick(change, fieldNames), ...updatedBy(ctx.user.id, ctx.now, change.archived) },
      include: withOwner,
    });
    const view = toView(ctx, row);
    await audit({ action: actionOf(change.archived), recordType: 'view', recordId: id, recordLabel: row.name, before, after: view });
    return view;
  });
}

function toView(ctx: Context, row: Row): View {
  return {
    ...recordFields(row),
    ...(pick(row, fieldNames) as Pick<View, keyof typeof viewFields>),
    owner: row.owner,
    isMine: row.ownerId === ctx.user.id,
  };
}
