import { createHash } from 'node:crypto';
import type { Database, Transaction } from '../database.ts';
import type { ReferenceRecord } from './records.rules.ts';
import type { ReleaseFiles } from './files.ts';
import type { Rows, TableName } from './tables.ts';
import { refreshOrganizations } from '../organizations/derived.ts';
import { fileNames, openRelease } from './files.ts';
import { toRecord } from './records.rules.ts';
import { insertRows, tableNames } from './tables.ts';
import { readSetting } from '../settings.ts';
import { isVersioned, readVersions, updateRecord } from './update.ts';

/** What a load did, in records. `kept`: edited by the office, so left as they are although the release changed. */
export type LoadReport = { release: string; created: number; updated: number; kept: number; unchanged: number };

const digestKey = 'reference.digest';

/**
 * Brings the reference data of this release into the database. A record that is not there is created; one that the
 * office has not edited since it was loaded is updated; one that it has edited or archived, or has removed, is never
 * touched. When nothing changed there is not a single write.
 * @param folder where the release's files are; the program's own when left out
 */
export async function loadReference(db: Database, folder?: string): Promise<LoadReport> {
  const files = openRelease(folder);
  if ((await readSetting(db, digestKey)) === files.digest) {
    const [states] = await db.reader.$queryRaw<{ count: number }[]>`SELECT count(*) AS "count" FROM "ReferenceState"`;
    return { release: files.release, created: 0, updated: 0, kept: 0, unchanged: states?.count ?? 0 };
  }
  return db.write((tx) => load(tx, files));
}

type State = { contentHash: string; loadedVersion: number };

async function load(tx: Transaction, files: ReleaseFiles): Promise<LoadReport> {
  const report: LoadReport = { release: files.release, created: 0, updated: 0, kept: 0, unchanged: 0 };
  const records = fileNames.flatMap((name) => files.read(name).map((source) => toRecord(name, source)));
  const states = new Map<string, State>();
  for (const state of await tx.referenceState.findMany()) states.set(`${state.recordType} ${state.recordId}`, state);
  const versions = await readVersions(tx);

  const fresh: ReferenceRecord[] = [];
  const changed: ReferenceRecord[] = [];
  for (const record of records) {
    const key = `${record.type} ${record.id}`;
    const state = states.get(key);
    if (!state && versions.has(key)) report.kept += 1;
    else if (!state) fresh.push(record);
    else if (state.contentHash === hashOf(record)) report.unchanged += 1;
    else if (isEdited(record, state, versions)) report.kept += 1;
    else changed.push(record);
  }

  await createRecords(tx, fresh, files.release);
  for (const record of changed) {
    const key = { recordType: record.type, recordId: record.id };
    await updateRecord(tx, record);
    const loadedVersion = { increment: isVersioned(record.type) ? 1 : 0 };
    const data = { release: files.release, contentHash: hashOf(record), loadedVersion };
    await tx.referenceState.update({ where: { recordType_recordId: key }, data });
  }
  report.created = fresh.length;
  report.updated = changed.length;

  if (fresh.length + changed.length > 0) await refreshOrganizations(tx, null);
  await tx.setting.upsert({
    where: { key: digestKey },
    create: { key: digestKey, value: files.digest },
    update: { value: files.digest },
  });
  return report;
}

/** True when the record's version moved on, or when it is gone: merged or removed, which is the office's decision too. */
function isEdited({ type, id }: ReferenceRecord, state: State, versions: Map<string, number>): boolean {
  return isVersioned(type) && versions.get(`${type} ${id}`) !== state.loadedVersion;
}

async function createRecords(tx: Transaction, records: ReferenceRecord[], release: string): Promise<void> {
  for (const table of tableNames) await insertRows(tx, table, collect(records, table));
  const data = records.map((record) => ({
    recordType: record.type,
    recordId: record.id,
    release,
    contentHash: hashOf(record),
    loadedVersion: 1,
  }));
  if (data.length > 0) await tx.referenceState.createMany({ data });
}

/** The rows of one table; without their nulls, which halves the time that it takes to insert them. */
function collect<T extends TableName>(records: ReferenceRecord[], table: T): Rows[T] {
  const rows: object[] = records.flatMap((record): object[] => record.rows[table] ?? []);
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))) as Rows[T];
}

function hashOf(record: ReferenceRecord): string {
  return createHash('sha256').update(JSON.stringify(record.rows)).digest('hex');
}
