import type Sqlite from 'better-sqlite3';

/**
 * The tables that lists and their facets count again and again and that are seldom written, each with its columns that
 * change with every meeting that is logged: those are not watched, and a count that reads one is not known to stand.
 */
const watched: Record<string, readonly string[]> = {
  Organization: ['lastHeldAt', 'openFollowUps'],
  OrganizationCommitment: [],
  OrganizationSector: [],
  OrganizationTag: [],
  Contact: ['lastHeldAt'],
  ContactLanguage: [],
  Position: [],
  FollowUp: [],
  Agreement: [],
  Mission: [],
  Place: [],
  Region: [],
  RegionPlace: [],
  PolicyNode: [],
  Sector: [],
  Tag: [],
  User: [],
};
/** What every change stamps on a record. */
const stamps = ['updatedAt', 'updatedById', 'version'];
const unwatched = new Set([...Object.values(watched).flat(), ...stamps]);

export type Touched = {
  /**
   * A word that stays the same as long as nothing that a query reads was written, by this process or by another; null where
   * that cannot be told: a table or a column that is not watched, or a transaction that is under way.
   */
  standing(query: string): string | null;
};

/**
 * Has the connection on which everything is written count the changes of the watched tables, by triggers that only this
 * connection knows: they see what links and other triggers change too.
 */
export function watchTouched(connection: Sqlite.Database): Touched {
  const counts = new Map(Object.keys(watched).map((table) => [table, 0]));
  connection.function('touched', (table: unknown) => {
    counts.set(String(table), (counts.get(String(table)) ?? 0) + 1);
    return null;
  });
  const found = new Set(connection.prepare(`SELECT "name" FROM sqlite_master WHERE "type" = 'table'`).pluck().all());
  for (const [table, own] of Object.entries(watched)) {
    if (!found.has(table)) continue;
    const columns = connection.prepare(`SELECT "name" FROM pragma_table_info(?)`).pluck().all(table) as string[];
    const seen = columns.filter((column) => !own.includes(column) && !stamps.includes(column)).map((column) => `"${column}"`);
    for (const [name, event] of [['insert', 'INSERT'], ['delete', 'DELETE'], ['update', `UPDATE OF ${seen.join(', ')}`]]) {
      connection.exec(`CREATE TEMP TRIGGER "touched_${table}_${name}" AFTER ${event} ON main."${table}" BEGIN SELECT touched('${table}'); END`);
    }
  }
  // Of this connection it changes only when another one, in this process or elsewhere, has written.
  const others = connection.prepare('PRAGMA data_version').pluck().safeIntegers(false);
  const tables = new Map<string, readonly string[] | null>();
  const tablesOf = (query: string): readonly string[] | null => {
    const known = tables.get(query);
    if (known !== undefined) return known;
    const made = readBy(query);
    if (tables.size >= 400) tables.clear();
    tables.set(query, made);
    return made;
  };
  return {
    standing(query) {
      const read = tablesOf(query);
      // Another process may write between what a transaction of ours has read and its end.
      if (!read || connection.inTransaction) return null;
      return `${others.get()} ${read.map((table) => counts.get(table)).join(' ')}`;
    },
  };
}

/** The watched tables that a query reads; null where it reads anything else. */
function readBy(query: string): readonly string[] | null {
  // What no migration knows is written in small letters with a line in between; a function over rows is too.
  if (/\b[a-z]+_[a-z_]+\b/.test(query)) return null;
  const names = [...query.matchAll(/"(\w+)"/g)].map(([, name]) => name ?? '');
  if (names.some((name) => unwatched.has(name))) return null;
  const tables = [...new Set(names.filter((name) => /^[A-Z]/.test(name)))];
  return tables.every((table) => table in watched) ? tables : null;
}
