// npm run import -- FILE.zip: loads an archive made by npm run export into an office where nobody has worked yet.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Stop, runScript, say } from './support/console.mjs';
import { withOffice } from './support/office.mjs';
import { progress } from './support/progress.mjs';
import { ArchiveRefusal, importOffice } from '../server/archive-loading.ts';
import { readConfig } from '../server/config.ts';
import { countActivityAlone } from '../server/interactions/activity.bulk.ts';
import { fillSearchAlone } from '../server/search/bulk.ts';
import { rebuildSearch } from '../server/search/rebuild.ts';

await runScript(async () => {
  const [name, ...rest] = process.argv.slice(2);
  if (!name || rest.length > 0 || name.startsWith('-')) throw new Stop(say('Usage : npm run import -- FICHIER.zip', 'Usage: npm run import -- FILE.zip'));
  const source = resolve(process.env.INIT_CWD ?? '.', name);
  if (!existsSync(source)) throw new Stop(say(`Il n’y a pas de fichier ${source}.`, `There is no file ${source}.`));
  const { databaseFile } = readConfig();
  try {
    const { rows } = await withOffice((db) => importOffice(db, source, progress()));
    // Beside a server that runs, it goes as the work of others lets it; the server counts the months.
    if ((await fillSearchAlone(databaseFile)) === null) await withOffice(rebuildSearch);
    else await countActivityAlone(databaseFile);
    console.log(say(`✓ ${source} : ${rows} lignes chargées`, `✓ ${source}: ${rows} rows loaded`));
  } catch (error) {
    if (error instanceof ArchiveRefusal) throw new Stop(say(`Rien n’a été changé. ${error.french}`, `Nothing was changed. ${error.message}`));
    throw error;
  }
});
