// npm run doctor: looks the office over while the server runs; leaves with code 1 when something needs care.
import { createHash } from 'node:crypto';
import { existsSync, statSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { runScript, say } from './support/console.mjs';
import { withFile } from './support/sqlite.mjs';
import { examine } from './support/verify.mjs';
import { readConfig } from '../server/config.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { differingContactTally } from '../server/contacts/contact-tally.tables.ts';
import { differingKnownBy } from '../server/contacts/known-by.tables.ts';
import { addMonths } from '../server/interactions/activity.rules.ts';
import { differingTally } from '../server/interactions/tally.repair.ts';
import { startOfDay } from '../server/text/day.rules.ts';
import { keptTriggers } from '../server/notes/kept.tables.ts';
import { indexed } from '../server/search/records.ts';
import { differingTables, frozenTables } from '../server/targets/freeze.rules.ts';
import { frozenTriggers } from '../server/targets/freeze.tables.ts';

let troubles = 0;

/** @param {boolean} ok @param {string} what @param {string} [remedy] what to do when it is not */
function report(ok, what, remedy) {
  if (!ok) troubles += 1;
  console.log(`${ok ? '✓' : '✗'} ${what}${ok || remedy === undefined ? '' : ` → ${remedy}`}`);
}

await runScript(async () => {
  const { databaseFile: file, dataDir } = readConfig();
  const found = existsSync(file);
  report(found, say(`Base de données : ${file}`, `Database: ${file}`), say('démarrez Passerelle ou restaurez une sauvegarde', 'start Passerelle or restore a backup'));
  if (found) await withFile(file, 'read', examineOffice);
  examineDisk(found ? dirname(file) : dirname(dataDir), found ? statSync(file).size : 0);
  return troubles === 0 ? 0 : 1;
});

/** @param {import('./support/sqlite.mjs').Sqlite} db */
async function examineOffice(db) {
  const restore = say('restaurez la dernière sauvegarde', 'restore the last backup');
  const { integrity, brokenLinks, isPasserelle, migrations } = await examine(db);
  report(integrity.length === 0, say('Intégrité du fichier et de ses index', 'Integrity of the file and its indexes') + (integrity[0] ? ` (${integrity[0]})` : ''), restore);
  report(brokenLinks === 0, say(`Liens entre les fiches : ${brokenLinks} rompus`, `Links between records: ${brokenLinks} broken`), restore);
  const mode = await db.pragma('journal_mode');
  report(mode === 'wal', say(`Journal : ${mode}`, `Journal: ${mode}`), say('démarrez Passerelle, qui remet le mode WAL', 'start Passerelle, which sets WAL mode again'));
  report(isPasserelle, say('Base de Passerelle', 'Passerelle database'), restore);
  if (!isPasserelle) return;
  const { applied, pending, unknown, edited, failed } = migrations;
  report(unknown.length === 0, say(`Migrations : ${applied.length} appliquées`, `Migrations: ${applied.length} applied`) + (unknown.length > 0 ? ` (${unknown.join(', ')})` : ''),
    say('la base est plus récente que le programme : installez la version récente', 'the database is newer than the program: install the newer release'));
  report(failed.length + edited.length === 0, say('Migrations entières et inchangées', 'Migrations complete and unchanged'), restore);
  report(pending.length === 0, say(`Migrations en attente : ${pending.length}`, `Pending migrations: ${pending.length}`), say('redémarrez Passerelle', 'restart Passerelle'));
  await examineSearch(db);
  await examineActivity(db);
  await examineTally(db);
  await examinePeople(db);
  await examineFrozen(db, restore);
  await examineNotes(db, restore);
}

/** Every record that is not archived has its entry, written since its last change, with its words in the word index. @param {import('./support/sqlite.mjs').Sqlite} db */
async function examineSearch(db) {
  const rebuild = say('lancez « npm run reindex »', 'run "npm run reindex"');
  const tables = await db.all(`SELECT name FROM sqlite_schema WHERE name IN ('search_entry', 'search_state', 'search_names_docsize', 'search_texts_docsize')`);
  if (tables.length < 4) return report(false, say('Index de recherche absent ou ancien', 'No search index, or an old one'), say('redémarrez Passerelle', 'restart Passerelle'));
  let all = 0;
  const wrong = [];
  for (const [type, { table, newBy }] of Object.entries(indexed)) {
    const words = newBy ? 'search_texts_docsize' : 'search_names_docsize';
    const [found] = await db.all(`SELECT
      (SELECT count(*) FROM search_entry WHERE "type" = '${type}') AS entries,
      (SELECT count(*) FROM "${table}" r WHERE "archivedAt" IS NULL AND NOT EXISTS (SELECT 1 FROM search_entry WHERE "type" = '${type}' AND "recordId" = r."id")) AS missing,
      (SELECT count(*) FROM search_entry e LEFT JOIN "${table}" r ON r."id" = e."recordId" AND r."archivedAt" IS NULL
        WHERE e."type" = '${type}' AND (r."id" IS NULL OR r."updatedAt" > e."indexedAt")) AS stale,
      (SELECT count(*) FROM search_entry e WHERE e."type" = '${type}' AND NOT EXISTS (SELECT 1 FROM ${words} w WHERE w."id" = e."rowid")) AS wordless`);
    const [entries = 0, missing = 0, stale = 0, wordless = 0] = [found?.entries, found?.missing, found?.stale, found?.wordless].map(Number);
    all += entries;
    if (missing + stale + wordless > 0) {
      wrong.push(say(`${type} : ${missing} absentes, ${stale} périmées, ${wordless} sans mots, de ${entries}`, `${type}: ${missing} missing, ${stale} out of date, ${wordless} without words, of ${entries}`));
    }
  }
  report(wrong.length === 0, say(`Index de recherche : ${all} fiches`, `Search index: ${all} records`) + (wrong.length > 0 ? ` (${wrong.join('; ')})` : ''), rebuild);
  const marks = await db.all(`SELECT 1 FROM search_state WHERE "key" = 'mark'`);
  report(marks.length === 0, say('Reconstruction de l’index achevée', 'Rebuilding of the index completed'), say('lancez « npm run reindex -- --resume »', 'run "npm run reindex -- --resume"'));
}

/** Three months, taken across the years: what the counts by month say of each is what the interactions say. @param {import('./support/sqlite.mjs').Sqlite} db */
async function examineActivity(db) {
  const rebuild = say('lancez « npm run reindex »', 'run "npm run reindex"');
  const tables = await db.all(`SELECT name FROM sqlite_schema WHERE name IN ('activity_month', 'activity_stale')`);
  if (tables.length < 2) return report(false, say('Comptes par mois absents', 'No counts by month'), say('redémarrez Passerelle', 'restart Passerelle'));
  const stale = await db.all('SELECT "month" FROM activity_stale LIMIT 1');
  report(stale.length === 0, say('Comptes par mois à jour', 'Counts by month up to date'), say('ils sont refaits pendant que Passerelle tourne; sinon, redémarrez-la', 'they are made again while Passerelle runs; otherwise restart it'));
  const known = await db.all(`SELECT DISTINCT "month" FROM activity_month WHERE "axis" = 'all' ORDER BY "month"`);
  const sample = [...new Set([0, Math.floor(known.length / 2), known.length - 1])].flatMap((at) => (known[at] ? [String(known[at].month)] : []));
  const wrong = [];
  for (const month of sample) {
    const [first, next] = [`${month}-01`, `${addMonths(month, 1)}-01`].map((day) => startOfDay(day).toISOString().replace('Z', '+00:00'));
    const held = `i."status" = 'held' AND i."archivedAt" IS NULL AND i."startsAt" >= '${first}' AND i."startsAt" < '${next}'`;
    const [counts] = await db.all(`SELECT
      (SELECT count(*) FROM "Interaction" i WHERE ${held}) AS "all",
      (SELECT COALESCE(sum("held"), 0) FROM activity_month WHERE "axis" = 'all' AND "month" = '${month}') AS "keptAll",
      (SELECT count(*) FROM (SELECT DISTINCT i."id", o."kind" FROM "Interaction" i CROSS JOIN "InteractionOrganization" io ON io."interactionId" = i."id"
        CROSS JOIN "Organization" o ON o."id" = io."organizationId" WHERE NOT o."isOurs" AND ${held})) AS "kinds",
      (SELECT COALESCE(sum("held"), 0) FROM activity_month WHERE "axis" = 'kind' AND "month" = '${month}') AS "keptKinds"`);
    if (counts && (counts.all !== counts.keptAll || counts.kinds !== counts.keptKinds)) wrong.push(month);
  }
  report(wrong.length === 0, say(`Comptes par mois : ${sample.length} mois vérifiés`, `Counts by month: ${sample.length} months checked`) + (wrong.length > 0 ? ` (${wrong.join(', ')})` : ''), rebuild);
}

/** How many interactions there are, and of two hundred organizations which: what is kept is what the records say. @param {import('./support/sqlite.mjs').Sqlite} db */
async function examineTally(db) {
  const tables = await db.all(`SELECT name FROM sqlite_schema WHERE name IN ('interaction_tally', 'interaction_line', 'interaction_served')`);
  if (tables.length < 3) return report(false, say('Compteurs des échanges absents', 'No counters of interactions'), say('redémarrez Passerelle', 'restart Passerelle'));
  const [all] = await db.all(`SELECT (SELECT count(*) FROM "Interaction") AS "interactions", (SELECT count(*) FROM "Organization") AS "organizations"`);
  const step = Math.max(1, Math.floor(Number(all?.organizations) / 200));
  const { sql, values } = differingTally(Prisma.sql`SELECT "id" FROM "Organization" WHERE "rowid" % ${step} = 0`);
  const wrong = Number((await db.all(sql, values))[0]?.n);
  report(wrong === 0, say(`Compteurs des échanges : ${all?.interactions} échanges`, `Counters of interactions: ${all?.interactions} interactions`) + (wrong > 0 ? ` (${wrong})` : ''), say('lancez « npm run reindex »', 'run "npm run reindex"'));
}

/** How many people there are, and of two hundred of them who knows them: what is kept is what the records say. @param {import('./support/sqlite.mjs').Sqlite} db */
async function examinePeople(db) {
  const tables = await db.all(`SELECT name FROM sqlite_schema WHERE name IN ('known_by', 'contact_tally')`);
  if (tables.length < 2) return report(false, say('Comptes des personnes absents', 'No counts of people'), say('redémarrez Passerelle', 'restart Passerelle'));
  const [all] = await db.all(`SELECT count(*) AS "n" FROM "Contact"`);
  const step = Math.max(1, Math.floor(Number(all?.n) / 200));
  const { sql, values } = differingKnownBy(Prisma.sql`SELECT "id" FROM "Contact" WHERE "rowid" % ${step} = 0`);
  const [counts, ties] = [await db.all(differingContactTally), await db.all(sql, values)];
  const wrong = Number(counts[0]?.n) + Number(ties[0]?.n);
  report(wrong === 0, say(`Qui connaît qui : ${all?.n} personnes`, `Who knows whom: ${all?.n} people`) + (wrong > 0 ? ` (${wrong})` : ''), say('lancez « npm run reindex »', 'run "npm run reindex"'));
}

/** Every decided exercise: its snapshot has its hash, its rows say what the snapshot says, and the triggers that keep it are there. @param {import('./support/sqlite.mjs').Sqlite} db @param {string} restore */
async function examineFrozen(db, restore) {
  const found = new Set((await db.all(`SELECT "name" FROM sqlite_schema WHERE "type" = 'trigger'`)).map(({ name }) => String(name)));
  const missing = frozenTriggers.filter((name) => !found.has(name));
  report(missing.length === 0, say('Exercices décidés à l’abri des changements', 'Decided exercises kept from changes') + (missing.length > 0 ? ` (${missing.join(', ')})` : ''), say('redémarrez Passerelle', 'restart Passerelle'));
  const tables = await db.all(`SELECT 1 FROM sqlite_schema WHERE "name" = 'FrozenExercise'`);
  if (tables.length === 0) return;
  const wrong = [];
  let all = 0;
  for (let last = ''; ; ) {
    const [frozen] = await db.all('SELECT "id", "exerciseId", "snapshot", "sha256" FROM "FrozenExercise" WHERE "id" > ? ORDER BY "id" LIMIT 1', [last]);
    if (!frozen) break;
    all += 1;
    last = String(frozen.id);
    const snapshot = String(frozen.snapshot);
    if (createHash('sha256').update(snapshot, 'utf8').digest('hex') !== frozen.sha256) {
      wrong.push(say(`${frozen.exerciseId} : son empreinte n’est pas la sienne`, `${frozen.exerciseId}: its hash is not its own`));
      continue;
    }
    /** @type {Record<string, Record<string, unknown>[]>} */
    const rows = {};
    for (const [table, where] of Object.entries(frozenTables)) rows[table] = await db.all(`SELECT * FROM "${table}" WHERE ${where}`, [frozen.exerciseId]);
    const differing = differingTables(JSON.parse(snapshot).rows, rows);
    if (differing.length > 0) wrong.push(`${frozen.exerciseId}${say(' : ', ': ')}${differing.join(', ')}`);
  }
  report(wrong.length === 0, say(`Exercices décidés : ${all} vérifiés`, `Decided exercises: ${all} checked`) + (wrong.length > 0 ? ` (${wrong.join('; ')})` : ''), restore);
}

/** Every kept note: its document and its files have their hashes, and the triggers that keep them are there. @param {import('./support/sqlite.mjs').Sqlite} db @param {string} restore */
async function examineNotes(db, restore) {
  const found = new Set((await db.all(`SELECT "name" FROM sqlite_schema WHERE "type" = 'trigger'`)).map(({ name }) => String(name)));
  const missing = keptTriggers.filter((name) => !found.has(name));
  report(missing.length === 0, say('Notes conservées à l’abri des changements', 'Kept notes safe from changes') + (missing.length > 0 ? ` (${missing.join(', ')})` : ''), say('redémarrez Passerelle', 'restart Passerelle'));
  const tables = await db.all(`SELECT 1 FROM sqlite_schema WHERE "name" = 'NoteFile'`);
  if (tables.length === 0) return;
  const wrong = [];
  let all = 0;
  for (let last = ''; ; ) {
    const [note] = await db.all('SELECT "id", "title", "tree", "sha256" FROM "Note" WHERE "id" > ? ORDER BY "id" LIMIT 1', [last]);
    if (!note) break;
    all += 1;
    last = String(note.id);
    const parts = [{ format: 'json', content: Buffer.from(String(note.tree), 'utf8'), sha256: note.sha256 }, ...(await db.all('SELECT "format", "content", "sha256" FROM "NoteFile" WHERE "noteId" = ?', [last]))];
    for (const { format, content, sha256 } of parts) {
      const bytes = content instanceof Uint8Array ? content : Buffer.from(String(content), 'utf8');
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) wrong.push(`${note.title} (${format})`);
    }
  }
  report(wrong.length === 0, say(`Notes conservées : ${all} vérifiées`, `Kept notes: ${all} checked`) + (wrong.length > 0 ? say(` ; ne sont plus ce qui a été approuvé : ${wrong.join(', ')}`, `; no longer what was approved: ${wrong.join(', ')}`) : ''), restore);
}

/** Room for the database to double, and never less than 200 MB. @param {string} folder @param {number} size in bytes */
function examineDisk(folder, size) {
  const { bavail, bsize } = statfsSync(existsSync(folder) ? folder : '.');
  const free = bavail * bsize;
  const megabytes = Math.floor(free / 1e6);
  report(free > Math.max(2e8, 2 * size), say(`Espace libre : ${megabytes} Mo`, `Free space: ${megabytes} MB`), say('libérez de l’espace', 'make room'));
}
