// npm run migrate: brings the office's database up to date, as npm start does. The server must be stopped.
import { runScript } from './support/console.mjs';
import { readConfig } from '../server/config.ts';
import { migrateDatabase } from '../server/migrations.ts';

await runScript(async () => {
  const { databaseFile } = readConfig();
  const applied = await migrateDatabase(databaseFile);
  for (const name of applied) console.log(`✓ ${name}`);
  console.log(`✓ ${databaseFile}: ${applied.length} applied`);
});
