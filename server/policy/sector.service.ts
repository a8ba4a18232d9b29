import type { Transaction } from '../database.ts';
import type { Context, Write } from '../http/context.ts';
import { join, listPage, sql, type ListQuery, type Listing } from '../http/listing.ts';
import { notFound } from '../http/problem.ts';
import { actionOf, assertVersion, createdBy, pick, recordFields, updatedBy } from '../http/records.ts';
import { sectorFields, type NewSector, type Sector, type SectorChange, type SectorItem } from './sector.schema.ts';
import { sourceOf, sourceSelect } from './sources.ts';

const fieldNames = Object.keys(sectorFields) as (keyof typeof sectorFields)[];

const sectorListing: Listing = {
  from: sql`"Sector" s`,
  id: sql`s."id"`,
  columns: sql`s."id", s."version", s."nameFr", s."nameEn", s."position", s."archivedAt"`,
  base: (_ctx, query) => (query.archived ? [] : [sql`s."archivedAt" IS NULL`]),
  filters: {
    archived: (values) =>
      join(values.map((value) => (value === 'true' ? sql`s."archivedAt" IS NOT NULL` : sql`s."archivedAt" IS NULL`)), ' OR '),
  },
  sorts: {
    position: { expression: sql`s."position"`, kind: 'number' },
    name: { expression: sql`s."nameFr"`, kind: 'text' },
  },
  defaultSort: 'position',
};

export async function listSectors(
  ctx: Context,
  query: ListQuery,
): Promise<{ items: SectorItem[]; total: number; nextCursor: string | null }> {
  type Row = Omit<SectorItem, 'archivedAt'> & { archivedAt: Date | null };
  const { rows, total, nextCursor } = await listPage<Row>(sectorListing, ctx, query);
  return { items: rows.map((row) => ({ ...row, archivedAt: row.archivedAt?.toISOString() ?? null })), total, nextCursor };
}

export function getSector(ctx: Context, id: string): Promise<Sector> {
  return readSector(ctx.db.reader, id);
}

async function readSector(from: Transaction, id: string): Promise<Sector> {
  const row = await from.sector.findUnique({ where: { id }, include: { citations: sourceSelect } });
  if (!row) throw notFound();
  return { ...recordFields(row), ...pick(row, fieldNames), sources: row.citations.map(sourceOf) };
}

export async function createSector(ctx: Context, input: NewSector): Promise<Sector> {
  return ctx.write(async (write) => {
    const { _max } = await write.tx.sector.aggregate({ _max: { position: true } });
    const { id } = await write.tx.sector.create({
      data: { ...input, position: input.position ?? (_max.position ?? 0) + 1, ...createdBy(ctx.user.id, ctx.now) },
      select: { id: true },
    });
    return finish(write, id, 'create', null);
  });
}

export async function updateSector(ctx: Context, id: string, ifMatch: number, change: SectorChange): Promise<Sector> {
  return ctx.write(async (write) => {
    const { tx } = write;
    await assertVersion(await tx.sector.findUnique({ where: { id } }), ifMatch, () => readSector(tx, id));
    const before = await readSector(tx, id);
    await tx.sector.update({
      where: { id },
      data: { ...pick(change, fieldNames), ...updatedBy(ctx.user.id, ctx.now, change.archived) },
    });
    return finish(write, id, actionOf(change.archived), before);
  });
}

async function finish(
  { tx, audit }: Write,
  id: string,
  action: 'create' | 'update' | 'archive' | 'restore',
  before: Sector | null,
): Promise<Sector> {
  const after = await readSector(tx, id);
  await audit({ action, recordType: 'sector', recordId: id, recordLabel: after.nameFr, before, after });
  return after;
}
