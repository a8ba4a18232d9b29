import { createHash } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadDemo } from '../../server/demo/load.ts';
import { fillOffice, openOffice } from '../../server/startup.ts';
import { runToEnd, startServer, temporaryFolder, type Ended } from './server.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(async () => {
  folder = temporaryFolder();
  const db = await openOffice({ file: at('passerelle.db') });
  await fillOffice(db);
  await loadDemo(db, new Date());
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  const asOf = new Date('2026-11-21T12:00:00Z');
  const file = { format: 'txt', content: Buffer.from('Bonjour'), sha256: sha256('Bonjour'), bytes: 7 };
  await db.write((tx) => tx.note.create({ data: { id: 'note.kept', kind: 'meeting', title: 'Rencontre', language: 'fr', asOf, archivedAt: asOf, tree: '{"schema":1}', sha256: sha256('{"schema":1}'), files: { create: [file] } } }));
  await db.close();
  copyFileSync(at('passerelle.db'), at('sound.db'));
});
afterAll(() => folder.remove());

const at = (name: string): string => join(folder.path, name);
const doctor = (): Promise<Ended> => runToEnd('scripts/doctor.mjs', [], folder.path);

/** What somebody does who has the file itself and knows of the triggers. */
function tamper(sql: string): void {
  copyFileSync(at('sound.db'), at('passerelle.db'));
  const db = new Sqlite(at('passerelle.db'));
  const triggers = db.prepare(`SELECT "name", "sql" FROM sqlite_master WHERE "type" = 'trigger' AND ("name" LIKE 'frozen@_%' ESCAPE '@' OR "name" LIKE 'kept@_%' ESCAPE '@')`).all() as { name: string; sql: string }[];
  for (const { name } of triggers) db.exec(`DROP TRIGGER "${name}"`);
  db.exec(sql);
  for (const trigger of triggers) db.exec(trigger.sql);
  db.close();
}

it('doctor finds a decided exercise as it was decided, in a backup that was restored too', async () => {
  const { code, output } = await doctor();
  expect(output).toContain('Decided exercises: 1 checked');
  expect(output).toContain('Kept notes: 1 checked');
  expect(code, output).toBe(0);
  expect((await runToEnd('scripts/backup.mjs', [at('copy.db')], folder.path)).code).toBe(0);
  expect((await runToEnd('scripts/restore.mjs', [at('copy.db')], folder.path)).code).toBe(0);
  const restored = await doctor();
  expect(restored.code, restored.output).toBe(0);
});

it.each([
  ['the snapshot', `UPDATE "FrozenExercise" SET "snapshot" = replace("snapshot", 'Maghreb', 'Machrek')`, 'tg.2025: its hash is not its own'],
  ['a score', `UPDATE "Score" SET "value" = 0 WHERE "id" = 'pr.nordic:pc.urban'`, 'tg.2025: Score'],
  ['a weight', `UPDATE "Criterion" SET "weight" = 99 WHERE "id" = 'pc.urban'`, 'tg.2025: Criterion'],
  ['a judgement taken away', `DELETE FROM "Judgement" WHERE "id" LIKE 'pr.africa%'`, 'tg.2025: Judgement'],
  ['a decision', `UPDATE "TargetDecision" SET "decision" = 'no' WHERE "id" = 'td.2'`, 'tg.2025: TargetDecision'],
  ['the text of a kept note', `UPDATE "NoteFile" SET "content" = CAST('Bonsoir' AS BLOB)`, 'no longer what was approved: Rencontre (txt)'],
])('doctor finds %s changed behind its back', async (_, sql, said) => {
  tamper(sql);
  const { code, output } = await doctor();
  expect(output).toContain(said);
  expect(code).toBe(1);
});

it('says that the triggers are gone, and the next start makes them anew', async () => {
  copyFileSync(at('sound.db'), at('passerelle.db'));
  const db = new Sqlite(at('passerelle.db'));
  db.exec('DROP TRIGGER frozen_score_change');
  db.close();
  const { code, output } = await doctor();
  expect([code, /✗ .*frozen_score_change/.test(output)]).toEqual([1, true]);
  await (await startServer(folder.path)).stop('SIGTERM');
  expect((await doctor()).output).toContain('✓ Decided exercises kept from changes');
});
