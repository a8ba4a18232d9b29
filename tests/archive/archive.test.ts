import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { archived, exportOffice, leftOut, type Manifest } from '../../server/archive.ts';
import { ArchiveRefusal, importOffice } from '../../server/archive-loading.ts';
import type { Database } from '../../server/database.ts';
import { loadDemo } from '../../server/demo/load.ts';
import { openOffice } from '../../server/startup.ts';
import { openZip } from '../../server/zip-file.ts';
import { zip } from '../../server/zip-stream.ts';
import { testOffice, today, type Office } from '../support/app.ts';

let office: Office;
let empty: Database;
const folder = mkdtempSync(join(tmpdir(), 'passerelle-archive-'));
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  office = await testOffice();
  await loadDemo(office.db, today);
  fillEmptyTables(office.file);
  empty = await openOffice({ file: at('empty.db') });
  await exportOffice(office.file, at('first.zip'));
}, 120_000);
afterAll(async () => {
  await office.close();
  await empty.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The tables of the schema: those of the search index and of what is counted are made from them. */
function tablesOf(file: string): string[] {
  const connection = new Sqlite(file, { readonly: true });
  const names = connection.prepare(`SELECT "name" FROM sqlite_master WHERE "type" = 'table' AND "name" GLOB '[A-Z]*'`).pluck().all() as string[];
  connection.close();
  return names.sort();
}

/** A row in every table in which the demonstration office has none. */
function fillEmptyTables(file: string): void {
  const connection = new Sqlite(file);
  for (const table of tablesOf(file)) {
    if (connection.prepare(`SELECT 1 FROM "${table}" LIMIT 1`).get()) continue;
    const links = new Map((connection.pragma(`foreign_key_list("${table}")`) as { from: string; table: string; to: string }[]).map((link) => [link.from, link]));
    const columns = connection.pragma(`table_info("${table}")`) as { name: string; type: string; notnull: number }[];
    const values = columns.map(({ name, type, notnull }) => {
      const link = links.get(name);
      if (link) return notnull ? connection.prepare(`SELECT "${link.to}" FROM "${link.table}" LIMIT 1`).pluck().get() : null;
      if (type === 'BLOB') return Buffer.from([0, 255, 7, 10, 13]);
      if (type === 'DATETIME') return '2026-11-01T12:00:00.000+00:00';
      return type === 'TEXT' ? `« ${table} »\n\u2028\\"😀` : 1;
    });
    connection.prepare(`INSERT INTO "${table}" (${columns.map(({ name }) => `"${name}"`).join()}) VALUES (${columns.map(() => '?').join()})`).run(values);
  }
  connection.close();
}

async function manifestOf(path: string): Promise<Manifest> {
  const file = await openZip(path);
  const parts = await Array.fromAsync(file.read('manifest.json'));
  await file.close();
  return JSON.parse(Buffer.concat(parts).toString()) as Manifest;
}

describe('the archive of the demonstration office', () => {
  it('has every table of the schema, with what is in it; what is left out has its reason', async () => {
    const { tables, lastChangeAt } = await manifestOf(at('first.zip'));
    expect([...archived, ...Object.keys(leftOut)].sort()).toEqual(tablesOf(office.file));
    expect(Object.keys(tables)).toEqual(archived);
    for (const [model, { rows }] of Object.entries(tables)) expect(rows, model).toBeGreaterThan(0);
    for (const reason of Object.values(leftOut)) expect(reason.length).toBeGreaterThan(20);
    expect(lastChangeAt).toMatch(/^20.*Z$/);
    expect(statSync(at('first.zip')).mode & 0o777).toBe(0o600);
  });

  it('gives the same archive, byte for byte, from the office that it was loaded into', async () => {
    const progress: number[] = [];
    const { rows } = await importOffice(empty, at('first.zip'), (tally) => progress.push(tally.rows));
    expect(progress.length).toBeGreaterThan(0);
    expect(await exportOffice(empty.file, at('second.zip'))).toEqual({ rows });
    expect(readFileSync(at('second.zip')).equals(readFileSync(at('first.zip')))).toBe(true);
    const check = new Sqlite(empty.file, { readonly: true });
    expect(check.pragma('foreign_key_check')).toEqual([]);
    check.close();
  });

  it('is not written over a file that is there, and leaves nothing when it fails', async () => {
    await expect(exportOffice(office.file, at('first.zip'))).rejects.toThrow('EEXIST');
    await expect(exportOffice(at('none.db'), at('none.zip'))).rejects.toThrow();
    expect(() => statSync(at('none.zip'))).toThrow('ENOENT');
  });
});

describe('what is refused', () => {
  const sound = (): Buffer => readFileSync(at('first.zip'));
  async function altered(change: (name: string, text: string) => string): Promise<Buffer> {
    const file = await openZip(at('first.zip'));
    async function* entries() {
      for (const name of file.names) {
        const text = Buffer.concat(await Array.fromAsync(file.read(name))).toString();
        yield { name, parts: (async function* () { yield change(name, text); })() };
      }
    }
    const bytes = Buffer.concat(await Array.fromAsync(zip(entries(), '2026-11-21')));
    await file.close();
    return bytes;
  }
  const flipped = (): Buffer => {
    const bytes = sound();
    bytes.fill(0x41, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 50);
    return bytes;
  };

  it.each<[string, () => Buffer | Promise<Buffer>, RegExp]>([
    ['another file', () => Buffer.from('not a zip'), /not an archive of Passerelle/],
    ['another ZIP', async () => Buffer.concat(await Array.fromAsync(zip([], '2026-11-21'))), /not an archive of Passerelle/],
    ['a file cut short', () => sound().subarray(0, 90_000), /not an archive of Passerelle/],
    ['damaged bytes', flipped, /damaged: \w+\.jsonl/],
    ['a changed line', () => altered((name, text) => (name === 'Contact.jsonl' ? text.replace('"familyName":"', '"familyName":"X') : text)), /damaged: Contact\.jsonl/],
    ['a missing line', () => altered((name, text) => (name === 'User.jsonl' ? text.slice(text.indexOf('\n') + 1) : text)), /damaged: User\.jsonl/],
    ['a table of a later release', () => altered((name, text) => (name === 'manifest.json' ? text.replace('"User": {', '"Robot": {') : text)), /holds Robot/],
    ['a column of a later release', () => altered((name, text) => (name === 'Setting.jsonl' ? text.replaceAll('{"key"', '{"colour":1,"key"') : text)), /holds Setting\.colour/],
  ])('is %s, and nothing has changed', async (_, make, said) => {
    const fresh = await freshOffice();
    const before = await fresh.reader.organization.count();
    writeFileSync(at('bad.zip'), await make());
    await expect(importOffice(fresh, at('bad.zip'))).rejects.toThrow(said);
    expect(await fresh.reader.organization.count()).toBe(before);
    expect(await fresh.reader.user.count()).toBe(0);
  });

  it('is an office where people have worked', async () => {
    await expect(importOffice(office.db, at('first.zip'))).rejects.toThrow(ArchiveRefusal);
    await expect(importOffice(office.db, at('first.zip'))).rejects.toThrow('not empty');
  });

  let made: Database | undefined;
  async function freshOffice(): Promise<Database> {
    return (made ??= await openOffice({ file: at('fresh.db') }));
  }
  afterAll(() => made?.close());
});
