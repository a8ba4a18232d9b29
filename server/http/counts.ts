import type { Prisma } from '../../generated/prisma/client.ts';
import type { Rows } from '../database.ts';
import { aside, type Job } from './aside.ts';
import type { Context } from './context.ts';
import { isLarge, keptAs } from './kept.ts';
import { readAt, stillHolds, type ReadAt } from './standing.ts';

type Counting = { sql: string; values: unknown[] };
const job: Job = { module: import.meta.url, name: 'readRows' };

/** Rows of a query that came as plain data, in a thread. */
export async function readRows(ctx: Context, { sql, values }: Counting): Promise<unknown[]> {
  return ctx.db.rows.all({ sql, values } as unknown as Prisma.Sql);
}

/**
 * The rows of a query that is long where the office is large: read aside there, and kept. One whose answer may not be late
 * waits for none of the others.
 */
export function countedRows<Row>(ctx: Context, { sql, values }: Prisma.Sql, mayBeLate: boolean): Promise<Row[]> {
  const { user, requestId, db, now } = ctx;
  const here = { sql, values };
  const read = async (): Promise<Row[]> => ctx.db.rows.all<Row>(here as unknown as Prisma.Sql);
  const key = JSON.stringify([sql, values]);
  if (!isLarge(ctx)) return keptAs(ctx, key, read, false, sql);
  return keptAs(ctx, key, () => aside(db.file, { job, input: here, user, now, requestId }, mayBeLate).catch(read) as Promise<Row[]>, mayBeLate, sql);
}

/** What took longer to read is kept while nobody writes what it reads, in this process or in another. */
const worthKeeping = 2;

const most = 400;
type Kept = ReadAt & { rows: unknown[] };
const keptCounts = new WeakMap<Rows, Map<string, Kept>>();

/** Reads the rows of a count, or gives those of before: exact, since what was read before a write that touched it counts no more. */
export function remembered<Row>(rows: Rows, query: Prisma.Sql): Row[] {
  let known = keptCounts.get(rows);
  if (!known) keptCounts.set(rows, (known = new Map()));
  const key = JSON.stringify([query.sql, query.values]);
  const before = known.get(key);
  if (before && stillHolds(rows, query.sql, before)) return before.rows as Row[];
  const at = readAt(rows, query.sql);
  const began = performance.now();
  const read = rows.all<Row>(query);
  if (performance.now() - began >= worthKeeping) {
    if (known.size >= most) known.clear();
    known.set(key, { ...at, rows: read });
  }
  return read;
}
