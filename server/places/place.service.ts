import type { Prisma } from '../../generated/prisma/client.ts';
import type { Transaction } from '../database.ts';
import type { Context, Write } from '../http/context.ts';
import type { Facets } from '../http/endpoint.ts';
import { regionPlaces } from '../http/conditions.ts';
import { countFacets, join, listPage, sql, type ListQuery } from '../http/listing.ts';
import { invalid, invalidField, notFound } from '../http/problem.ts';
import { actionOf, assertExist, assertVersion, createdBy, pick, recordFields, updatedBy } from '../http/records.ts';
import { sourceOf, sourceSelect } from '../policy/sources.ts';
import { putInSearch, removeFromSearch, type SearchEntry } from '../search/index.ts';
import { sortKey } from '../text/fold.rules.ts';
import { m } from '../../generated/paraglide/messages.js';
import { countByKey, noFigures, spreadOfPlaces } from './figures.ts';
import { placeListing } from './place.listing.ts';
import { checkPlace } from './place.rules.ts';
import { placeFields, type NewPlace, type Place, type PlaceChange, type PlaceItem } from './place.schema.ts';

const fieldNames = Object.keys(placeFields) as (keyof typeof placeFields)[];
const reference = { select: { id: true, nameFr: true, nameEn: true, kind: true } } as const;
const full = {
  parent: reference,
  children: { ...reference, where: { archivedAt: null }, orderBy: { sortName: 'asc' } },
  citations: sourceSelect,
} as const satisfies Prisma.PlaceInclude;
type PlaceReference = NonNullable<Place['parent']>;

// ── Reading ──

export async function getPlace(ctx: Context, id: string): Promise<Place> {
  return readPlace(ctx, ctx.db.reader, id);
}

/** A place by its record: what is counted there is left out, which takes seconds where the office is at work every day. */
export type PlaceRecord = Omit<Place, 'children' | 'figures'>;

export async function getPlaceRecord(ctx: Context, id: string): Promise<PlaceRecord> {
  return (await readRecord(ctx.db.reader, id)).record;
}

async function readPlace(ctx: Context, from: Transaction, id: string): Promise<Place> {
  const { record, children } = await readRecord(from, id);
  const figures = await countByKey(ctx, from, spreadOfPlaces(sql`"id" IN (${join([id, ...children.map((child) => child.id)])})`));
  return {
    ...record,
    children: children.map((child) => ({ ...child, figures: figures.get(child.id) ?? noFigures })),
    figures: figures.get(id) ?? noFigures,
  };
}

async function readRecord(from: Transaction, id: string): Promise<{ record: PlaceRecord; children: PlaceReference[] }> {
  const row = await from.place.findUnique({ where: { id }, include: full });
  if (!row) throw notFound();
  const [path, regions] = await Promise.all([
    pathTo(from, row.parentId),
    from.$queryRaw<{ id: string; nameFr: string; nameEn: string }[]>(sql`
      SELECT DISTINCT r."id", r."nameFr", r."nameEn", r."sortName" FROM ${regionPlaces} rp JOIN "Region" r ON r."id" = rp."regionId"
      WHERE rp."placeId" = ${id} AND r."archivedAt" IS NULL ORDER BY r."sortName"`),
  ]);
  const record: PlaceRecord = {
    ...recordFields(row),
    ...(pick(row, fieldNames) as Pick<Place, keyof typeof placeFields>),
    parent: row.parent as PlaceReference | null,
    path,
    regions: regions.map((region) => pick(region, ['id', 'nameFr', 'nameEn'])),
    sources: row.citations.map(sourceOf),
  };
  return { record, children: row.children as PlaceReference[] };
}

/** From the world down to the place named. */
async function pathTo(from: Transaction, id: string | null): Promise<PlaceReference[]> {
  if (!id) return [];
  const rows = await from.$queryRaw<(PlaceReference & { height: number })[]>(sql`
    WITH RECURSIVE up("id", "nameFr", "nameEn", "kind", "parentId", "height") AS (
      SELECT "id", "nameFr", "nameEn", "kind", "parentId", 0 FROM "Place" WHERE "id" = ${id}
      UNION ALL SELECT p."id", p."nameFr", p."nameEn", p."kind", p."parentId", u."height" + 1
        FROM "Place" p JOIN up u ON p."id" = u."parentId" WHERE u."height" < 20
    ) SELECT "id", "nameFr", "nameEn", "kind" FROM up ORDER BY "height" DESC`);
  return rows;
}

type ItemRow = Omit<PlaceItem, 'parent' | 'archivedAt' | 'children'> & {
  parentId: string | null;
  archivedAt: Date | null;
  children: number | bigint;
};

