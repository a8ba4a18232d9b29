import { existsSync } from 'node:fs';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import Sqlite from 'better-sqlite3';
import { Prisma, PrismaClient } from '../generated/prisma/client.ts';

/** A client inside the one open write transaction. */
export type Transaction = Prisma.TransactionClient;
/** Anything that can read: the reader, or the transaction itself when a write has to see its own rows. */
export type Readable = Pick<PrismaClient, '$queryRaw'> & Transaction;

export type Database = {
  file: string;
  /**
   * Sees committed rows only, and cannot write: it is opened read-only. Its `$queryRaw` goes to the driver itself, with
   * statements kept prepared: lists, facets and search take the time of their SQL (docs/decisions/0011).
   */
  reader: PrismaClient;
  /** The rows behind the reader's `$queryRaw`, answered at once: for what has to be known to write the next query. */
  rows: Rows;
  /**
   * Runs `work` in one transaction, alone: every write of the process goes through this queue. With this driver a
   * statement issued while a transaction is open would run inside it, and be lost when it rolls back.
   */
  write<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

export type DatabaseOptions = { file: string; onSlowQuery?: (query: { sql: string; milliseconds: number }) => void };

/** Pages of the file that a connection keeps at most: the driver's own 2 MB are read again and again in a file of gigabytes. */
const cacheKilobytes = 32_000;

/** A reason for which the process must not start, in one sentence. */
export class DatabaseRefusal extends Error {}

const slowMilliseconds = 100;

/** Opens the database file, checks that nothing can be lost with it, and returns its reader and its one writer. */
export async function openDatabase({ file, onSlowQuery }: DatabaseOptions): Promise<Database> {
  if (!existsSync(file)) throw new DatabaseRefusal(`There is no database at ${file}; run the migrations first.`);
  const writer = client({ url: `file:${file}` }, onSlowQuery);
  const records = client({ url: `file:${file}`, readonly: true }, onSlowQuery);
  const rows = openRows(file, onSlowQuery);
  const reader = withRows(records, rows);
  let last: Promise<unknown> = Promise.resolve();
  const close = async (): Promise<void> => {
    await last;
    rows.close();
    await records.$disconnect();
    await writer.$disconnect();
  };
  try {
    await preparePragmas(writer, file);
    await records.$queryRaw`PRAGMA busy_timeout = 5000`;
  } catch (error) {
    await close();
    throw error;
  }

  const write = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => {
    const turn = last.then(() => writer.$transaction(work, { maxWait: 60_000, timeout: 600_000 }));
    last = turn.catch(() => undefined);
    return turn;
  };
  return { file, reader, rows, write, close };
}

/** Lets rows be written before the rows that they point to; every link is checked when the transaction commits. */
export async function deferForeignKeys(tx: Transaction): Promise<void> {
  await tx.$executeRaw`PRAGMA defer_foreign_keys = ON`;
}

/** Rows of typed SQL from a read-only connection: what `$queryRaw` of the reader answers with. */
export type Rows = {
  all<Row>(query: Prisma.Sql): Row[];
  /** Another number as soon as anybody, in this process or in another, has written: what was read before may have changed. */
  version(): number;
  close(): void;
};

type Prepared = { statement: Sqlite.Statement<unknown[]>; read: ((row: Record<string, unknown>) => void) | null };
/** Statements kept prepared; a list with as many values as no other has one of its own, so the oldest go. */
const keptStatements = 600;

/**
 * Opens a read-only connection of the driver's own. Instants come back as Date and booleans as boolean, where a column
 * is asked for by itself; what SQL computes comes as text and numbers. Also for worker threads, each with its own.
 */
export function openRows(file: string, onSlowQuery?: DatabaseOptions['onSlowQuery']): Rows {
  const connection = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 5_000 });
  connection.pragma(`cache_size = -${cacheKilobytes}`);
  const kept = new Map<string, Prepared>();
  const versions = connection.prepare('PRAGMA data_version').pluck();
  const prepared = (text: string): Prepared => {
    const known = kept.get(text);
    if (known) return known;
    const statement = connection.prepare<unknown[]>(text);
    const made = { statement, read: readerOf(statement.columns()) };
    const [oldest] = kept.keys();
    if (kept.size >= keptStatements && oldest !== undefined) kept.delete(oldest);
    kept.set(text, made);
    return made;
  };
  return {
    all<Row>(query: Prisma.Sql): Row[] {
      const began = performance.now();
      const text = query.sql;
      const { statement, read } = prepared(text);
      const rows = statement.all(...query.values.map(bound)) as Record<string, unknown>[];
      if (read) rows.forEach(read);
      const milliseconds = performance.now() - began;
      if (onSlowQuery && milliseconds >= slowMilliseconds) onSlowQuery({ sql: text, milliseconds });
      return rows as Row[];
    },
    version: () => versions.get() as number,
    close: () => connection.close(),
  };
}

