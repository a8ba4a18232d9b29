// What has to hold of a database file before anyone trusts it.
import { say } from './console.mjs';
import { compareMigrations, readMigrations } from '../../server/migrations.ts';

/**
 * @typedef {{ integrity: string[], brokenLinks: number, isPasserelle: boolean,
 *   migrations: import('../../server/migrations.ts').MigrationState }} Findings
 */

/**
 * Reads the whole file: page structure, indexes, search index, links between records, migrations.
 * @param {import('./sqlite.mjs').Sqlite} db @param {string} [first] a pragma to set before, which reads the file too
 * @returns {Promise<Findings>} integrity: what is wrong, empty when nothing is
 */
export async function examine(db, first) {
  try {
    if (first !== undefined) await db.pragma(first);
    return await read(db);
  } catch (error) {
    // Damage to a page that has to be read stops the reading itself.
    const reason = error instanceof Error ? error.message : String(error);
    if (!/SQLITE_(CORRUPT|IOERR)/.test(reason)) throw error;
    return { integrity: [reason], brokenLinks: 0, isPasserelle: true, migrations: compareMigrations([], []) };
  }
}

/** @param {import('./sqlite.mjs').Sqlite} db @returns {Promise<Findings>} */
async function read(db) {
  const integrity = (await db.all('PRAGMA integrity_check(20)')).map((row) => String(Object.values(row)[0])).filter((line) => line !== 'ok');
  const brokenLinks = (await db.all('PRAGMA foreign_key_check')).length;
  const isPasserelle = (await db.all(`SELECT 1 FROM sqlite_schema WHERE name = '_prisma_migrations'`)).length > 0;
  const rows = isPasserelle
    ? await db.all('SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL')
    : [];
  const applied = rows.map(({ name, checksum, finished }) => ({ name: String(name), checksum: String(checksum), finished: Number(finished) === 1 }));
  return { integrity, brokenLinks, isPasserelle, migrations: compareMigrations(applied, readMigrations()) };
}

/** @param {Findings} findings @returns {string | undefined} why the file cannot be trusted, in a few words */
export function objection({ integrity, brokenLinks, isPasserelle, migrations }) {
  const { unknown, failed, edited } = migrations;
  if (integrity.length > 0) return say(`elle est abîmée (${integrity[0]})`, `it is damaged (${integrity[0]})`);
  if (!isPasserelle) return say('ce n’est pas une base de Passerelle', 'it is not a Passerelle database');
  if (brokenLinks > 0) return say(`${brokenLinks} de ses liens ne mènent nulle part`, `${brokenLinks} of its links lead nowhere`);
  if (unknown.length > 0) return say(`elle est plus récente que ce programme (${unknown})`, `it is newer than this program (${unknown})`);
  if (failed.length > 0) return say(`une migration s’y est arrêtée en route (${failed})`, `a migration stopped half-way in it (${failed})`);
  if (edited.length > 0) return say(`elle vient d’un autre programme (${edited})`, `it comes from another program (${edited})`);
  return undefined;
}