export async function listPlaces(
  ctx: Context,
  query: ListQuery,
): Promise<{ items: PlaceItem[]; total: number; nextCursor: string | null }> {
  const { rows, total, nextCursor } = await listPage<ItemRow>(placeListing, ctx, query);
  const parentIds = [...new Set(rows.map(({ parentId }) => parentId).filter((id) => id !== null))];
  const parents = await ctx.db.reader.place.findMany({
    where: { id: { in: parentIds } },
    select: { id: true, nameFr: true, nameEn: true },
  });
  const parentById = new Map(parents.map((parent) => [parent.id, parent]));
  const items = rows.map(({ parentId, archivedAt, children, ...row }) => ({
    ...row,
    parent: parentId ? (parentById.get(parentId) ?? null) : null,
    children: Number(children),
    archivedAt: archivedAt?.toISOString() ?? null,
  }));
  return { items, total, nextCursor };
}

export function countPlaceFacets(ctx: Context, query: ListQuery): Promise<Facets> {
  return countFacets(placeListing, ctx, query);
}

// ── Writing ──

export async function createPlace(ctx: Context, input: NewPlace): Promise<Place> {
  refuse(checkPlace(input));
  return ctx.write(async (write) => {
    await assertExist([{ pointer: '/parentId', table: write.tx.place, ids: [input.parentId] }]);
    const { id } = await write.tx.place.create({
      data: {
        ...(pick(input, fieldNames) as Pick<NewPlace, 'kind' | 'nameFr' | 'nameEn'>),
        sortName: sortKey(input.nameFr),
        ...createdBy(ctx.user.id, ctx.now),
      },
      select: { id: true },
    });
    return finish(ctx, write, id, 'create', null);
  });
}

export async function updatePlace(ctx: Context, id: string, ifMatch: number, change: PlaceChange): Promise<Place> {
  return ctx.write(async (write) => {
    const { tx } = write;
    const stored = await tx.place.findUnique({ where: { id } });
    await assertVersion(stored, ifMatch, () => readPlace(ctx, tx, id));
    refuse(checkPlace({ ...stored, ...change }));
    await assertExist([{ pointer: '/parentId', table: tx.place, ids: [change.parentId] }]);
    if (change.parentId) await assertNotUnder(tx, change.parentId, id);
    const before = await readPlace(ctx, tx, id);
    await tx.place.update({
      where: { id },
      data: {
        ...pick(change, fieldNames),
        ...(change.nameFr === undefined ? {} : { sortName: sortKey(change.nameFr) }),
        ...updatedBy(ctx.user.id, ctx.now, change.archived),
      },
    });
    return finish(ctx, write, id, actionOf(change.archived), before);
  });
}

/** A place that lay in itself would put every list under it in a circle. */
async function assertNotUnder(tx: Transaction, parentId: string, id: string): Promise<void> {
  const path = await pathTo(tx, parentId);
  if (path.some((place) => place.id === id)) {
    throw invalidField('/parentId', (locale) => m.place_parent_is_inside({}, { locale }));
  }
}

async function finish(
  ctx: Context,
  { tx, audit }: Write,
  id: string,
  action: 'create' | 'update' | 'archive' | 'restore',
  before: Place | null,
): Promise<Place> {
  const after = await readPlace(ctx, tx, id);
  if (after.archivedAt) await removeFromSearch(tx, 'place', id);
  else await putInSearch(tx, placeSearchEntry(after));
  const recorded = [...fieldNames, 'archivedAt'] as const;
  await audit({
    action,
    recordType: 'place',
    recordId: id,
    recordLabel: after.nameFr,
    before: before && pick(before, recorded),
    after: pick(after, recorded),
  });
  return after;
}

function refuse(errors: ReturnType<typeof checkPlace>): void {
  if (errors.length > 0) throw invalid(errors);
}

export function placeSearchEntry(place: {
  id: string;
  nameFr: string;
  nameEn: string;
  countryCode: string | null;
  parent: { nameFr: string; nameEn: string | null } | null;
}): SearchEntry {
  const { id, nameFr, nameEn, countryCode, parent } = place;
  return {
    type: 'place',
    id,
    titleFr: nameFr,
    titleEn: nameEn,
    detailFr: parent?.nameFr ?? null,
    detailEn: parent?.nameEn ?? null,
    names: [nameFr, nameEn],
    body: [countryCode],
  };
}

/** Places as search sees them, for a rebuild of the index: `take` of them, by id, after one. */
export async function placeSearchEntries(from: Transaction, after: string, take: number): Promise<SearchEntry[]> {
  const rows = await from.place.findMany({ where: { archivedAt: null, id: { gt: after } }, include: { parent: reference }, orderBy: { id: 'asc' }, take });
  return rows.map(placeSearchEntry);
}
