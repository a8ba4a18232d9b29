import { constants, accessSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { ensureContactTally } from './contacts/contact-tally.tables.ts';
import { ensureKnownBy } from './contacts/known-by.tables.ts';
import { openDatabase, type Database, type DatabaseOptions } from './database.ts';
import { catchUp, withDerived } from './derived.ts';
import { ensureActivityTables } from './interactions/activity.tables.ts';
import { ensureTallyTables } from './interactions/tally.tables.ts';
import { migrateDatabase } from './migrations.ts';
import { ensureKeptTriggers } from './notes/kept.tables.ts';
import { loadReference, type LoadReport } from './reference/load.ts';
import { ensureSearchTables } from './search/index.ts';
import { fillSearch, isHalfFilled, markForFill, rebuildSearch } from './search/rebuild.ts';
import { ensureFrozenTriggers } from './targets/freeze.tables.ts';

/** A reason for which the office cannot be opened, in one sentence. */
export class StartRefusal extends Error {}

/**
 * Opens the office's database, made and brought up to date as needed.
 * @throws StartRefusal, MigrationRefusal or DatabaseRefusal, each with one sentence
 */
export async function openOffice(options: DatabaseOptions): Promise<Database> {
  const folder = dirname(options.file);
  checkWritable(folder, options.file);
  await migrateDatabase(options.file);
  measureTables(options.file);
  const db = await open(options);
  try {
    await ensureSearchTables(db);
    await ensureActivityTables(db);
    await ensureTallyTables(db);
    await ensureContactTally(db);
    await ensureKnownBy(db);
    await ensureFrozenTriggers(db);
    await ensureKeptTriggers(db);
    const office = withDerived(db);
    await catchUp(office);
    return office;
  } catch (error) {
    await db.close();
    throw error;
  }
}

/**
 * Lets SQLite count, by samples, what its indexes hold: without it, it takes « held » for a rare status. Done where tables
 * have grown tenfold since the last time, so mostly nothing; before the connections open, which read it once.
 */
function measureTables(file: string): void {
  const connection = new Sqlite(file, { timeout: 1_000 });
  try {
    connection.pragma('analysis_limit = 400');
    connection.pragma('optimize = 0x10002');
  } catch {
    // Another process is writing: it is measured at another start, and everything works meanwhile.
  } finally {
    connection.close();
  }
}

async function open(options: DatabaseOptions): Promise<Database> {
  try {
    return await openDatabase(options);
  } catch (error) {
    const reason = error instanceof Error ? `${error.message} ${String(error.cause)}` : String(error);
    if (!/SQLITE_BUSY|locked/i.test(reason)) throw error;
    throw new StartRefusal(`The database ${options.file} is held by another process and cannot be put in WAL mode.`);
  }
}

/** Of what reference data is, in the index. */
const referenceTypes = ['organization', 'forum', 'agreement', 'policy-node', 'measure', 'region', 'place', 'mission', 'targeting-exercise'] as const;

/** Interactions of which the index is made before the office opens. */
const mostAtOnce = 5_000;

/**
 * Brings this release's reference data into the office and builds the search index where it is empty or out of date.
 * Writes nothing when there is nothing new.
 */
export async function fillOffice(db: Database): Promise<LoadReport> {
  const report = await loadReference(db);
  const indexed = await db.reader.$queryRaw<unknown[]>`SELECT 1 FROM search_entry LIMIT 1`;
  if (indexed.length === 0) {
    const [far] = await db.reader.$queryRaw<unknown[]>`SELECT 1 FROM "Interaction" LIMIT 1 OFFSET ${mostAtOnce}`;
    // An office of years is not kept waiting: its index grows while it is served (see fillInBackground).
    if (far) await markForFill(db);
    else await rebuildSearch(db);
  }
  // A fill that is owed comes upon them too.
  else if (report.created + report.updated > 0 && !(await isHalfFilled(db))) await fillSearch(db, { types: referenceTypes });
  return report;
}

function checkWritable(folder: string, file: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch {
    throw new StartRefusal(`The data folder ${folder} cannot be written.`);
  }
  if (!existsSync(file)) return;
  try {
    accessSync(file, constants.W_OK);
  } catch {
    throw new StartRefusal(`The database ${file} is read-only.`);
  }
}

/** Removes a demonstration office, so that the next start makes it anew. */
export function removeOffice(file: string): void {
  if (!existsSync(dirname(file))) return;
  for (const name of readdirSync(dirname(file))) {
    if (name.startsWith(basename(file))) rmSync(join(dirname(file), name), { force: true });
  }
}
