import { existsSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diffToSchema } from '../../server/migration-engine.ts';
import { compareMigrations, migrateDatabase, readMigrationState, readMigrations } from '../../server/migrations.ts';
import { makeOffice } from './officer.ts';
import { root, runToEnd, temporaryFolder } from './server.ts';

let folder: ReturnType<typeof temporaryFolder>;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder.path, 'passerelle.db');
});
afterEach(() => folder.remove());

const later = { name: '20990101000000_a_column', sql: 'ALTER TABLE "User" ADD COLUMN "motto" TEXT;\n' };

function users(): number {
  const db = new Sqlite(file, { readonly: true });
  const { n } = db.prepare('SELECT count(*) AS n FROM "User"').get() as { n: number };
  db.close();
  return n;
}

describe('the migrations of this release', () => {
  it('lead to the data model, no more and no less', async () => {
    const schema = readFileSync(join(root, 'prisma/schema.prisma'), 'utf8');
    expect(await diffToSchema(readMigrations(), schema)).toBe('');
  });

  it('hold neither triggers nor virtual tables, which are the search index’s own', () => {
    for (const { sql } of readMigrations()) expect(sql).not.toMatch(/CREATE\s+(TRIGGER|VIRTUAL)/i);
  });
});

describe('bringing a database up to date', () => {
  it('creates it, then finds nothing to do', async () => {
    const names = readMigrations().map(({ name }) => name);
    expect(await migrateDatabase(file)).toEqual(names);
    expect(await migrateDatabase(file)).toEqual([]);
    expect(await readMigrationState(file)).toMatchObject({ applied: names, pending: [], unknown: [], edited: [], failed: [] });
  });

  it('works on a copy and keeps the file as it was', async () => {
    await makeOffice(folder.path);
    expect(await migrateDatabase(file, [...readMigrations(), later])).toEqual([later.name]);
    expect(users()).toBe(1);
    const before = new Sqlite(`${file}.before-${later.name}`, { readonly: true });
    expect(before.pragma('table_info("User")')).not.toContainEqual(expect.objectContaining({ name: 'motto' }));
    before.close();
    expect(readdirSync(folder.path).filter((name) => name.includes('migrating'))).toEqual([]);
  });

  it('changes nothing when a migration fails', async () => {
    await makeOffice(folder.path);
    const wrong = { name: '20990101000000_wrong', sql: 'CREATE TABLE "half" ("id" TEXT);\nALTER TABLE "Nobody" ADD COLUMN "x" TEXT;\n' };
    await expect(migrateDatabase(file, [...readMigrations(), wrong])).rejects.toThrow();
    expect((await readMigrationState(file)).failed).toEqual([]);
    expect(await migrateDatabase(file)).toEqual([]);
    expect(users()).toBe(1);
  });

  it('takes up again after a migration that was killed, from the database as it was', async () => {
    await makeOffice(folder.path);
    writeFileSync(`${file}.migrating-999999999`, 'half a copy');
    expect(await migrateDatabase(file, [...readMigrations(), later])).toEqual([later.name]);
    expect(existsSync(`${file}.migrating-999999999`)).toBe(false);
    expect(users()).toBe(1);
  });

  it('refuses while another process has the database open', async () => {
    await makeOffice(folder.path);
    // In another process, as it would be: one process must not open a file through two libraries.
    const holder = join(folder.path, 'hold.mjs');
    writeFileSync(
      holder,
      `import { migrateDatabase, readMigrations } from ${JSON.stringify(join(root, 'server/migrations.ts'))};
       await migrateDatabase(${JSON.stringify(file)}, [...readMigrations(), ${JSON.stringify(later)}]).catch((error) => console.log(error.message));`,
    );
    const db = new Sqlite(file);
    db.pragma('journal_mode = WAL');
    db.prepare('SELECT count(*) FROM "User"').get();
    const { output } = await runToEnd(holder, [], folder.path);
    db.close();
    expect(output).toContain('in use by another process');
    expect(users()).toBe(1);
  });

  it('refuses a journal whose database is missing', async () => {
    await makeOffice(folder.path);
    renameSync(file, `${file}.elsewhere`);
    writeFileSync(`${file}-wal`, 'a journal');
    await expect(migrateDatabase(file)).rejects.toThrow(/its journal .* is there/);
    expect(existsSync(file)).toBe(false);
  });

  it('refuses a database of another program', async () => {
    const other = new Sqlite(file);
    other.exec('CREATE TABLE "recipes" ("id" TEXT)');
    other.close();
    await expect(migrateDatabase(file)).rejects.toThrow(/another program/);
  });
});

it('tells applied, pending, unknown, edited and half-way migrations apart', () => {
  const known = [{ name: 'a', sql: 'A' }, { name: 'b', sql: 'B' }, { name: 'c', sql: 'C' }];
  const digestOfA = '559aead08264d5795d3909718cdd05abd49572e84fe55590eef31a88a08fdffd';
  const rows = [
    { name: 'a', checksum: digestOfA, finished: true },
    { name: 'b', checksum: 'other', finished: true },
    { name: 'c', checksum: 'c', finished: false },
    { name: 'z', checksum: 'z', finished: true },
  ];
  expect(compareMigrations(rows, known)).toEqual({ applied: ['a', 'b', 'z'], pending: ['c'], unknown: ['z'], edited: ['b'], failed: ['c'] });
});
