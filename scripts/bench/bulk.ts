import type Sqlite from 'better-sqlite3';

type Value = string | number | null;
export type Table<Column extends string> = { add(row: Record<Column, Value>): void; flush(): void };

/** Inserts many rows into one table, as many a statement as SQLite takes parameters. */
export function bulkTable<Column extends string>(raw: Sqlite.Database, table: string, columns: readonly Column[]): Table<Column> {
  const most = Math.floor(900 / columns.length);
  const statement = (rows: number): Sqlite.Statement<Value[]> =>
    raw.prepare<Value[]>(`INSERT INTO "${table}" (${columns.map((name) => `"${name}"`).join(', ')}) VALUES ${Array.from({ length: rows }, () => `(${columns.map(() => '?').join(', ')})`).join(', ')}`);
  const whole = statement(most);
  let values: Value[] = [];
  return {
    add(row) {
      for (const name of columns) values.push(row[name]);
      if (values.length < most * columns.length) return;
      whole.run(...values);
      values = [];
    },
    flush() {
      if (values.length > 0) statement(values.length / columns.length).run(...values);
      values = [];
    },
  };
}

/**
 * Runs `work` in one transaction on a file that may be lost: nothing waits for the disk, and the indexes of the tables
 * are made at the end, in one pass each, instead of row by row. Their triggers do not run: what is derived is to be made
 * anew by the caller. No other connection may be open.
 */
export function inBulk(raw: Sqlite.Database, tables: readonly string[], work: () => void): void {
  // What is added needs no journal, and what is there before is small: the journal of it stays in memory.
  raw.pragma('journal_mode = DELETE');
  raw.pragma('journal_mode = MEMORY');
  raw.pragma('synchronous = OFF');
  raw.pragma('locking_mode = EXCLUSIVE');
  raw.pragma('foreign_keys = OFF');
  raw.pragma('cache_size = -1000000');
  raw.pragma('temp_store = MEMORY');
  const indexes = raw
    .prepare<[], { name: string; sql: string; tbl_name: string }>(`SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL`)
    .all()
    .filter(({ tbl_name: table, sql }) => tables.includes(table) && !/^CREATE UNIQUE/i.test(sql));
  const triggers = raw
    .prepare<[], { name: string; sql: string; tbl_name: string }>(`SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'trigger'`)
    .all()
    .filter(({ tbl_name: table }) => tables.includes(table));
  raw.transaction(() => {
    for (const { name } of indexes) raw.exec(`DROP INDEX "${name}"`);
    for (const { name } of triggers) raw.exec(`DROP TRIGGER "${name}"`);
    work();
    for (const { sql } of [...indexes, ...triggers]) raw.exec(sql);
  })();
}
