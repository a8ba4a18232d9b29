/**
 * The whole office as one archive: a file of JSON Lines a table, in the order of its keys, and a manifest with counts and
 * hashes at the end. The same data gives the same bytes, whenever and wherever it is written.
 */
import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import Sqlite from 'better-sqlite3';
import { Prisma } from '../generated/prisma/client.ts';
import { zip, type Entry } from './zip-stream.ts';

export type Manifest = { format: 'passerelle-archive'; version: 1; lastChangeAt: string | null; tables: Record<string, { rows: number; sha256: string }> };
export type Column = { name: string; type: string; key: number };
/** Rows written so far, and in all once they have been counted. */
export type ArchiveTally = { rows: number; total?: number };

/** What belongs to a machine and not to the office, with the reason. */
export const leftOut: Partial<Record<Prisma.ModelName, string>> = {
  Session: 'a browser that is signed in here is not signed in elsewhere',
  SetupLink: 'a link of one use was given out for this address',
  IdempotencyRecord: 'answers are kept for programs that ask this server again',
  Job: 'its file is on the disk of this machine, for a day',
};
export const archived: Prisma.ModelName[] = Object.values(Prisma.ModelName).filter((name) => !(name in leftOut)).sort();

/** What is deflated at once, in characters. */
const partSize = 131_072;

/** The columns of a table, in the order of the table. */
export function columnsOf(connection: Sqlite.Database, table: string): Column[] {
  return (connection.pragma(`table_info("${table}")`) as { name: string; type: string; pk: number }[]).map(({ name, type, pk }) => ({ name, type, key: pk }));
}

/** The archive in its parts, all of one moment: whoever writes meanwhile is not waited for, and not in it. */
export async function* archiveParts(file: string, tally: ArchiveTally): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const connection = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 5_000 });
  try {
    connection.exec('BEGIN');
    const pluck = (sql: string): unknown => connection.prepare(sql).pluck().get();
    const lastChangeAt = instantOf(pluck('SELECT max("at") FROM "AuditEvent"'));
    tally.total = archived.reduce((sum, model) => sum + (pluck(`SELECT count(*) FROM "${model}"`) as number), 0);
    yield* zip(entries(connection, lastChangeAt, tally), (lastChangeAt ?? '').slice(0, 10));
  } finally {
    connection.close();
  }
}

async function* entries(connection: Sqlite.Database, lastChangeAt: string | null, tally: ArchiveTally): AsyncGenerator<Entry> {
  const tables: Manifest['tables'] = {};
  for (const model of archived) {
    const table = (tables[model] = { rows: 0, sha256: '' });
    const hash = createHash('sha256');
    async function* lines(): AsyncGenerator<string> {
      for (const text of textsOf(connection, model)) {
        hash.update(text.lines);
        table.rows += text.rows;
        tally.rows += text.rows;
        yield text.lines;
      }
    }
    yield { name: `${model}.jsonl`, parts: lines() };
    table.sha256 = hash.digest('hex');
  }
  const manifest: Manifest = { format: 'passerelle-archive', version: 1, lastChangeAt, tables };
  yield { name: 'manifest.json', parts: Readable.from([`${JSON.stringify(manifest, null, 2)}\n`]) };
}

function* textsOf(connection: Sqlite.Database, model: string): Generator<{ lines: string; rows: number }> {
  const columns = columnsOf(connection, model);
  const keys = columns.filter(({ key }) => key > 0).sort((a, b) => a.key - b.key);
  const write = columns.map(({ name, type }) => [name, writers[type] ?? asIs] as const);
  const rows = connection.prepare<[], Record<string, unknown>>(`SELECT * FROM "${model}" ORDER BY ${keys.map(({ name }) => `"${name}"`).join(', ')}`).iterate();
  let [lines, count] = ['', 0];
  for (const row of rows) {
    for (const [name, written] of write) if (row[name] !== null) row[name] = written(row[name]);
    lines += `${JSON.stringify(row)}\n`;
    count += 1;
    if (lines.length < partSize) continue;
    yield { lines, rows: count };
    [lines, count] = ['', 0];
  }
  if (count > 0) yield { lines, rows: count };
}

const asIs = (value: unknown): unknown => value;
/** Values as JSON has them, by the type of their column. */
const writers: Record<string, (value: unknown) => unknown> = {
  BOOLEAN: (value) => value === 1,
  DATETIME: instantOf,
  BLOB: (value) => Buffer.from(value as Uint8Array).toString('base64'),
};

/** A stored instant as it is written everywhere: the database's own clock leaves out the zone, which is UTC. */
function instantOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  return new Date(/[zZ]$|[+-]\d{2}:\d{2}$/.test(value) ? value : `${value.replace(' ', 'T')}Z`).toISOString();
}

/**
 * Writes the archive to a new file, which only its owner reads; on a failure none is left. @returns its rows
 * @throws EEXIST when there is a file of that name
 */
export async function exportOffice(file: string, target: string, onProgress: (tally: ArchiveTally) => void = () => undefined): Promise<{ rows: number }> {
  const tally: ArchiveTally = { rows: 0 };
  const output = (await open(target, 'wx', 0o600)).createWriteStream({ flush: true });
  async function* parts(): AsyncGenerator<Uint8Array> {
    for await (const part of archiveParts(file, tally)) {
      onProgress(tally);
      yield part;
    }
  }
  try {
    await pipeline(parts(), output);
  } catch (error) {
    await rm(target, { force: true });
    throw error;
  }
  return { rows: tally.rows };
}
