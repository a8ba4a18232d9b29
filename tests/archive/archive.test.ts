import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { archived, archiveParts, exportOffice, leftOut, type Manifest } from '../../server/archive.ts';
import { ArchiveRefusal, importOffice } from '../../server/archive-loading.ts';
import type { Database } from '../../server/database.ts';
import { loadDemo } from '../../server/demo/load.ts';
import { fillOffice, openOffice } from '../../server/startup.ts';
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
  empty = await startedOffice('empty.db');
  await exportOffice(office.file, at('first.zip'));
}, 120_000);
afterAll(async () => {
  await office.close();
  await empty.close();
  rmSync(folder, { recursive: true, force: true });
});

/** An office as the first start of a server leaves it: nobody has worked in it, and the reference data is there. */
async function startedOffice(name: string): Promise<Database> {
  if (!existsSync(at('started.db'))) {
    const db = await openOffice({ file: at('started.db') });
    await fillOffice(db);
    await db.close();
  }
  copyFileSync(at('started.db'), at(name));
  return openOffice({ file: at(name) });
}

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

type Contents = Map<string, string>;
const sumOf = (text: string): { rows: number; sha256: string } => ({ rows: text.split('\n').length - 1, sha256: createHash('sha256').update(text).digest('hex') });

/** The archive with other tables, and a manifest that says the truth of them: nothing but what is in them can be wrong. */
async function remade(change: (tables: Contents, manifest: Record<string, unknown>) => void): Promise<Buffer> {
  const file = await openZip(at('first.zip'));
  const tables: Contents = new Map();
  for (const name of file.names) tables.set(name.replace('.jsonl', ''), Buffer.concat(await Array.fromAsync(file.read(name))).toString());
  await file.close();
  const manifest = JSON.parse(tables.get('manifest.json') ?? '') as Record<string, unknown>;
  tables.delete('manifest.json');
  change(tables, manifest);
  if (manifest['tables']) manifest['tables'] = Object.fromEntries([...tables].map(([model, text]) => [model, sumOf(text)]));
  const entries = [...[...tables].map(([model, text]) => [`${model}.jsonl`, text] as const), ['manifest.json', JSON.stringify(manifest)] as const];
  return Buffer.concat(await Array.fromAsync(zip(entries.map(([name, text]) => ({ name, parts: Readable.from([text]) })), '2026-11-21')));
}

/** Every row of a table, or the first, as something else. */
function change(tables: Contents, model: string, into: (row: Record<string, unknown>, n: number) => unknown): void {
  const rows = (tables.get(model) ?? '').split('\n').slice(0, -1);
  tables.set(model, rows.map((line, n) => `${JSON.stringify(into(JSON.parse(line) as Record<string, unknown>, n))}\n`).join(''));
}
const first = (row: unknown, changed: unknown, n: number): unknown => (n === 0 ? changed : row);

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

it('lets the office go when it is not wanted to its end: nothing of it stays open, and its log can be emptied', async () => {
  await (await startedOffice('large.db')).close();
  const connection = new Sqlite(at('large.db'));
  // In the middle of a table that gives more than is folded up at once.
  connection.exec(`WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 4000)
    INSERT INTO "Setting" ("key", "value") SELECT 'key.' || n, hex(randomblob(200)) FROM n`);
  const tally = { rows: 0 };
  const parts = archiveParts(at('large.db'), tally);
  const before = archived.filter((model) => model < 'Setting').reduce((sum, model) => sum + (connection.prepare(`SELECT count(*) FROM "${model}"`).pluck().get() as number), 0);
  while (tally.rows <= before) expect((await parts.next()).done).toBe(false);
  connection.exec('CREATE TABLE meanwhile ("n")');
  expect(connection.pragma('wal_checkpoint(TRUNCATE)')).toMatchObject([{ busy: 1 }]);
  await parts.return(undefined);
  expect(connection.pragma('wal_checkpoint(TRUNCATE)')).toMatchObject([{ busy: 0, log: 0 }]);
  connection.close();
});