/** A value as Prisma writes it. */
function bound(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString().replace('Z', '+00:00');
  return typeof value === 'boolean' ? Number(value) : value;
}

/** What turns a row's stored values into those of the schema, in place; null where there is nothing to turn. */
function readerOf(columns: Sqlite.ColumnDefinition[]): Prepared['read'] {
  const named = (type: string): string[] => columns.filter((column) => column.type === type).map(({ name }) => name);
  const [instants, booleans] = [named('DATETIME'), named('BOOLEAN')];
  if (instants.length + booleans.length === 0) return null;
  return (row) => {
    for (const name of instants) if (row[name] !== null) row[name] = new Date(row[name] as string);
    for (const name of booleans) if (row[name] !== null) row[name] = row[name] === 1;
  };
}

/** The client, whose raw queries go past it. */
function withRows(client: PrismaClient, rows: Rows): PrismaClient {
  const $queryRaw = async (query: Prisma.Sql | TemplateStringsArray, ...values: Prisma.Sql['values']): Promise<unknown> =>
    rows.all('sql' in query ? query : Prisma.sql(query, ...values));
  return new Proxy(client, {
    get: (target, name) => (name === '$queryRaw' ? $queryRaw : (Reflect.get(target, name) as unknown)),
  });
}

function client(
  options: { url: string; readonly?: boolean },
  onSlowQuery: DatabaseOptions['onSlowQuery'],
): PrismaClient {
  const adapter = new PrismaBetterSqlite3(options);
  if (!onSlowQuery) return new PrismaClient({ adapter, log: [] });
  const logging = new PrismaClient({ adapter, log: [{ emit: 'event', level: 'query' }] });
  logging.$on('query', (event) => {
    if (event.duration >= slowMilliseconds) onSlowQuery({ sql: event.query, milliseconds: event.duration });
  });
  return logging as PrismaClient;
}

/**
 * In the default journal mode this driver loses acknowledged writes after SQLITE_BUSY at COMMIT (prisma/orm#29933);
 * with WAL it does not. synchronous=FULL is what makes an acknowledged write survive a power cut.
 */
async function preparePragmas(writer: PrismaClient, file: string): Promise<void> {
  await writer.$queryRaw`PRAGMA busy_timeout = 5000`;
  await writer.$executeRawUnsafe(`PRAGMA cache_size = -${cacheKilobytes}`);
  try {
    await writer.$queryRaw`PRAGMA journal_mode = WAL`;
    await writer.$queryRaw`PRAGMA synchronous = FULL`;
    await writer.$queryRaw`PRAGMA foreign_keys = ON`;
    await writer.$executeRaw`BEGIN IMMEDIATE`;
    await writer.$executeRaw`ROLLBACK`;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (/readonly|read-only/i.test(reason)) throw new DatabaseRefusal(`The database ${file} is read-only.`);
    throw error;
  }
  const expected = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1 };
  for (const [pragma, value] of Object.entries(expected)) {
    const rows = await writer.$queryRawUnsafe<Record<string, unknown>[]>(`PRAGMA ${pragma}`);
    const actual = Object.values(rows[0] ?? {})[0];
    if (String(actual) !== String(value)) {
      throw new DatabaseRefusal(`The database ${file} must run with ${pragma} = ${value}, but has ${String(actual)}.`);
    }
  }
}
