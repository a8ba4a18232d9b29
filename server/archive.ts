import { createHash } from 'node:crypto';
import { Prisma } from '../generated/prisma/client.ts';
import { deferForeignKeys, type Database, type Transaction } from './database.ts';
import { readZip, writeZip } from './documents/zip.ts';
import { markAllStale } from './interactions/activity.tables.ts';

/** A reason for which an archive cannot be loaded, in one sentence. */
export class ArchiveRefusal extends Error {}

type Row = Record<string, unknown>;
type Table = { findMany(): Promise<Row[]>; createMany(args: { data: Row[] }): Promise<unknown>; count(): Promise<number> };
type Manifest = { format: 'passerelle-archive'; version: 1; exportedAt: string; tables: Record<string, { rows: number; sha256: string }> };

/** What belongs to a machine and not to the office: sessions, one-time links, answers kept for a retry. */
const left = new Set<string>(['Session', 'SetupLink', 'IdempotencyRecord']);
const models = Object.values(Prisma.ModelName).filter((name) => !left.has(name)).sort();

const tableOf = (from: Transaction, model: string): Table =>
  (from as unknown as Record<string, Table>)[`${model[0]?.toLowerCase() ?? ''}${model.slice(1)}`] as Table;

/**
 * The whole office as one archive: a file of JSON Lines a table, sorted, and a manifest with counts and hashes. The same
 * data gives the same lines, so two archives can be compared.
 */
export async function exportOffice(db: Database, now: Date): Promise<{ file: Buffer; rows: number }> {
  const entries: [string, Buffer][] = [];
  const tables: Manifest['tables'] = {};
  let total = 0;
  for (const model of models) {
    const rows = await tableOf(db.reader, model).findMany();
    const lines = rows.map((row) => JSON.stringify(row, bytesAsBase64)).sort();
    const body = Buffer.from(lines.map((line) => `${line}\n`).join(''), 'utf8');
    entries.push([`${model}.jsonl`, body]);
    tables[model] = { rows: rows.length, sha256: sha256(body) };
    total += rows.length;
  }
  const manifest: Manifest = { format: 'passerelle-archive', version: 1, exportedAt: now.toISOString(), tables };
  entries.unshift(['manifest.json', Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`, 'utf8')]);
  return { file: writeZip(entries, now.toISOString().slice(0, 10)), rows: total };
}

/**
 * Loads an archive into an office where nobody has worked yet; everything or nothing.
 * @throws ArchiveRefusal when the archive is not whole, or when the office has interactions, people or accounts of its own
 */
export async function importOffice(db: Database, archive: Buffer): Promise<{ rows: number }> {
  const entries = openArchive(archive);
  const manifest = readManifest(entries);
  const tables = Object.entries(manifest.tables).map(([model, { rows, sha256: expected }]) => {
    const body = entries.get(`${model}.jsonl`);
    if (!models.includes(model as (typeof models)[number])) throw new ArchiveRefusal(`The archive holds ${model}, which this release does not know.`);
    if (!body || sha256(body) !== expected) throw new ArchiveRefusal(`The archive is damaged: ${model}.jsonl is not what its manifest says.`);
    const lines = body.toString('utf8').split('\n').filter(Boolean);
    if (lines.length !== rows) throw new ArchiveRefusal(`The archive is damaged: ${model}.jsonl has ${lines.length} lines instead of ${rows}.`);
    return { model, rows: lines.map((line) => JSON.parse(line) as Row) };
  });
  return db.write(async (tx) => {
    if ((await tx.interaction.count()) + (await tx.contact.count()) + (await tx.user.count()) > 0) {
      throw new ArchiveRefusal('This office is not empty: an archive is loaded into a new one only.');
    }
    await deferForeignKeys(tx);
    for (const model of models) await tx.$executeRawUnsafe(`DELETE FROM "${model}"`);
    let total = 0;
    for (const { model, rows } of tables.sort(frozenLast)) {
      for (let from = 0; from < rows.length; from += 200) {
        await tableOf(tx, model).createMany({ data: rows.slice(from, from + 200).map((row) => restoreBytes(model, row)) });
      }
      total += rows.length;
    }
    await markAllStale(tx);
    return { rows: total };
  });
}

/** Once an exercise is frozen nothing is added to it any more: what freezes it comes after all that it is made of. */
const frozenLast = (one: { model: string }, other: { model: string }): number => Number(one.model === 'FrozenExercise') - Number(other.model === 'FrozenExercise');

function openArchive(archive: Buffer): Map<string, Buffer> {
  try {
    return readZip(archive);
  } catch {
    throw new ArchiveRefusal('This file is not an archive of Passerelle.');
  }
}

function readManifest(entries: Map<string, Buffer>): Manifest {
  try {
    const manifest = JSON.parse(entries.get('manifest.json')?.toString('utf8') ?? '') as Manifest;
    if (manifest.format === 'passerelle-archive' && manifest.version === 1) return manifest;
  } catch {
    // Said below, as for any other file.
  }
  throw new ArchiveRefusal('This file is not an archive of Passerelle.');
}

const sha256 = (body: Buffer): string => createHash('sha256').update(body).digest('hex');

function bytesAsBase64(this: Row, key: string, value: unknown): unknown {
  const raw = this[key];
  return raw instanceof Uint8Array ? Buffer.from(raw).toString('base64') : value;
}

const restoreBytes = (model: string, row: Row): Row =>
  model === 'Attachment' && typeof row.content === 'string' ? { ...row, content: new Uint8Array(Buffer.from(row.content, 'base64')) } : row;
