import type { Database, Transaction } from '../database.ts';
import { createContext, type Context, type Role, type SignedIn } from '../http/context.ts';
import type { Locale } from '../http/problem.ts';
import { addDays } from '../text/day.rules.ts';
import { dateInZone } from '../text/format.rules.ts';
import { idsIn, understood } from './collections.ts';
import { asShown, readViewQuery, type Collection } from './query.rules.ts';

/** A view of more records than this is not followed from week to week. */
export const mostFollowed = 5_000;
/** Days between two snapshots of a view. */
const rhythm = 7;
/** How many snapshots of a view are kept. */
const kept = 8;

type Followed = { id: string; collection: string; query: string; ownerId: string };
export type Snapshot = { takenOn: string; total: number; recordIds: string };

/**
 * The caller that a view's contents are compared for: its owner, whoever looks. Both sides of a comparison then see the
 * same, `me` means the same person on both, and what somebody else is shown of it is cut to what they may see.
 */
export async function ownerContext(db: Database, ownerId: string, now: Date): Promise<Context> {
  const owner = await db.reader.user.findUniqueOrThrow({
    where: { id: ownerId },
    select: { id: true, name: true, email: true, role: true, locale: true, timeZone: true },
  });
  const user: SignedIn = { ...owner, role: owner.role as Role, locale: owner.locale as Locale };
  return createContext({ db, user, locale: user.locale, now, requestId: 'views' }) as Context;
}

/** Ids of what is in a view, as its owner sees it; null when it is too large to be followed. */
export async function contentsOf(db: Database, { collection, query, ownerId }: Omit<Followed, 'id'>, now: Date): Promise<string[] | null> {
  const name = collection as Collection;
  const filters = asShown(name, readViewQuery(query, understood(name)).query);
  const ids = await idsIn(await ownerContext(db, ownerId, now), name, filters, mostFollowed + 1);
  return ids.length > mostFollowed ? null : ids;
}

/** Keeps what is in a view today, in the transaction of what asks for it; what was kept today already gives way. */
export async function keepSnapshot(tx: Transaction, viewId: string, ids: readonly string[], now: Date): Promise<void> {
  const takenOn = dateInZone(now);
  const contents = { total: ids.length, recordIds: JSON.stringify(ids) };
  await tx.viewSnapshot.upsert({ where: { viewId_takenOn: { viewId, takenOn } }, create: { viewId, takenOn, ...contents }, update: contents });
  const old = await tx.viewSnapshot.findMany({ where: { viewId }, orderBy: { takenOn: 'desc' }, skip: kept, select: { id: true } });
  if (old.length > 0) await tx.viewSnapshot.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } });
}

/** The snapshot to compare with: about a week old, or the oldest when the view is younger. */
export async function snapshotToCompare(db: Database, viewId: string, now: Date): Promise<Snapshot | null> {
  const limit = addDays(dateInZone(now), 1 - rhythm);
  const select = { takenOn: true, total: true, recordIds: true } as const;
  const before = await db.reader.viewSnapshot.findFirst({ where: { viewId, takenOn: { lte: limit } }, orderBy: { takenOn: 'desc' }, select });
  return before ?? (await db.reader.viewSnapshot.findFirst({ where: { viewId }, orderBy: { takenOn: 'asc' }, select }));
}

/** Keeps what is in every view of which nothing was kept for a week. Returns how many were kept. */
export async function keepDueSnapshots(db: Database, now: Date): Promise<number> {
  const limit = addDays(dateInZone(now), -rhythm);
  const due = await db.reader.savedView.findMany({
    where: { archivedAt: null, owner: { disabledAt: null }, snapshots: { none: { takenOn: { gt: limit } } } },
    select: { id: true, collection: true, query: true, ownerId: true },
  });
  let count = 0;
  for (const view of due) {
    const ids = await contentsOf(db, view, now);
    if (!ids) continue;
    await db.write((tx) => keepSnapshot(tx, view.id, ids, now));
    count += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return count;
}
