import type { Database, Readable, Transaction } from './database.ts';
import { isActivityStale, recountSome } from './interactions/activity.ts';
import { isSearchStale, renewSome } from './search/renewal.ts';

/** What may hang on one record by the thousand, so that a change of it is followed in parts. */
const followers: { isBehind(from: Pick<Readable, '$queryRaw'>): Promise<boolean>; goOn(tx: Transaction): Promise<boolean> }[] = [
  { isBehind: isActivityStale, goOn: recountSome },
  { isBehind: isSearchStale, goOn: renewSome },
];

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * The same database, whose writes leave no derived data behind: a write that changed what lies under many records is
 * answered once a first part of them is brought up to date (all of them, in an office of ordinary size); what is left
 * follows in the background, between the other writes.
 */
export function withDerived(db: Database): Database {
  let isClosing = false;
  let background: Promise<void> | null = null;
  const goOn = async (): Promise<void> => {
    for (const one of followers) {
      while (!isClosing && (await one.isBehind(db.reader))) {
        await turn();
        await db.write(one.goOn);
      }
    }
  };
  const settle = async (): Promise<void> => {
    for (const one of followers) {
      if (background || isClosing || !(await one.isBehind(db.reader))) continue;
      if (!(await db.write(one.goOn))) continue;
      // What fails here is left marked: the next write, or the next start, takes it up.
      background ??= goOn().catch(() => undefined).finally(() => {
        background = null;
      });
    }
  };
  return {
    ...db,
    write: async (work) => {
      const result = await db.write(work);
      await settle();
      return result;
    },
    close: async () => {
      isClosing = true;
      await background;
      await db.close();
    },
  };
}

/** Brings up to date what a process that was killed left behind. */
export async function catchUp(db: Database): Promise<void> {
  const behind = await Promise.all(followers.map((one) => one.isBehind(db.reader)));
  if (behind.includes(true)) await db.write(async () => undefined);
}
