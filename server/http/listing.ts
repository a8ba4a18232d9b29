import { Prisma } from '../../generated/prisma/client.ts';
import type { Rows } from '../database.ts';
import type { Context } from './context.ts';
import { countedRows, remembered } from './counts.ts';
import { afterCursor, decodeCursor, encodeCursor, type Sort } from './cursor.ts';
import type { Facets } from './endpoint.ts';

export type Sql = Prisma.Sql;
export const { sql, join, empty } = Prisma;

/** A condition for the values of one filter (values of the same filter are alternatives). */
type Filter = (values: string[], ctx: Context) => Sql;
/** A FROM clause, under the alias of the collection's own, of the records that one filter leaves. */
type Gathered = (values: string[]) => Sql;
/** A whole query that gives `value`, `count` and perhaps labels, from the ids that satisfy `where`. */
type Facet = (from: Sql, where: Sql, ctx: Context) => Sql;

/**
 * How one collection is listed. One description serves the page, the total, the facets and every export, so that the
 * number on the screen is the number of rows in the file.
 */
export type Listing = {
  /** FROM clause, with the alias the other parts use */
  from: Sql;
  /** The record's id, for keyset paging */
  id: Sql;
  columns: Sql;
  /** Conditions that hold whatever the filters: not archived unless asked for, sensitivity */
  base: (ctx: Context, query: ListQuery) => Sql[];
  filters: Record<string, Filter>;
  /** The same conditions asked of one record at a time, for filters that otherwise gather the ids of all that they leave */
  oneByOne?: Record<string, Filter>;
  /** Filters for which the records are gathered instead of being asked one by one: FROM clauses that hold just these */
  gathered?: Record<string, Gathered>;
  sorts: Record<string, Sort>;
  defaultSort: string;
  facets?: Record<string, Facet>;
  /** For a collection so large that counting its rows takes longer than a page may: counters kept with the records */
  tally?: Tally;
  /** For one so large that what those counters do not answer is counted aside, where the office is large (see kept.ts) */
  isCountedAside?: true;
  /** For the same collection: where its pages are read in their order without passing by other rows */
  lines?: Lines;
};

/** A relation whose columns bear the names that the conditions use, with the number of records `n` of each row. */
type Tally = {
  /** The filters that these columns answer, and the facets, each by its column */
  filters: readonly string[];
  facets: Record<string, Sql>;
  /** Null when the query asks for more; `instead` names the filter that the relation holds by itself */
  from: (query: ListQuery) => Sql | null;
  instead: string;
};

/** Several FROM clauses that make up the collection together, each in the order of one sort. */
type Lines = {
  sort: string;
  expression: Sql;
  id: Sql;
  from: (query: ListQuery) => { from: Sql; where: Sql }[] | null;
  instead: string;
};

/** A validated query string: filters, `not.` filters, limit, cursor, sort. */
export type ListQuery = Record<string, unknown> & {
  limit?: number | undefined;
  cursor?: string | undefined;
  sort?: string | undefined;
};

export type ListPage<Row> = { rows: Row[]; total: number; nextCursor: string | null };

const defaultLimit = 50;
/** How long a page of an export may keep the others waiting, what is made of it included. */
const sliceMilliseconds = 8;

/** One page of the collection, keyset-paged, with the total over all pages. */
export async function listPage<Row extends { id: string }>(
  listing: Listing,
  ctx: Context,
  query: ListQuery,
): Promise<ListPage<Row>> {
  const began = performance.now();
  const total = await countOf(listing, ctx, query);
  await letOthers(began);
  const walk = walkOf(listing, ctx, total, query.limit ?? defaultLimit);
  // A common word among a million texts: all that have it are gathered first, which others do not wait for.
  const reading = performance.now();
  const page = await readPage<Row>(listing, ctx, query, walk, walk !== null && listing.isCountedAside === true && isList(query['q']));
  // What belongs to its records comes next.
  await letOthers(reading);
  return { ...page, total };
}

/** How long one piece of an answer may keep the others waiting (ms): awaiting the driver lets nobody through. */
const longPiece = 8;

/** Lets whoever waits through before the next piece of an answer, when what came since `began` took long. */
export async function letOthers(began: number): Promise<void> {
  if (performance.now() - began >= longPiece) await new Promise((resolve) => setImmediate(resolve));
}

/** How many records a collection has, roughly and for a minute: to choose a way, never to be shown. */
const sizes = new WeakMap<Rows, Map<string, { records: number; until: number }>>();

/** A page read along its order: of each record that it comes by, the conditions are looked up among gathered ids, or asked of it alone. */
type Walk = 'gathered' | 'one by one';

