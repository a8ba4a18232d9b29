// The `sqlite3` package with promises, for the tools that work beside the server: its online backup runs outside the
// process that serves. Never open with it a file that this process has open through another SQLite library.
import { Stop, say } from './console.mjs';
import { buildBackupTool } from './install.mjs';

/** @returns {Promise<typeof import('sqlite3')>} the library, built first where the install left it out @throws {Stop} */
async function library() {
  if (!(await buildBackupTool())) {
    throw new Stop(say('L’outil de sauvegarde (sqlite3) manque et n’a pas pu être compilé : lancez « npm rebuild sqlite3 ».',
      'The backup tool (sqlite3) is missing and could not be built: run "npm rebuild sqlite3".'));
  }
  return (await import('sqlite3')).default;
}

/**
 * Opens a database file, gives it to `work` and closes it.
 * @template T
 * @param {string} file @param {'read' | 'write'} mode @param {(db: Sqlite) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withFile(file, mode, work) {
  const sqlite3 = await library();
  /** @type {import('sqlite3').Database} */
  const raw = await new Promise((resolve, reject) => {
    const opened = new sqlite3.Database(file, mode === 'read' ? sqlite3.OPEN_READONLY : sqlite3.OPEN_READWRITE, (error) =>
      error ? reject(error) : resolve(opened),
    );
  });
  raw.configure('busyTimeout', 5000);
  try {
    return await work(new Sqlite(raw));
  } finally {
    await new Promise((resolve) => raw.close(() => resolve(undefined)));
  }
}

/** One open file. */
export class Sqlite {
  #raw;

  /** @param {import('sqlite3').Database} raw */
  constructor(raw) {
    this.#raw = raw;
  }

  /** @param {string} sql @param {unknown[]} [values] @returns {Promise<Record<string, unknown>[]>} */
  all(sql, values = []) {
    return new Promise((resolve, reject) => {
      this.#raw.all(sql, values, (/** @type {Error | null} */ error, /** @type {Record<string, unknown>[]} */ rows) => (error ? reject(error) : resolve(rows)));
    });
  }

  /** @param {string} sql one statement or more, without results @returns {Promise<void>} */
  exec(sql) {
    return new Promise((resolve, reject) => {
      this.#raw.exec(sql, (error) => (error ? reject(error) : resolve()));
    });
  }

  /** @param {string} pragma @returns {Promise<unknown>} its value */
  async pragma(pragma) {
    const [row] = await this.all(`PRAGMA ${pragma}`);
    return row === undefined ? undefined : Object.values(row)[0];
  }

  /** Copies the whole database to a new file as it is at one moment, while others go on writing. @param {string} target */
  backupTo(target) {
    return new Promise((resolve, reject) => {
      // The package's types leave the backup out.
      const start = /** @type {{ backup(file: string, ready: (error: Error | null) => void): Copy }} */ (/** @type {unknown} */ (this.#raw));
      const copy = start.backup(target, (error) => {
        if (error) return reject(error);
        copy.step(-1, (failure) => {
          copy.finish(() => (failure || copy.failed || !copy.completed ? reject(failure ?? new Error('the copy did not complete')) : resolve(undefined)));
        });
      });
    });
  }
}

/**
 * @typedef {{ step(pages: number, done: (error: Error | null) => void): void, finish(done: () => void): void,
 *   completed: boolean, failed: boolean }} Copy
 */
