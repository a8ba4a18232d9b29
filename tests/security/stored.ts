import { createHash } from 'node:crypto';
import Sqlite from 'better-sqlite3';

/** An eye on an office's file, beside the office's own connections. */
export type Stored = {
  /** Whether anything was committed since the last time this was asked. */
  hasChanged(): boolean;
  /** SHA-256 over every row of every table, the search index included. */
  fingerprint(): string;
  close(): void;
};

/** Watches the database file of an office. */
export function watchStored(file: string): Stored {
  const watcher = new Sqlite(file, { readonly: true });
  // Changes when, and only when, another connection has committed.
  const version = (): unknown => watcher.pragma('data_version', { simple: true });
  let last = version();
  return {
    hasChanged() {
      const now = version();
      const changed = now !== last;
      last = now;
      return changed;
    },
    fingerprint() {
      const hash = createHash('sha256');
      const tables = watcher
        .prepare<[], { name: string }>(`SELECT "name" FROM sqlite_master WHERE "type" = 'table' ORDER BY "name"`)
        .all();
      for (const { name } of tables) {
        hash.update(name);
        for (const row of watcher.prepare(`SELECT * FROM "${name}"`).raw().iterate()) {
          hash.update(JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)));
        }
      }
      return hash.digest('hex');
    },
    close: () => watcher.close(),
  };
}
