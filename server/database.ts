import { existsSync } from 'node:fs';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import Sqlite from 'better-sqlite3';
import { Prisma, PrismaClient } from '../generated/prisma/client.ts';
import { endAside } from './http/aside.ts';
import { KnownAdapter, keeper, writingLevel } from './statements.ts';
import { watchTouched, type Touched } from './touched.ts';

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
   * statement issued while a transaction is open would run inside it, and be lost when it rolls back. Its typed SQL
   * (`$queryRaw`, `$executeRaw`) goes to that same connection past the ORM, prepared once (docs/decisions/0013).
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
  const adapter = new KnownAdapter(file);
  const connection = await adapter.open();
  // The ORM's engine takes as long to make as all the rest of a start: it is made when it is first asked.
  let made: PrismaClient | undefined;
  const records = (): PrismaClient => (made ??= client(adapter, onSlowQuery));
  let touched: Touched | undefined;
  const rows = openRows(file, onSlowQuery, (query) => touched?.standing(query) ?? null);
  const reader = withRows(records, rows);
  let last: Promise<unknown> = Promise.resolve();
  const close = async (): Promise<void> => {
    await last;
    await endAside(file);
    rows.close();
    await made?.$disconnect();
    // It closes what it has opened itself, which may be nothing.
    connection.close();
  };
  try {
    preparePragmas(connection, file);
    touched = watchTouched(connection);
  } catch (error) {
    await close();
    throw error;
  }

  const own = rowsOf(connection, onSlowQuery);
  const write = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => {
    const within = async (orm: Transaction): Promise<T> => {
      let isOpen = true;
      const tx = withStatements(orm, own, () => isOpen);
      try {
        return await work(tx);
      } finally {
        isOpen = false;
      }
    };
    const turn = last.then(() => records().$transaction(within, { isolationLevel: writingLevel, maxWait: 60_000, timeout: 600_000 }));
    last = turn.catch(() => undefined);
    return turn;
  };
  return { file, reader, rows, write, close };
}

/** The same file for a thread that only reads it: both connections are read-only, and `write` refuses. */
export function openReading(file: string): Database {
  // Most of what a thread does is typed SQL: the ORM is made when it is asked.
  let made: PrismaClient | undefined;
  const records = (): PrismaClient => (made ??= client(new PrismaBetterSqlite3({ url: `file:${file}`, readonly: true }), undefined));
  const rows = openRows(file);
  const close = async (): Promise<void> => {
    rows.close();
    await made?.$disconnect();
  };
  return { file, reader: withRows(records, rows), rows, write: () => Promise.reject(new Error('This thread only reads.')), close };
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
  /** The same for what one query reads, where that can be told without reading it again (see touched.ts); null elsewhere. */
  standing: Touched['standing'];
  close(): void;
};

type Prepared = { statement: Sqlite.Statement<unknown[]>; read: ((row: Record<string, unknown>) => void) | null };
const keptStatements = 600;
/** What typed SQL is sent with: rows of what reads, the number of rows changed by what writes. */
type Statements = Rows & { run(query: Prisma.Sql): number };

/**
 * Opens a read-only connection of the driver's own. Instants come back as Date and booleans as boolean, where a column
 * is asked for by itself; what SQL computes comes as text and numbers. Also for worker threads, each with its own.
 */
export function openRows(file: string, onSlowQuery?: DatabaseOptions['onSlowQuery'], standing?: Touched['standing']): Rows {
  const connection = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 5_000 });
  connection.pragma(`cache_size = -${cacheKilobytes}`);
  return rowsOf(connection, onSlowQuery, standing);
}

function rowsOf(connection: Sqlite.Database, onSlowQuery?: DatabaseOptions['onSlowQuery'], standing: Touched['standing'] = () => null): Statements {
  const versions = connection.prepare('PRAGMA data_version').pluck().safeIntegers(false);
  const prepared = keeper((text): Prepared => {
    const statement = connection.prepare<unknown[]>(text).safeIntegers(false);
    return { statement, read: statement.reader ? readerOf(statement.columns()) : null };
  }, keptStatements);
  const timed = <T>(text: string, work: (prepared: Prepared) => T): T => {
    const began = performance.now();
    const result = work(prepared(text));
    const milliseconds = performance.now() - began;
    if (onSlowQuery && milliseconds >= slowMilliseconds) onSlowQuery({ sql: text, milliseconds });
    return result;
  };
  return {
    all<Row>(query: Prisma.Sql): Row[] {
      return timed(query.sql, ({ statement, read }) => {
        const rows = statement.all(...query.values.map(bound)) as Record<string, unknown>[];
        if (read) rows.forEach(read);
        return rows as Row[];
      });
    },
    run: (query) => timed(query.sql, ({ statement }) => statement.run(...query.values.map(bound)).changes),
    version: () => versions.get() as number,
    standing,
    close: () => connection.close(),
  };
}

