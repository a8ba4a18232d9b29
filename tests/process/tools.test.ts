import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addOrganization, makeOffice } from './officer.ts';
import { runToEnd, startServer, temporaryFolder, type Ended } from './server.ts';

let folder: ReturnType<typeof temporaryFolder>;
let file: string;
beforeEach(async () => {
  folder = temporaryFolder();
  file = await makeOffice(folder.path);
});
afterEach(() => folder.remove());

const tool = (name: string, ...args: string[]): Promise<Ended> => runToEnd(`scripts/${name}.mjs`, args, folder.path);
const at = (name: string): string => join(folder.path, name);

function names(path: string): string[] {
  const db = new Sqlite(path, { readonly: true });
  const rows = db.prepare(`SELECT "nameFr" FROM "Organization" WHERE "nameFr" LIKE 'Essai %' ORDER BY 1`).all() as { nameFr: string }[];
  db.close();
  return rows.map(({ nameFr }) => nameFr);
}

/** Changes a byte of text in the middle of the file, as a failing disk does. */
function damage(path: string): void {
  const bytes = readFileSync(path);
  bytes.fill(0x5a, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 8192);
  writeFileSync(path, bytes);
}

describe('backup', () => {
  it('copies, beside a server that goes on writing, all that was acknowledged before it began', async () => {
    const server = await startServer(folder.path);
    const before = ['Essai 1', 'Essai 2', 'Essai 3'];
    for (const name of before) await addOrganization(server.address, name);
    let writing = true;
    const writer = (async () => {
      for (let i = 4; writing; i += 1) await addOrganization(server.address, `Essai ${i}`);
    })();
    const { code, output } = await tool('backup', at('kept/copy.db'));
    writing = false;
    await writer;
    await server.stop('SIGTERM');
    expect(code, output).toBe(0);
    expect(names(at('kept/copy.db'))).toEqual(expect.arrayContaining(before));
    expect(readdirSync(at('kept'))).toEqual(['copy.db']);
  });

  it('refuses to replace the database, and leaves nothing behind when the database is damaged', async () => {
    expect((await tool('backup', file)).code).toBe(1);
    damage(file);
    const { code, output } = await tool('backup', at('copy.db'));
    expect(code).toBe(1);
    expect(output).toContain('not kept');
    expect(readdirSync(folder.path).filter((name) => name.includes('copy'))).toEqual([]);
  });
});

describe('restore', () => {
  it('brings back what was there and keeps what it replaces', async () => {
    const first = await startServer(folder.path);
    await addOrganization(first.address, 'Essai ancien');
    await tool('backup', at('copy.db'));
    await addOrganization(first.address, 'Essai récent');
    const refused = await tool('restore', at('copy.db'));
    expect(refused.code).toBe(1);
    expect(refused.output).toContain('stop the server first');
    await first.stop('SIGTERM');

    expect((await tool('restore', at('copy.db'))).code).toBe(0);
    expect(names(file)).toEqual(['Essai ancien']);
    const kept = readdirSync(folder.path).find((name) => /\.replaced-\d{14}$/.test(name));
    expect(names(at(kept!))).toEqual(['Essai ancien', 'Essai récent']);
    const again = await startServer(folder.path);
    await addOrganization(again.address, 'Essai nouveau');
    await again.stop('SIGTERM');
    expect((await tool('doctor')).code).toBe(0);
  });

  it.each([
    ['is cut short', (copy: string) => truncateSync(copy, 700_000)],
    ['is damaged', damage],
    ['is something else', (copy: string) => writeFileSync(copy, 'Note de rencontre')],
    ['is newer than the program', (copy: string) => alter(copy, `UPDATE _prisma_migrations SET migration_name = '20990101000000_later'`)],
    ['has links that lead nowhere', (copy: string) => alter(copy, `UPDATE "Organization" SET "placeId" = 'nowhere'`)],
  ])('changes nothing when the backup %s', async (_, spoil) => {
    copyFileSync(file, at('copy.db'));
    spoil(at('copy.db'));
    const before = readFileSync(file);
    const { code, output } = await tool('restore', at('copy.db'));
    expect(code).toBe(1);
    expect(output).toContain('Nothing was changed');
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder.path).filter((name) => /restoring|replaced/.test(name))).toEqual([]);
  });

  it('replaces a database that can no longer be read, and one that is gone but for its journal', async () => {
    await tool('backup', at('copy.db'));
    writeFileSync(file, 'not a database at all');
    expect((await tool('restore', at('copy.db'))).code).toBe(0);
    const db = new Sqlite(file);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
  });
});

describe('doctor', () => {
  it('finds nothing wrong beside a running server', async () => {
    const server = await startServer(folder.path);
    await addOrganization(server.address, 'Essai');
    const { code, output } = await tool('doctor');
    await server.stop('SIGTERM');
    expect(output).not.toContain('✗');
    expect(code).toBe(0);
  });

  it('says what is wrong and what to do', async () => {
    alter(file, `DELETE FROM search_entry WHERE "type" = 'organization'`);
    const index = await tool('doctor');
    expect(index.code).toBe(1);
    expect(index.output).toMatch(/✗ .*→ run "npm run reindex"/);
    expect((await tool('reindex')).code).toBe(0);
    expect((await tool('doctor')).code).toBe(0);
    alter(file, `INSERT INTO interaction_tally VALUES ('', 'call', 'held', 'internal', '', 0, 1)`);
    expect((await tool('doctor')).output).toMatch(/✗ Counters of interactions: .*→ run "npm run reindex"/);
    expect((await tool('reindex')).output).toContain('Counters of interactions: 1 put right');
    expect((await tool('doctor')).code).toBe(0);
    damage(file);
    expect((await tool('doctor')).code).toBe(1);
    expect((await runToEnd('scripts/doctor.mjs', [], at('nowhere'))).code).toBe(1);
    expect(existsSync(at('nowhere'))).toBe(false);
  });
});

function alter(path: string, sql: string): void {
  const db = new Sqlite(path);
  db.pragma('foreign_keys = OFF');
  db.exec(sql);
  db.close();
}
