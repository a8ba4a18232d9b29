import type { Database } from '../database.ts';
import { keepDueSnapshots } from './snapshots.ts';

/** Looks every hour which views were not kept for a week, so that a server that was off on a day misses none. Answers what stops it. */
export async function startViewSnapshots(options: { db: Database; clock: () => Date; onError: (error: unknown) => void }): Promise<() => void> {
  const { db, clock, onError } = options;
  const { Cron } = await import('croner');
  const job = new Cron('23 * * * *', { protect: true, catch: onError }, async () => {
    await keepDueSnapshots(db, clock());
  });
  return () => job.stop();
}