/** The one connection to a file that nobody else has open: the driver's own, and typed SQL over it. */
export type Alone = { raw: Sqlite.Database; rows: Rows; reader: Pick<PrismaClient, '$queryRaw'> };

/**
 * Gives `work` the file alone, to make derived data from nothing as fast as the driver writes: whoever opens the file
 * meanwhile is told that it is locked. What is committed outlives a power cut but for its last moments. `work` commits
 * by itself, and leaves at each commit what a later start can go on from.
 * @returns what `work` returns, or null when another connection has the file open: then nothing was done
 */
export async function alone<T>(file: string, work: (alone: Alone) => Promise<T>): Promise<T | null> {
  const raw = new Sqlite(file, { fileMustExist: true, timeout: 0 });
  try {
    // Before anything is read: the lock is then on the file itself, and refused while any connection is open.
    raw.pragma('locking_mode = EXCLUSIVE');
    raw.exec('BEGIN IMMEDIATE; COMMIT');
  } catch (error) {
    raw.close();
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
  raw.pragma('synchronous = NORMAL');
  raw.pragma('wal_autocheckpoint = 50000');
  raw.pragma('cache_size = -400000');
  raw.pragma('temp_store = MEMORY');
  const rows = rowsOf(raw);
  try {
    return await work({ raw, rows, reader: { $queryRaw: rawReader(rows) } });
  } finally {
    raw.close();
  }
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

/** `$queryRaw` as the client has it, over rows. */
const rawReader = (rows: Pick<Rows, 'all'>): PrismaClient['$queryRaw'] =>
  (async (query: Prisma.Sql | TemplateStringsArray, ...values: Prisma.Sql['values']): Promise<unknown> =>
    rows.all('sql' in query ? query : Prisma.sql(query, ...values))) as unknown as PrismaClient['$queryRaw'];

/** The client, whose raw queries go past it. */
function withRows(records: () => PrismaClient, rows: Rows): PrismaClient {
  const $queryRaw = rawReader(rows);
  return new Proxy({} as PrismaClient, {
    get: (_, name) => (name === '$queryRaw' ? $queryRaw : (Reflect.get(records(), name) as unknown)),
  });
}

/** The transaction, whose typed SQL goes past the ORM to the same connection, as long as the transaction is open. */
function withStatements(tx: Transaction, statements: Statements, isOpen: () => boolean): Transaction {
  const opened = (): Statements => {
    if (!isOpen()) throw new Error('This transaction has ended: what it is still asked would be part of another.');
    return statements;
  };
  const past: Record<string, unknown> = {
    $queryRaw: rawReader({ all: (query) => opened().all(query) }),
    $executeRaw: async (query: Prisma.Sql | TemplateStringsArray, ...values: Prisma.Sql['values']) =>
      opened().run('sql' in query ? query : Prisma.sql(query, ...values)),
    $executeRawUnsafe: async (text: string) => opened().run(Prisma.raw(text)),
  };
  return new Proxy(tx, {
    get: (target, name) => (typeof name === 'string' ? past[name] : undefined) ?? (Reflect.get(target, name) as unknown),
  });
}

function client(adapter: PrismaBetterSqlite3, onSlowQuery: DatabaseOptions['onSlowQuery']): PrismaClient {
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
function preparePragmas(writing: Sqlite.Database, file: string): void {
  writing.pragma('busy_timeout = 5000');
  writing.pragma(`cache_size = -${cacheKilobytes}`);
  try {
    writing.pragma('journal_mode = WAL');
    writing.pragma('synchronous = FULL');
    writing.pragma('foreign_keys = ON');
    writing.exec('BEGIN IMMEDIATE; ROLLBACK');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (/readonly|read-only/i.test(reason)) throw new DatabaseRefusal(`The database ${file} is read-only.`);
    throw error;
  }
  const expected = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1 };
  for (const [pragma, value] of Object.entries(expected)) {
    const actual = writing.pragma(pragma, { simple: true });
    if (String(actual) !== String(value)) {
      throw new DatabaseRefusal(`The database ${file} must run with ${pragma} = ${value}, but has ${String(actual)}.`);
    }
  }
}
