// Opens the office that the environment names, for one script.
import { readConfig } from '../../server/config.ts';
import { openOffice } from '../../server/startup.ts';

/**
 * @template T
 * @param {(db: import('../../server/database.ts').Database) => Promise<T>} work
 */
export async function withOffice(work) {
  const db = await openOffice({ file: readConfig().databaseFile });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}
