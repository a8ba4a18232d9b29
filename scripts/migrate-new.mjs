// Writes a new migration from what changed in prisma/schema.prisma.
const help = `npm run migrate:new -- <name>      writes prisma/migrations/<date>_<name>/migration.sql
npm run migrate:new -- --rewrite   writes the single first migration anew (only before the first release:
                                   databases made with the old one are then refused; delete their folder)

Change prisma/schema.prisma, run the command, read the SQL, complete it where data has to move, commit both.
A migration holds tables, indexes and data: triggers and virtual tables belong to server/search. Once released it
is never edited. The next start applies it to a copy of the database and keeps the old file beside it.`;

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stop, runScript } from './support/console.mjs';
import { root } from './support/run.mjs';
import { diffToSchema } from '../server/migration-engine.ts';
import { migrationsFolder, readMigrations } from '../server/migrations.ts';

await runScript(async () => {
  const [argument] = process.argv.slice(2);
  if (argument === undefined || argument === '--help') return console.log(help);
  const rewrite = argument === '--rewrite';
  if (!rewrite && !/^[a-z][a-z0-9_]*$/.test(argument)) throw new Stop('A migration name is made of a-z, 0-9 and _.');
  mkdirSync(migrationsFolder, { recursive: true });
  const existing = readMigrations();
  if (rewrite && existing.length > 1) throw new Stop('There is more than one migration: --rewrite is only for the first.');
  const sql = await diffToSchema(rewrite ? [] : existing, readFileSync(join(root, 'prisma/schema.prisma'), 'utf8'));
  if (sql === '') return console.log('✓ The migrations already lead to prisma/schema.prisma');
  const stamp = new Date().toISOString().slice(0, 19).replace(/\D/g, '');
  const name = rewrite ? (existing[0]?.name ?? '20261122000000_first_release') : `${stamp}_${argument}`;
  mkdirSync(join(migrationsFolder, name), { recursive: true });
  writeFileSync(join(migrationsFolder, name, 'migration.sql'), sql);
  writeFileSync(join(migrationsFolder, 'migration_lock.toml'), '# Which database the migrations are for; read by Prisma.\nprovider = "sqlite"\n');
  console.log(`✓ prisma/migrations/${name}/migration.sql`);
});
