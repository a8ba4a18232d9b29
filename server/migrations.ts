import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils';
import type { Migration } from './migration-engine.ts';

/** A reason for which the database cannot be brought up to date, in one sentence. */
export class MigrationRefusal extends Error {}

/** Where a database stands: what it has, what it lacks, and what this release does not know. */
export type MigrationState = { applied: string[]; pending: string[]; unknown: string[]; edited: string[]; failed: string[] };

type Row = { name: string; checksum: string; finished: boolean };

export const migrationsFolder = fileURLToPath(new URL('../prisma/migrations', import.meta.url));

/** The migrations of this release, oldest first. */
export function readMigrations(folder = migrationsFolder): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => ({ name, sql: readFileSync(join(folder, name, 'migration.sql'), 'utf8') }));
}

/** Compares the rows of a database's `_prisma_migrations` with the migrations of this release. */
export function compareMigrations(rows: Row[], migrations: Migration[]): MigrationState {
  const known = new Map(migrations.map(({ name, sql }) => [name, createHash('sha256').update(sql).digest('hex')]));
  const finished = new Set(rows.filter((row) => row.finished).map((row) => row.name));
  return {
    applied: [...finished].sort(),
    pending: [...known.keys()].filter((name) => !finished.has(name)),
    unknown: [...finished].filter((name) => !known.has(name)).sort(),
    edited: rows.filter((row) => row.finished && known.has(row.name) && known.get(row.name) !== row.checksum).map((row) => row.name),
    failed: rows.filter((row) => !row.finished).map((row) => row.name),
  };
}

/** Where the database file stands. @throws MigrationRefusal when it cannot be read or is something else */
export async function readMigrationState(file: string, migrations = readMigrations()): Promise<MigrationState> {
  if (!existsSync(file)) return compareMigrations([], migrations);
  return withConnection(file, async (connection) => compareMigrations(await readRows(connection, file), migrations));
}

/**
 * Brings the database up to date, creating it when it does not exist. The work is done on a copy that takes the
 * file's place in one step at the end: whatever stops it half-way, the database is the old one or the new one.
 * The file as it was stays beside it as `.before-<migration>`.
 * @returns the names of the migrations applied
 * @throws MigrationRefusal
 */
export async function migrateDatabase(file: string, migrations = readMigrations()): Promise<string[]> {
  removeDrafts(file);
  if (!existsSync(file)) return create(file, migrations);
  const state = await readMigrationState(file, migrations);
  refuse(state, file);
  if (state.pending.length === 0) return [];
  return upgrade(file, migrations, state);
}

function refuse({ unknown, edited, failed }: MigrationState, file: string): void {
  if (unknown.length > 0) {
    throw new MigrationRefusal(`The database ${file} is newer than this program (it has ${unknown.join(', ')}); install the newer release.`);
  }
  if (failed.length > 0) {
    throw new MigrationRefusal(`The migration ${failed.join(', ')} stopped half-way in ${file}; restore the last backup.`);
  }
  if (edited.length > 0) {
    throw new MigrationRefusal(`The migration ${edited.join(', ')} was changed after it was applied to ${file}; this program does not belong to this database.`);
  }
}

async function create(file: string, migrations: Migration[]): Promise<string[]> {
  if (existsSync(`${file}-wal`)) {
    throw new MigrationRefusal(`The database ${file} is missing but its journal ${basename(file)}-wal is there; put the file back or restore a backup.`);
  }
  mkdirSync(dirname(file), { recursive: true });
  const draft = draftName(file);
  const applied = await apply(draft, migrations);
  try {
    linkSync(draft, file);
  } catch (error) {
    if (isCode(error, 'EEXIST')) throw inUse(file);
    if (!isCode(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP')) throw error;
    renameSync(draft, file);
  }
  rmSync(draft, { force: true });
  syncFolder(file);
  return applied;
}

async function upgrade(file: string, migrations: Migration[], state: MigrationState): Promise<string[]> {
  const before = `${file}.before-${state.pending[0]}`;
  const draft = draftName(file);
  const { ino } = statSync(file);
  return withConnection(file, async (connection) => {
    try {
      // Leaving WAL mode needs the database to itself, and leaves everything in the one file that is copied.
      await connection.executeScript('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE; COMMIT;');
    } catch (error) {
      if (/locked|busy/i.test(reasonOf(error))) throw inUse(file);
      throw error;
    }
    if (statSync(file).ino !== ino) throw inUse(file);
    // In another process: closing the file in this one would drop the lock that SQLite holds on it.
    execFileSync(process.execPath, ['-e', 'require("node:fs").copyFileSync(process.argv[1], process.argv[2])', file, draft]);
    const applied = await apply(draft, migrations);
    rmSync(before, { force: true });
    linkSync(file, before);
    renameSync(draft, file);
    syncFolder(file);
    return applied;
  });
}

async function apply(draft: string, migrations: Migration[]): Promise<string[]> {
  const engine = await import('./migration-engine.ts');
  const applied = await engine.applyMigrations(draft, migrations);
  await withConnection(draft, async (connection) => {
    const broken = await connection.queryRaw({ sql: 'PRAGMA foreign_key_check', args: [], argTypes: [] });
    if (broken.rows.length > 0) throw new MigrationRefusal(`The migration would leave ${broken.rows.length} broken links; nothing was changed.`);
  });
  const descriptor = openSync(draft, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
  return applied;
}

async function readRows(connection: SqlDriverAdapter, file: string): Promise<Row[]> {
  const ask = async (sql: string): Promise<unknown[][]> => (await connection.queryRaw({ sql, args: [], argTypes: [] })).rows;
  const tables = (await ask(`SELECT name FROM sqlite_schema WHERE type = 'table'`)).map(([name]) => name);
  if (tables.length === 0) return [];
  if (!tables.includes('_prisma_migrations')) throw new MigrationRefusal(`The file ${file} is a database of another program.`);
  const rows = await ask(
    'SELECT migration_name, checksum, finished_at IS NOT NULL FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  );
  return rows.map(([name, checksum, finished]) => ({ name: String(name), checksum: String(checksum), finished: Number(finished) === 1 }));
}

async function withConnection<T>(file: string, work: (connection: SqlDriverAdapter) => Promise<T>): Promise<T> {
  try {
    const connection = await new PrismaBetterSqlite3({ url: file, fileMustExist: true, timeout: 2000 }).connect();
    try {
      return await work(connection);
    } finally {
      await connection.dispose();
    }
  } catch (error) {
    if (error instanceof MigrationRefusal) throw error;
    const reason = reasonOf(error);
    if (/not a database/i.test(reason)) throw new MigrationRefusal(`The file ${file} is not a database.`);
    if (/locked|busy/i.test(reason)) throw inUse(file);
    throw error;
  }
}

function inUse(file: string): MigrationRefusal {
  return new MigrationRefusal(`The database ${file} is in use by another process; stop it first.`);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause.message : JSON.stringify(error.cause ?? '');
  return `${error.message} ${cause}`;
}

function isCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

function draftName(file: string): string {
  return `${file}.migrating-${process.pid}`;
}

/** Removes what an interrupted migration left; a draft whose process still runs is not touched. */
function removeDrafts(file: string): void {
  if (!existsSync(dirname(file))) return;
  for (const name of readdirSync(dirname(file))) {
    const pid = name.startsWith(`${basename(file)}.migrating-`) ? /\.migrating-(\d+)/.exec(name)?.[1] : undefined;
    if (pid === undefined) continue;
    if (Number(pid) === process.pid || !isRunning(Number(pid))) rmSync(join(dirname(file), name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

function syncFolder(file: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(dirname(file), 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
