import type { Readable, Transaction } from '../database.ts';
import { followUpSearchEntriesOf } from '../followups/followup.service.ts';
import { listed, sql } from '../http/listing.ts';
import { interactionSearchEntriesOf } from '../interactions/interaction.search.ts';
import { putAll } from './index.ts';

/** How many entries may be written anew in one transaction before others get their turn. */
const slice = 100;
/** The types whose entries tell of other records. */
const readers = { interaction: interactionSearchEntriesOf, followup: followUpSearchEntriesOf };
type Renewed = keyof typeof readers;

/** Whether entries wait to be written anew (`search_stale`). */
export async function isSearchStale(from: Pick<Readable, '$queryRaw'>): Promise<boolean> {
  return (await from.$queryRaw<unknown[]>(sql`SELECT 1 FROM search_stale LIMIT 1`)).length > 0;
}

/** Writes some of the entries that wait anew. Returns whether some are left. */
export async function renewSome(tx: Transaction): Promise<boolean> {
  const stale = await tx.$queryRaw<{ type: Renewed; recordId: string }[]>(sql`SELECT "type", "recordId" FROM search_stale LIMIT ${slice}`);
  for (const [type, some] of Map.groupBy(stale, (one) => one.type)) {
    const ids = some.map(({ recordId }) => recordId);
    const these = sql`"type" = ${type} AND "recordId" IN (${listed(ids)})`;
    await tx.$executeRaw(sql`DELETE FROM search_entry WHERE ${these}`);
    const entries = await readers[type](tx, ids);
    if (entries.length > 0) await putAll(tx, entries);
    await tx.$executeRaw(sql`DELETE FROM search_stale WHERE ${these}`);
  }
  return stale.length === slice;
}
