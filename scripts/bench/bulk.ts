import type Sqlite from 'better-sqlite3';

type Value = string | number | null;
export type Table<Column extends string> = { add(row: Record<Column, Value>): void; flush(): void };
/** Takes rows of a table, their values one after the other. */
export type Send = (table: string, columns: readonly string[], values: Value[]) => void;

/** Rows of one table, sent as many at a time as SQLite takes parameters. */
export function bulkTable<Column extends string>(send: Send, table: string, columns: readonly Column[]): Table<Column> {
  const most = Math.floor(900 / columns.length) * columns.length;
  let values: Value[] = [];
  const flush = (): void => {
    if (values.length > 0) send(table, columns, values);
    values = [];
  };
  return {
    add(row) {
      for (const name of columns) values.push(row[name]);
      if (values.length >= most) flush();
    },
    flush,
  };
}

/** Inserts what it is sent. */
export function inserting(raw: Sqlite.Database): Send {
  const prepared = new Map<string, Sqlite.Statement<Value[]>>();
  return (table, columns, values) => {
    const rows = values.length / columns.length;
    const key = `${table} ${rows}`;
    let statement = prepared.get(key);
    if (!statement) {
      const row = `(${columns.map(() => '?').join(', ')})`;
      statement = raw.prepare<Value[]>(`INSERT INTO "${table}" (${columns.map((name) => `"${name}"`).join(', ')}) VALUES ${Array.from({ length: rows }, () => row).join(', ')}`);
      prepared.set(key, statement);
    }
    statement.run(...values);
  };
}

/**
 * Runs `work` in one transaction on a file that may be lost: nothing waits for the disk, and the indexes of the tables
 * are made at the end, in one pass each, instead of row by row. Their triggers do not run: what is derived is to be made
 * anew by the caller. No other connection may be open. When `work` fails the file is of no more use.
 */
export async function inBulk(raw: Sqlite.Database, tables: readonly string[], work: () => Promise<void>): Promise<void> {
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
  raw.exec('BEGIN');
  for (const { name } of indexes) raw.exec(`DROP INDEX "${name}"`);
  for (const { name } of triggers) raw.exec(`DROP TRIGGER "${name}"`);
  await work();
  for (const { sql } of [...indexes, ...triggers]) raw.exec(sql);
  raw.exec('COMMIT');
}
