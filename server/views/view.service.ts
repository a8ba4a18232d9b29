import { m } from '../../generated/paraglide/messages.js';
import type { Context } from '../http/context.ts';
import { isAtLeast } from '../http/context.ts';
import { listPage, sql, type ListQuery, type Listing } from '../http/listing.ts';
import { isIn, yesOrNo } from '../http/conditions.ts';
import { forbidden, invalidField, notFound } from '../http/problem.ts';
import { actionOf, assertVersion, createdBy, pick, recordFields, updatedBy } from '../http/records.ts';
import { understood } from './collections.ts';
import { readViewQuery, writeViewQuery, type Collection } from './query.rules.ts';
import { contentsOf, keepSnapshot } from './snapshots.ts';
import { viewFields, type NewView, type View, type ViewChange } from './view.schema.ts';

const viewListing: Listing = {
  from: sql`"SavedView" v`,
  id: sql`v."id"`,
  columns: sql`v."id"`,
  base: (ctx) => [sql`v."archivedAt" IS NULL`, sql`(v."scope" = 'team' OR v."ownerId" = ${ctx.user.id})`],
  filters: { collection: isIn(sql`v."collection"`), scope: isIn(sql`v."scope"`), pinned: yesOrNo(() => sql`v."isPinned"`) },
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

/** The pinned views that the caller sees, for the badges. */
export function pinnedViews(ctx: Context): Promise<{ id: string; collection: Collection; query: string }[]> {
  return ctx.db.reader.savedView.findMany({
    where: { archivedAt: null, isPinned: true, OR: [{ scope: 'team' }, { ownerId: ctx.user.id }] },
    select: { id: true, collection: true, query: true },
    orderBy: { name: 'asc' },
  }) as Promise<{ id: string; collection: Collection; query: string }[]>;
}

/** @throws 422 that names what the list would not understand */
function assertUnderstood({ collection, query }: { collection: Collection; query: string }): void {
  const [lost] = readViewQuery(query, understood(collection)).dropped;
  if (lost) throw invalidField('/query', (locale) => m.view_not_understood({ filter: `${lost.name}=${lost.value}`.slice(0, 100) }, { locale }));
}

export async function createView(ctx: Context, input: NewView): Promise<View> {
  assertUnderstood(input);
  const contents = await contentsOf(ctx.db, { ...input, ownerId: ctx.user.id }, ctx.now);
  return ctx.write(async ({ tx, audit }) => {
    const row = await tx.savedView.create({
      data: { ...input, ownerId: ctx.user.id, ...createdBy(ctx.user.id, ctx.now) },
      include: withOwner,
    });
    if (contents) await keepSnapshot(tx, row.id, contents, ctx.now);
    const view = toView(ctx, row);
    await audit({ action: 'create', recordType: 'view', recordId: row.id, recordLabel: row.name, after: view });
    return view;
  });
}

/** A view belongs to who made it; an administrator may tidy the team's. */
export async function updateView(ctx: Context, id: string, ifMatch: number, change: ViewChange): Promise<View> {
  const stored = await readView(ctx, id);
  if (stored.ownerId !== ctx.user.id && !isAtLeast(ctx.user.role, 'administrator')) throw forbidden();
  const next = { collection: stored.collection as Collection, query: stored.query, ...pick(change, ['collection', 'query']) } as { collection: Collection; query: string };
  const isOther = next.collection !== stored.collection || next.query !== stored.query;
  if (isOther) assertUnderstood(next);
  const contents = isOther ? await contentsOf(ctx.db, { ...next, ownerId: stored.ownerId }, ctx.now) : null;
  return ctx.write(async ({ tx, audit }) => {
    const before = await tx.savedView.findUnique({ where: { id }, include: withOwner });
    await assertVersion(before, ifMatch, async () => before && toView(ctx, before));
    const row = await tx.savedView.update({
      where: { id },
      data: { ...pick(change, fieldNames), ...updatedBy(ctx.user.id, ctx.now, change.archived) },
      include: withOwner,
    });
    // What was in it by other filters says nothing about what changes in it.
    if (isOther) await tx.viewSnapshot.deleteMany({ where: { viewId: id } });
    if (contents) await keepSnapshot(tx, id, contents, ctx.now);
    const view = toView(ctx, row);
    await audit({ action: actionOf(change.archived), recordType: 'view', recordId: id, recordLabel: row.name, before, after: view });
    return view;
  });
}

function toView(ctx: Context, row: Row): View {
  const { query, dropped } = readViewQuery(row.query, understood(row.collection as Collection));
  return {
    ...recordFields(row),
    ...(pick(row, fieldNames) as Pick<View, keyof typeof viewFields>),
    opens: writeViewQuery(query),
    dropped,
    owner: row.owner,
    isMine: row.ownerId === ctx.user.id,
  };
}
