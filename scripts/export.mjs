// npm run export -- FILE.zip: the whole office as JSON Lines with a manifest, to read elsewhere or to load into a new office.
import { resolve } from 'node:path';
import { Stop, runScript, say } from './support/console.mjs';
import { withOffice } from './support/office.mjs';
import { progress } from './support/progress.mjs';
import { exportOffice } from '../server/archive.ts';
import { logLine } from '../server/exports/table.ts';

await runScript(async () => {
  const [name, ...rest] = process.argv.slice(2);
  if (!name || rest.length > 0 || name.startsWith('-')) throw new Stop(say('Usage : npm run export -- FICHIER.zip', 'Usage: npm run export -- FILE.zip'));
  const target = resolve(process.env.INIT_CWD ?? '.', name);
  await withOffice(async (db) => {
    try {
      const { rows } = await exportOffice(db.file, target, progress());
      await db.write((tx) => tx.exportLog.create({ data: logLine({ now: new Date(), user: null }, 'office', 'zip', rows, '', null) }));
      console.log(say(`✓ ${target} : ${rows} lignes`, `✓ ${target}: ${rows} rows`));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw new Stop(say(`${target} existe déjà : donnez un autre nom.`, `${target} is already there: give another name.`));
      throw error;
    }
  });
});