describe('the archive of the release before', () => {
  it('is loaded: what is no longer in one is passed over, and its notes find their records and their editions again', async () => {
    const db = await startedOffice('older.db');
    const newer = new Set(['about', 'coversFrom', 'coversTo', 'edition', 'supersedesId', 'templateId', 'layout']);
    const place = { placeId: null, regionId: null, frameworkId: null };
    const subject = (id: string, noteId: string, of: object): object => ({ id, noteId, organizationId: null, contactId: null, interactionId: null, missionId: null, agreementId: null, ...place, ...of });
    let [organization, contact] = ['', ''];
    const bytes = await remade((tables) => {
      const [one] = (tables.get('Note') ?? '').split('\n');
      const note = Object.fromEntries(Object.entries(JSON.parse(one ?? '') as object).filter(([name]) => !newer.has(name)));
      [organization, contact] = ['Organization', 'Contact'].map((model) => (JSON.parse((tables.get(model) ?? '').split('\n')[0] ?? '') as { id: string }).id) as [string, string];
      tables.delete('NoteFile');
      tables.set('Job', '{"id":"j","kind":"export","status":"done"}\n');
      tables.set('Note', ['a', 'b', 'c', 'd'].map((id) => `${JSON.stringify({ ...note, id, kind: 'meeting' })}\n`).join(''));
      const subjects = [
        ...['a', 'c'].flatMap((id) => [subject(`${id}1`, id, { organizationId: organization }), subject(`${id}2`, id, { contactId: contact })]),
        subject('b1', 'b', { organizationId: organization }),
      ];
      tables.set('NoteSubject', subjects.map((row) => `${JSON.stringify(row)}\n`).join(''));
    });
    writeFileSync(at('older.zip'), bytes);
    await importOffice(db, at('older.zip'));
    const both = `contact:${contact}\norganization:${organization}`;
    expect(await db.reader.note.findMany({ select: { id: true, about: true, edition: true, supersedesId: true }, orderBy: { id: 'asc' } })).toEqual([
      { id: 'a', about: both, edition: 1, supersedesId: null },
      { id: 'b', about: `organization:${organization}`, edition: 1, supersedesId: null },
      { id: 'c', about: both, edition: 2, supersedesId: 'a' },
      { id: 'd', about: '', edition: 1, supersedesId: null },
    ]);
    expect(await db.reader.job.count()).toBe(0);
    await db.close();
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
    ['a link to a row that is not there', () => remade((tables) => tables.set('ContactPoint', (tables.get('ContactPoint') ?? '').replace(/"contactId":"[^"]*"/, '"contactId":"nobody"'))), /damaged: ContactPoint\.jsonl/],
    ['a row that is a list', () => remade((tables) => change(tables, 'Setting', (row, n) => first(row, [1], n))), /damaged: Setting\.jsonl/],
    ['a moment that is another text', () => remade((tables) => change(tables, 'Contact', (row) => ({ ...row, createdAt: '2026-13-45T12:00:00.000Z' }))), /damaged: Contact\.jsonl/],
    ['a number that is a text', () => remade((tables) => change(tables, 'Contact', (row) => ({ ...row, version: 'one' }))), /damaged: Contact\.jsonl/],
    ['a manifest that lacks the tables', () => remade((_, manifest) => delete manifest['tables']), /not an archive of Passerelle/],
    ['a manifest that says nothing of one', () => altered((name, text) => (name === 'manifest.json' ? text.replace(/"Contact": \{[^}]*\},/, '') : text)), /damaged: manifest\.json/],
    ['a manifest of which the tables are none', () => altered((name, text) => (name === 'manifest.json' ? text.replace(/"Contact": \{[^}]*\}/, '"Contact": 1') : text)), /not an archive of Passerelle/],
    ['a line that does not end', () => remade((tables) => tables.set('Setting', 'x'.repeat(33_000_000))), /damaged: Setting\.jsonl/],
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
    return (made ??= await startedOffice('fresh.db'));
  }
  afterAll(() => made?.close());
});
