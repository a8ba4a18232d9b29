import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addOrganization, makeOffice } from './officer.ts';
import { runToEnd, startServer, temporaryFolder } from './server.ts';

let folder: ReturnType<typeof temporaryFolder>;
const at = (name: string): string => join(folder.path, name);
beforeAll(async () => {
  folder = temporaryFolder();
  await makeOffice(folder.path);
});
afterAll(() => folder.remove());

function rows<Row>(file: string, sql: string): Row[] {
  const db = new Sqlite(file);
  const found = db.prepare<[], Row>(sql).all();
  db.close();
  return found;
}

it('an office is written beside its server, put on record, and loaded into one that has just been started with nothing lost', async () => {
  const server = await startServer(folder.path);
  await addOrganization(server.address, 'Essai « gardé »');
  const first = await runToEnd('scripts/export.mjs', [at('first.zip')], folder.path);
  expect(first.code, first.output).toBe(0);
  expect(first.output).toMatch(/… 100%: \d+ rows/);
  await server.stop('SIGTERM');
  expect(rows(at('passerelle.db'), `SELECT "collection", "format", "isOutsideQuebec" AS "outside" FROM "ExportLog"`)).toEqual([{ collection: 'office', format: 'zip', outside: 0 }]);

  const again = await runToEnd('scripts/export.mjs', [at('first.zip')], folder.path);
  expect(again.code).toBe(1);
  expect(again.output).toContain('is already there');
  // A new machine: the product is started, seen to work, and stopped before anybody has an account.
  mkdirSync(at('new'));
  await (await startServer(at('new'))).stop('SIGTERM');
  const loaded = await runToEnd('scripts/import.mjs', [at('first.zip')], at('new'));
  expect(loaded.code, loaded.output).toBe(0);
  const refused = await runToEnd('scripts/import.mjs', [at('first.zip')], at('new'));
  expect(refused.code).toBe(1);
  expect(refused.output).toContain('Nothing was changed. This office is not empty');
  expect((await runToEnd('scripts/export.mjs', [at('second.zip')], at('new'))).code).toBe(0);
  expect(readFileSync(at('second.zip')).equals(readFileSync(at('first.zip')))).toBe(true);
  expect((await runToEnd('scripts/doctor.mjs', [], at('new'))).code).toBe(0);
});

it('an export that a killed server was making is said to be interrupted by the next one, and its file is gone', async () => {
  await (await startServer(folder.path)).stop('SIGTERM');
  const [maker] = rows<{ id: string }>(at('passerelle.db'), `SELECT "id" FROM "User" LIMIT 1`);
  const db = new Sqlite(at('passerelle.db'));
  db.prepare(`INSERT INTO "Job" ("id", "kind", "status", "createdById") VALUES ('cut', 'export', 'running', ?)`).run(maker?.id);
  db.close();
  mkdirSync(at('exports'), { recursive: true });
  for (const name of ['cut.partial', 'of-nobody']) writeFileSync(at(`exports/${name}`), 'half');
  const server = await startServer(folder.path);
  await server.stop('SIGTERM');
  const [job] = rows<{ status: string; result: string }>(at('passerelle.db'), `SELECT "status", "result" FROM "Job"`);
  expect(job).toMatchObject({ status: 'failed', result: '{"failure":"interrupted"}' });
  expect(existsSync(at('exports')) ? readdirSync(at('exports')) : []).toEqual([]);
});
