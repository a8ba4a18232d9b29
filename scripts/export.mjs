// npm run export -- FILE.zip: the whole office as JSON Lines with a manifest, to read elsewhere or to load into a new office.
import { writeFileSync } from 'node:fs';
import { Stop, runScript, say } from './support/console.mjs';
import { withOffice } from './support/office.mjs';
import { exportOffice } from '../server/archive.ts';

await runScript(async () => {
  const [target, ...rest] = process.argv.slice(2);
  if (!target || rest.length > 0) throw new Stop(say('Usage : npm run export -- FICHIER.zip', 'Usage: npm run export -- FILE.zip'));
  await withOffice(async (db) => {
    const { file, rows } = await exportOffice(db, new Date());
    writeFileSync(target, file, { flag: 'wx' });
    console.log(say(`✓ ${target} : ${rows} lignes`, `✓ ${target}: ${rows} rows`));
  });
});