/**
 * Whether a page is found sooner by walking along its order and keeping what the filters leave, than by gathering all
 * that they leave and sorting it: yes when so many are left that the walk is shorter than the sort. Where they leave a
 * good part of everything, the walk is so short that the ids of all of them are not worth gathering either.
 */
function walkOf(listing: Listing, ctx: Context, total: number, limit: number): Walk | null {
  let known = sizes.get(ctx.db.rows);
  if (!known) sizes.set(ctx.db.rows, (known = new Map()));
  const name = listing.from.sql;
  let size = known.get(name);
  if (!size || size.until < performance.now()) {
    const [counted] = ctx.db.rows.all<{ n: number }>(sql`SELECT count(*) AS n FROM ${listing.from}`);
    known.set(name, (size = { records: counted?.n ?? 0, until: performance.now() + 60_000 }));
  }
  if (total * total <= limit * size.records) return null;
  return total * goodPart > size.records ? 'one by one' : 'gathered';
}

/** One in so many. */
const goodPart = 20;

/** How many records the filters leave. */
export async function countOf(listing: Listing, ctx: Context, query: ListQuery): Promise<number> {
  const tally = tallyFor(listing, query);
  const { from, answered } = sourceOf(listing, query);
  const counting = tally
    ? sql`SELECT COALESCE(sum("n"), 0) AS total FROM ${tally.from} WHERE ${whereOf(listing, ctx, query, tally.instead)}`
    : sql`SELECT count(*) AS total FROM ${from} WHERE ${whereOf(listing, ctx, query, ...answered)}`;
  const rows = listing.isCountedAside && !tally ? await countedRows<{ total: number }>(ctx, counting, true) : remembered<{ total: number }>(ctx.db.rows, counting);
  return Number(rows[0]?.total ?? 0);
}

/** Where the records are looked for, and the filter that this answers by itself. */
function sourceOf({ from, gathered = {} }: Listing, query: ListQuery): { from: Sql; answered: string[] } {
  for (const [name, gather] of Object.entries(gathered)) {
    const values = query[name];
    if (isList(values)) return { from: gather(values), answered: [name] };
  }
  return { from, answered: [] };
}

/** The counters that answer this query, when it asks for nothing that they do not hold. */
function tallyFor({ tally, filters, gathered }: Listing, query: ListQuery, facet?: string): { from: Sql; instead: string } | null {
  const from = tally?.from(query) ?? null;
  if (!tally || !from || (facet !== undefined && !(facet in tally.facets))) return null;
  const held = (name: string): boolean => tally.filters.includes(name) || name === facet;
  const isAnswered = Object.keys({ ...filters, ...gathered }).every((name) => held(name) || ((name === tally.instead || !isList(query[name])) && !isList(query[`not.${name}`])));
  return isAnswered ? { from, instead: tally.instead } : null;
}

/**
 * Every record the filters leave, page after page, for an export: memory holds one page at a time. A page has as many
 * records as `limit` says where nobody else is served by the thread; otherwise as many as others may wait for.
 */
export async function* listAll<Row extends { id: string }>(
  listing: Listing,
  ctx: Context,
  query: ListQuery,
): AsyncGenerator<Row[]> {
  let cursor: string | undefined;
  let limit = query.limit ?? 50;
  do {
    const began = performance.now();
    const page = await readPage<Row>(listing, ctx, { ...query, cursor, limit }, 'gathered');
    yield page.rows;
    cursor = page.nextCursor ?? undefined;
    // The driver is synchronous: pages as long as others may wait, and others let through between two of them.
    if (!query.limit) limit = Math.round(Math.min(500, Math.max(20, (limit * sliceMilliseconds) / (performance.now() - began))));
    await new Promise((resolve) => setImmediate(resolve));
  } while (cursor);
}

/** Counts by facet, each with all the filters but its own; `facet` in the query names those that are wanted. */
export async function countFacets(listing: Listing, ctx: Context, query: ListQuery): Promise<Facets> {
  const facets: Facets = {};
  const wanted = isList(query['facet']) ? new Set(query['facet']) : null;
  await Promise.all(
    Object.entries(listing.facets ?? {}).filter(([name]) => !wanted || wanted.has(name)).map(async ([name, facet]) => {
      const tally = tallyFor(listing, query, name);
      const column = listing.tally?.facets[name];
      type Counted = { value: string | null; count: number | bigint; labelFr?: string | null; labelEn?: string | null };
      const rows = tally && column
        ? remembered<Counted>(
            ctx.db.rows,
            sql`SELECT ${column} AS value, sum("n") AS count FROM ${tally.from} WHERE ${whereOf(listing, ctx, query, name, tally.instead)} GROUP BY 1`,
          )
        : await countedRows<Counted>(ctx, facet(listing.from, whereOf(listing, ctx, query, name), ctx), true);
      facets[name] = rows
        .filter((row) => row.value !== null)
        .map(({ value, count, labelFr, labelEn }) => ({
          value: String(value),
          count: Number(count),
          ...(labelFr == null ? {} : { labelFr, labelEn: labelEn ?? null }),
        }));
    }),
  );
  return facets;
}

