import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../database.ts';
import { sql } from '../http/listing.ts';
import { putAll } from './index.ts';
import { indexed, rowsOf, allTypes, type SearchType } from './records.ts';
import { sources } from './sources.ts';

export type FillProgress = { type: SearchType; done: number };
export type FillOptions = {
  /** Which records; all types when absent */
  types?: readonly SearchType[];
  /** How long one transaction may take (ms): long where nobody waits, short beside a server that others use */
  slice?: number;
  /** How long others are let through between two transactions (ms) */
  rest?: number;
  /** Go on from where a fill that was cut short had come */
  resume?: boolean;
  /** Stops between two transactions; the index is usable then as ever, and `resume` goes on */
  signal?: AbortSignal;
  onProgress?: (progress: FillProgress) => void;
};

const [smallest, largest] = [20, 4_000];

/**
 * Writes the entry of every record anew, part by part, and takes out those of records that are no more. Each part is one
 * transaction that reads and writes: whoever searches meanwhile finds the old entry or the new one, and whoever writes
 * waits for one part at most.
 * @returns the number of entries written, and whether it came to the end
 */
export async function fillSearch(db: Database, options: FillOptions = {}): Promise<{ count: number; complete: boolean }> {
  const { types = allTypes, slice = 400, rest = 0, signal, onProgress } = options;
  const mark = options.resume ? await readMark(db) : null;
  const known = new Set<string>();
  let count = 0;
  let take = 100;
  const from = mark ? types.indexOf(mark.type) : 0;
  for (const type of types.slice(Math.max(0, from))) {
    let after = mark?.type === type ? mark.after : '';
    for (let done = 0; ; ) {
      if (signal?.aborted) return { count, complete: false };
      const began = performance.now();
      const { written, next } = await writePart(db, type, after, take, known);
      if (written === 0) break;
      [after, done, count] = [next, done + written, count + written];
      onProgress?.({ type, done });
      const took = performance.now() - began;
      take = Math.round(Math.min(largest, Math.max(smallest, (take * Math.min(2, (slice / took) * 0.9)))));
      await wait(rest);
    }
    await removeStrays(db, type, rest, signal);
  }
  await db.write(async (tx) => {
    await tx.$executeRaw`DELETE FROM search_state WHERE "key" = 'mark'`;
  });
  return { count, complete: true };
}

/** What the index's first state is made with, and after an import: everything, as fast as it goes. */
export async function rebuildSearch(db: Database): Promise<number> {
  return (await fillSearch(db)).count;
}

async function writePart(db: Database, type: SearchType, after: string, take: number, known: Set<string>): Promise<{ written: number; next: string }> {
  return db.write(async (tx) => {
    // A write first: no other process can change a record between its reading and its entry.
    await tx.$executeRaw`
      INSERT INTO search_state ("key", "value") VALUES ('mark', ${JSON.stringify({ type, after })})
      ON CONFLICT ("key") DO UPDATE SET "value" = excluded."value"`;
    const { entries, next } = await sources[type](db.reader, after, take);
    if (entries.length === 0) return { written: 0, next };
    // All out, then all in: the word index takes rows fastest in their order.
    await tx.$executeRaw`
      DELETE FROM search_entry WHERE "type" = ${type} AND "recordId" IN (SELECT "value" FROM json_each(${JSON.stringify(entries.map(({ id }) => id))}))`;
    await putAll(tx, entries, known);
    return { written: entries.length, next };
  });
}

type Mark = { type: SearchType; after: string };

async function readMark(db: Database): Promise<Mark | null> {
  const [row] = await db.reader.$queryRaw<{ value: string }[]>`SELECT "value" FROM search_state WHERE "key" = 'mark'`;
  return row ? (JSON.parse(row.value) as Mark) : null;
}

/** Says that everything is to be filled: `resume` begins there, in this process or in another. */
export async function markForFill(db: Database): Promise<void> {
  await db.write((tx) => tx.$executeRaw`INSERT OR IGNORE INTO search_state ("key", "value") VALUES ('mark', ${JSON.stringify({ type: allTypes[0], after: '' })})`);
}

/**
 * Goes on in the background with a fill that is owed or was cut short, in steps so short that whoever is served does not
 * notice. Returns what stops it; it goes on at the next start then.
 */
export function fillInBackground(db: Database, onError: (error: unknown) => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const fill = async (): Promise<void> => {
    if (await isHalfFilled(db)) await fillSearch(db, { slice: 6, rest: 10, resume: true, signal });
  };
  fill().catch((error: unknown) => signal.aborted || onError(error));
  return () => stop.abort();
}

/** Whether a fill was cut short, by a power cut or by Ctrl+C. */
export const isHalfFilled = async (db: Database): Promise<boolean> => (await readMark(db)) !== null;

/** Takes out the entries of records that are archived or gone, a part of the type's rows at a time. */
async function removeStrays(db: Database, type: SearchType, rest: number, signal: AbortSignal | undefined): Promise<void> {
  const { first, last } = rowsOf(type);
  const table = sql([`"${indexed[type].table}"`]);
  for (let row = first; ; ) {
    if (signal?.aborted) return;
    const part = db.rows.all<{ rowid: number; recordId: string; live: number }>(sql`
      SELECT e."rowid", e."recordId", EXISTS (SELECT 1 FROM ${table} r WHERE r."id" = e."recordId" AND r."archivedAt" IS NULL) AS "live"
      FROM search_entry e WHERE e."rowid" >= ${row} AND e."rowid" <= ${last} ORDER BY e."rowid" LIMIT 2000`);
    const strays = part.filter(({ live }) => live === 0).map(({ recordId }) => recordId);
    if (strays.length > 0) {
      await db.write(async (tx) => {
        await tx.$executeRaw(sql`
          DELETE FROM search_entry WHERE "type" = ${type} AND "recordId" IN (SELECT "value" FROM json_each(${JSON.stringify(strays)}))
            AND NOT EXISTS (SELECT 1 FROM ${table} r WHERE r."id" = search_entry."recordId" AND r."archivedAt" IS NULL)`);
      });
    }
    const end = part.at(-1);
    if (!end) return;
    row = end.rowid + 1;
    await wait(rest);
  }
}
