// npm run backup -- FILE: a verified copy of the office's database, while the server runs.
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Stop, runScript, say, step } from './support/console.mjs';
import { withFile } from './support/sqlite.mjs';
import { examine, objection } from './support/verify.mjs';
import { readConfig } from '../server/config.ts';

await runScript(async () => {
  const [name, ...rest] = process.argv.slice(2);
  if (name === undefined || rest.length > 0 || name.startsWith('-')) {
    throw new Stop(say('Usage : npm run backup -- FICHIER', 'Usage: npm run backup -- FILE'));
  }
  const source = readConfig().databaseFile;
  const target = resolve(process.env.INIT_CWD ?? '.', name);
  if (!existsSync(source)) throw new Stop(say(`Il n’y a pas de base de données à ${source}.`, `There is no database at ${source}.`));
  if (existsSync(target) && realpathSync(target) === realpathSync(source)) {
    throw new Stop(say('La sauvegarde ne peut pas remplacer la base elle-même.', 'The backup cannot replace the database itself.'));
  }
  mkdirSync(dirname(target), { recursive: true });
  const draft = `${target}.partial-${process.pid}`;
  try {
    await step(say('Copie', 'Copy'), () => withFile(source, 'read', (db) => db.backupTo(draft)));
    await step(say('Vérification', 'Verification'), () => verify(draft));
    flush(draft);
    renameSync(draft, target);
    if (process.platform !== 'win32') flush(dirname(target));
  } finally {
    for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${draft}${suffix}`, { force: true });
  }
  const size = (statSync(target).size / 1e6).toFixed(1);
  console.log(say(`✓ ${target} (${size.replace('.', ',')} Mo)`, `✓ ${target} (${size} MB)`));
});

/** @param {string} draft the copy, which becomes one plain file that needs no other beside it */
function verify(draft) {
  return withFile(draft, 'write', async (db) => {
    const reason = objection(await examine(db, 'journal_mode = DELETE'));
    if (reason !== undefined) throw new Stop(say(`La sauvegarde n’a pas été gardée : ${reason}.`, `The backup was not kept: ${reason}.`));
  });
}

/** @param {string} path its content is on the disk when this returns */
function flush(path) {
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