/** The condition that the filters make, the base included; `leaveOut` names filters to set aside. */
export function whereOf(listing: Listing, ctx: Context, query: ListQuery, ...leaveOut: string[]): Sql {
  const conditions = conditionsOf(listing, ctx, query, leaveOut);
  return conditions.length > 0 ? join(conditions, ' AND ') : sql`TRUE`;
}

function conditionsOf(listing: Listing, ctx: Context, query: ListQuery, leaveOut: readonly string[], instead: Record<string, Filter> = {}): Sql[] {
  const conditions = listing.base(ctx, query);
  const gathered = Object.entries(listing.gathered ?? {}).map(([name, gather]): [string, Filter] => [
    name,
    (values) => sql`${listing.id} IN (SELECT ${listing.id} FROM ${gather(values)})`,
  ]);
  for (const [name, filter] of [...Object.entries({ ...listing.filters, ...instead }), ...gathered]) {
    if (leaveOut.includes(name)) continue;
    const [wanted, unwanted] = [query[name], query[`not.${name}`]];
    if (isList(wanted)) conditions.push(sql`(${filter(wanted, ctx)})`);
    // COALESCE: a record for which the condition is unknown is not excluded by its negation.
    if (isList(unwanted)) conditions.push(sql`NOT COALESCE((${filter(unwanted, ctx)}), FALSE)`);
  }
  return conditions;
}

const isList = (value: unknown): value is string[] => Array.isArray(value) && value.length > 0;

async function readPage<Row extends { id: string }>(
  listing: Listing,
  ctx: Context,
  query: ListQuery,
  walk: Walk | null,
  isLong = false,
): Promise<{ rows: Row[]; nextCursor: string | null }> {
  const named = query.sort ?? listing.defaultSort;
  const descending = named.startsWith('-');
  const name = descending ? named.slice(1) : named;
  const sort = listing.sorts[name];
  if (!sort) throw new Error(`no sort ${named}`);
  const limit = query.limit ?? defaultLimit;
  const cursor = query.cursor ? decodeCursor(query.cursor, named, sort.kind) : null;
  const direction = descending ? sql`DESC` : sql`ASC`;
  // Nulls as SQLite has them: first when ascending, last when descending.
  const nulls = sort.nullable ? (descending ? sql` NULLS LAST` : sql` NULLS FIRST`) : empty;
  const lines = listing.lines?.sort === name ? listing.lines : undefined;
  const parts = lines?.from(query);
  const { expression, id } = parts && lines ? lines : { expression: sort.expression, id: listing.id };
  const { from, answered } = sourceOf(listing, query);
  const conditions = conditionsOf(listing, ctx, query, parts && lines ? [lines.instead] : answered, walk === 'one by one' ? listing.oneByOne : undefined);
  // IS TRUE says the same and keeps the condition's own index out of it: the order's is the one to follow.
  const where = join([sql`TRUE`, ...(walk ? conditions.map((condition) => sql`(${condition}) IS TRUE`) : conditions)], ' AND ');
  const after = cursor ? afterCursor({ ...sort, expression }, id, descending, cursor) : [sql`TRUE`];
  // Merged, not sorted: each part is in order already, and only as much of it is read as the page takes.
  const source = join(
    (parts ?? [{ from, where: sql`TRUE` }]).flatMap((part) =>
      after.map((beyond) => sql`
        SELECT ${listing.columns}, ${expression} AS "sortValue", ${id} AS "sortId" FROM ${part.from} WHERE ${part.where} AND ${where} AND ${beyond}`)),
    ' UNION ALL ',
  );
  const reading = sql`${source} ORDER BY "sortValue" ${direction}${nulls}, "sortId" ${direction} LIMIT ${limit + 1}`;
  type Found = Row & { sortValue: unknown };
  const found = isLong ? await countedRows<Found>(ctx, reading, false) : await ctx.db.reader.$queryRaw<Found[]>(reading);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, nextCursor: found.length > limit && last ? encodeCursor(named, last.sortValue, last.id) : null };
}

/**
 * Some ids as a list for IN. The list is as long as a power of two, its last id said again: lists of a page then share a
 * few prepared statements instead of making one for each length.
 */
export function listed(ids: readonly (string | null)[]): Sql {
  const distinct = [...new Set(ids.filter((id) => id !== null))];
  if (distinct.length === 0) return sql`NULL`;
  const length = 2 ** Math.ceil(Math.log2(distinct.length));
  return join(Array.from({ length }, (_, n) => distinct[Math.min(n, distinct.length - 1)]));
}
