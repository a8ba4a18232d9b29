import { expect, it } from 'vitest';
import Sqlite from 'better-sqlite3';
import { addOrganization, makeOffice } from './officer.ts';
import { startServer, temporaryFolder } from './server.ts';

const rounds = 20;
const writers = 4;

/** Deterministic waits, so that a failure can be run again: 0 to 400 ms. */
const waits = Array.from({ length: rounds }, (_, round) => (round * 7919) % 401);

it(`kill -9 during writes, ${rounds} times, loses no acknowledged write`, { timeout: 600_000 }, async () => {
  const folder = temporaryFolder();
  const file = await makeOffice(folder.path);
  const acknowledged = new Set<string>();
  try {
    for (const [round, wait] of waits.entries()) {
      const server = await startServer(folder.path);
      let alive = true;
      const work = Array.from({ length: writers }, async (_, writer) => {
        for (let i = 0; alive; i += 1) {
          try {
            acknowledged.add(await addOrganization(server.address, `Ville ${round} ${writer} ${i}`));
          } catch (error) {
            // The server is gone: this write was never acknowledged.
            if (error instanceof TypeError) return;
            throw error;
          }
        }
      });
      const known = acknowledged.size;
      await expect.poll(() => acknowledged.size, { timeout: 20_000, interval: 5 }).toBeGreaterThan(known);
      await new Promise((resolve) => setTimeout(resolve, wait));
      const killed = server.stop('SIGKILL');
      expect((await killed).signal).toBe('SIGKILL');
      alive = false;
      await Promise.all(work);
    }
    const db = new Sqlite(file);
    const stored = new Set((db.prepare('SELECT "id" FROM "Organization"').all() as { id: string }[]).map(({ id }) => id));
    expect([...acknowledged].filter((id) => !stored.has(id))).toEqual([]);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    db.close();
    expect(acknowledged.size).toBeGreaterThanOrEqual(rounds);
  } finally {
    folder.remove();
  }
});
