import type { Context } from '../http/context.ts';
import { sql } from '../http/listing.ts';
import { startOfDay } from '../text/day.rules.ts';
import { recordTypeOf, titlesOf } from './collections.ts';
import { differenceOf } from './query.rules.ts';
import { contentsOf, snapshotToCompare } from './snapshots.ts';
import type { ViewChanges } from './view.schema.ts';
import { getView } from './view.service.ts';

/** How many records of each list are named. */
const named = 50;

/**
 * What changed in a view since about a week ago: what came in, what left, what stayed and was changed. Both contents are
 * the owner's, and each list holds only what the caller may see: its numbers are theirs. `since` is null when the view
 * is too large to be followed.
 */
export async function readChanges(ctx: Context, id: string): Promise<ViewChanges> {
  const view = await getView(ctx, id);
  const { db, now } = ctx;
  const [snapshot, contents] = await Promise.all([
    snapshotToCompare(db, id, now),
    contentsOf(db, { collection: view.collection, query: view.query, ownerId: view.owner.id }, now),
  ]);
  const nothing = { total: 0, items: [] };
  if (!snapshot || !contents) return { since: null, came: nothing, left: nothing, changed: nothing };
  const { came, left, stayed } = differenceOf(JSON.parse(snapshot.recordIds) as string[], contents);
  const changes = await changedSince(ctx, recordTypeOf(view.collection), startOfDay(snapshot.takenOn), new Set(stayed));
  const shown = async (ids: string[]): Promise<ViewChanges['came']> => {
    const records = await titlesOf(ctx, view.collection, ids);
    return { total: records.length, items: records.slice(0, named).map((record) => ({ ...record, at: changes.get(record.id)?.toISOString() ?? null })) };
  };
  return { since: snapshot.takenOn, came: await shown(came), left: await shown(left), changed: await shown([...changes.keys()]) };
}

/** The records among `ids` that somebody changed since an instant, the latest first, and when. */
async function changedSince({ db }: Context, recordType: string, since: Date, ids: ReadonlySet<string>): Promise<Map<string, Date>> {
  const rows = await db.reader.$queryRaw<{ recordId: string; at: Date }[]>(sql`
    SELECT e."recordId", e."at" FROM "AuditEvent" e
    WHERE e."at" >= ${since} AND e."recordType" = ${recordType} AND e."action" = 'update' ORDER BY e."at" DESC, e."id" DESC`);
  const changed = new Map<string, Date>();
  for (const { recordId, at } of rows) if (ids.has(recordId) && !changed.has(recordId)) changed.set(recordId, at);
  return changed;
}
