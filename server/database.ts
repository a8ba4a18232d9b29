import { existsSync } from 'node:fs';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { PrismaClient, type Prisma } from '../generated/prisma/client.ts';

/** A client inside the one open write transaction. */
export type Transaction = Prisma.TransactionClient;
/** Anything that can read: the reader, or the transaction itself when a write has to see its own rows. */
export type Readable = Pick<PrismaClient, '$queryRaw'> & Transaction;

export type Database = {
  file: string;
  /** Sees committed rows only, and cannot write: it is opened read-only. */
  reader: PrismaClient;
  /**
   * Runs `work` in one transaction, alone: every write of the process goes through this queue. With this driver a
   * statement issued while a transaction is open would run inside it, and be lost when it rolls back.
   */
  write<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

export type DatabaseOptions = { file: string; onSlowQuery?: (query: { sql: string; milliseconds: number }) => void };

/** A reason for which the process must not start, in one sentence. */
export class DatabaseRefusal extends Error {}

const slowMilliseconds = 100;

/** Opens the database file, checks that nothing can be lost with it, and returns its reader and its one writer. */
export async function openDatabase({ file, onSlowQuery }: DatabaseOptions): Promise<Database> {
  if (!existsSync(file)) throw new DatabaseRefusal(`There is no database at ${file}; run the migrations first.`);
  const writer = client({ url: `file:${file}` }, onSlowQuery);
  const reader = client({ url: `file:${file}`, readonly: true }, onSlowQuery);
  let last: Promise<unknown> = Promise.resolve();
  const close = async (): Promise<void> => {
    await last;
    await reader.$disconnect();
    await writer.$disconnect();
  };
  try {
    await preparePragmas(writer, file);
    await reader.$queryRaw`PRAGMA busy_timeout = 5000`;
  } catch (error) {
    await close();
    throw error;
  }

  const write = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => {
    const turn = last.then(() => writer.$transaction(work, { maxWait: 60_000, timeout: 600_000 }));
    last = turn.catch(() => undefined);
    return turn;
  };
  return { file, reader, write, close };
}

/** Lets rows be written before the rows that they point to; every link is checked when the transaction commits. */
export async function deferForeignKeys(tx: Transaction): Promise<void> {
  await tx.$executeRaw`PRAGMA defer_foreign_keys = ON`;
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
