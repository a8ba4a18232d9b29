// npm run import -- FILE.zip: loads an archive made by npm run export into an office where nobody has worked yet.
import { readFileSync } from 'node:fs';
import { Stop, runScript, say } from './support/console.mjs';
import { ArchiveRefusal, importOffice } from '../server/archive.ts';
import { readConfig } from '../server/config.ts';
import { rebuildSearch } from '../server/search/rebuild.ts';
import { openOffice } from '../server/startup.ts';

await runScript(async () => {
  const [source, ...rest] = process.argv.slice(2);
  if (!source || rest.length > 0) throw new Stop(say('Usage : npm run import -- FICHIER.zip', 'Usage: npm run import -- FILE.zip'));
  const archive = readFileSync(source);
  const db = await openOffice({ file: readConfig().databaseFile });
  try {
    const { rows } = await importOffice(db, archive);
    await rebuildSearch(db);
    console.log(say(`✓ ${source} : ${rows} lignes chargées`, `✓ ${source}: ${rows} rows loaded`));
  } catch (error) {
    if (error instanceof ArchiveRefusal) throw new Stop(error.message);
    throw error;
  } finally {
    await db.close();
  }
});
