// npm run restore -- FILE: puts a backup in the place of the office's database. The server must be stopped.
import { closeSync, copyFileSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Stop, runScript, say, step } from './support/console.mjs';
import { withFile } from './support/sqlite.mjs';
import { examine, objection } from './support/verify.mjs';
import { readConfig } from '../server/config.ts';

const companions = ['-wal', '-shm', '-journal'];

await runScript(async () => {
  const [name, ...rest] = process.argv.slice(2);
  if (name === undefined || rest.length > 0 || name.startsWith('-')) {
    throw new Stop(say('Usage : npm run restore -- FICHIER', 'Usage: npm run restore -- FILE'));
  }
  const backup = resolve(process.env.INIT_CWD ?? '.', name);
  const target = readConfig().databaseFile;
  if (!existsSync(backup)) throw new Stop(say(`Il n’y a pas de fichier ${backup}.`, `There is no file ${backup}.`));
  if (existsSync(target) && realpathSync(backup) === realpathSync(target)) {
    throw new Stop(say('C’est la base elle-même, pas une sauvegarde.', 'That is the database itself, not a backup.'));
  }
  mkdirSync(dirname(target), { recursive: true });
  const draft = `${target}.restoring-${process.pid}`;
  try {
    // A copy is verified, so that what is verified is what is put in place.
    await step(say('Vérification', 'Verification'), () => verify(backup, draft));
    const kept = await replace(target, draft);
    console.log(say(`✓ ${target} vient de ${backup}`, `✓ ${target} comes from ${backup}`));
    if (kept !== undefined) console.log(say(`✓ L’ancienne base est gardée : ${kept}`, `✓ The former database is kept: ${kept}`));
  } finally {
    for (const suffix of ['', ...companions]) rmSync(`${draft}${suffix}`, { force: true });
  }
});

/** @param {string} backup @param {string} draft @throws {Stop} when the backup cannot be trusted; nothing was changed */
async function verify(backup, draft) {
  copyFileSync(backup, draft);
  if (existsSync(`${backup}-wal`)) copyFileSync(`${backup}-wal`, `${draft}-wal`);
  let reason;
  try {
    reason = await withFile(draft, 'write', async (db) => {
      await db.pragma('journal_mode = DELETE');
      const found = objection(await examine(db));
      await db.pragma('journal_mode = WAL');
      return found;
    });
  } catch (error) {
    if (error instanceof Stop) throw error;
    reason = say('ce n’est pas une base de données lisible', 'it is not a database that can be read');
  }
  if (reason !== undefined) {
    throw new Stop(say(`Rien n’a été changé; la sauvegarde est refusée : ${reason}.`, `Nothing was changed; the backup is refused: ${reason}.`));
  }
  flush(draft);
}

/**
 * Puts the verified copy in place in one step; the file that was there stays beside it.
 * @param {string} target @param {string} draft @returns {Promise<string | undefined>} where the former database is
 */
async function replace(target, draft) {
  const moment = new Date().toISOString().slice(0, 19).replace(/\D/g, '');
  const kept = `${target}.replaced-${moment}`;
  if (!existsSync(target)) {
    // A journal without its database would be applied to the one that comes.
    for (const suffix of companions) if (existsSync(`${target}${suffix}`)) renameSync(`${target}${suffix}`, `${kept}${suffix}`);
    renameSync(draft, target);
    flushFolder(target);
    return undefined;
  }
  if (await isSound(target)) {
    await withFile(target, 'write', async (db) => {
      await takeAlone(db, target);
      linkSync(target, kept);
      renameSync(draft, target);
      flushFolder(target);
    });
    rmSync(`${target}-shm`, { force: true });
  } else {
    for (const suffix of ['', ...companions]) if (existsSync(`${target}${suffix}`)) renameSync(`${target}${suffix}`, `${kept}${suffix}`);
    renameSync(draft, target);
    flushFolder(target);
  }
  return kept;
}

/** @param {string} file @returns {Promise<boolean>} false when it is too damaged even to be opened */
async function isSound(file) {
  try {
    return await withFile(file, 'read', async (db) => (await db.all('SELECT count(*) FROM sqlite_schema')).length === 1);
  } catch (error) {
    if (error instanceof Stop) throw error;
    return /SQLITE_BUSY|SQLITE_LOCKED/.test(String(error));
  }
}

/**
 * Leaves WAL mode, which works only when nobody else has the file open, and keeps the others out until it is closed.
 * @param {import('./support/sqlite.mjs').Sqlite} db @param {string} file
 */
async function takeAlone(db, file) {
  try {
    await db.pragma('locking_mode = EXCLUSIVE');
    if ((await db.pragma('journal_mode = DELETE')) !== 'delete') throw new Error('SQLITE_BUSY');
    await db.exec('BEGIN EXCLUSIVE; COMMIT;');
  } catch (error) {
    if (!/SQLITE_BUSY|SQLITE_LOCKED/.test(String(error))) throw error;
    throw new Stop(say(`Rien n’a été changé : ${file} est en service; arrêtez d’abord le serveur.`,
      `Nothing was changed: ${file} is in use; stop the server first.`));
  }
}

/** @param {string} path its content is on the disk when this returns */
function flush(path) {
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

/** @param {string} file its name in the folder is on the disk when this returns */
function flushFolder(file) {
  if (process.platform !== 'win32') flush(dirname(file));
}
