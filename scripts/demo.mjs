// npm run demo: fills an empty demonstration office, as npm start -- --demo does; --fresh makes it anew.
import { Stop, runScript, say } from './support/console.mjs';
import { parseConfig } from '../server/config.ts';
import { loadDemo } from '../server/demo/load.ts';
import { fillOffice, openOffice, removeOffice } from '../server/startup.ts';

await runScript(async () => {
  const unknown = process.argv.slice(2).find((option) => option !== '--fresh');
  if (unknown !== undefined) throw new Stop(say(`Option inconnue : ${unknown}`, `Unknown option: ${unknown}`));
  const { databaseFile } = parseConfig({ ...process.env, PASSERELLE_MODE: 'demo' });
  if (process.argv.includes('--fresh')) removeOffice(databaseFile);
  const db = await openOffice({ file: databaseFile });
  try {
    await fillOffice(db);
    const loaded = await loadDemo(db, new Date());
    console.log(loaded ? say(`✓ Bureau de démonstration : ${databaseFile}`, `✓ Demonstration office: ${databaseFile}`) : say('✓ Le bureau de démonstration est déjà là', '✓ The demonstration office is already there'));
  } finally {
    await db.close();
  }
});
