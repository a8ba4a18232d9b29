// npm run import -- FILE.zip: loads an archive made by npm run export into an office where nobody has worked yet.
import { readFileSync } from 'node:fs';
import { Stop, runScript, say } from './support/console.mjs';
import { withOffice } from './support/office.mjs';
import { ArchiveRefusal, importOffice } from '../server/archive.ts';
import { readConfig } from '../server/config.ts';
import { countActivityAlone } from '../server/interactions/activity.bulk.ts';
import { fillSearchAlone } from '../server/search/bulk.ts';
import { rebuildSearch } from '../server/search/rebuild.ts';

await runScript(async () => {
  const [source, ...rest] = process.argv.slice(2);
  if (!source || rest.length > 0) throw new Stop(say('Usage : npm run import -- FICHIER.zip', 'Usage: npm run import -- FILE.zip'));
  const archive = readFileSync(source);
  const { databaseFile } = readConfig();
  try {
    const { rows } = await withOffice((db) => importOffice(db, archive));
    // Beside a server that runs, it goes as the work of others lets it; the server counts the months.
    if ((await fillSearchAlone(databaseFile)) === null) await withOffice(rebuildSearch);
    else await countActivityAlone(databaseFile);
    console.log(say(`✓ ${source} : ${rows} lignes chargées`, `✓ ${source}: ${rows} rows loaded`));
  } catch (error) {
    if (error instanceof ArchiveRefusal) throw new Stop(error.message);
    throw error;
  }
});
