import type { Transaction } from '../database.ts';
import { join, sql } from '../http/listing.ts';

/**
 * Brings up to date what is kept on people only because lists sort and filter by it: the last held interaction they
 * took part in. Called, inside the same transaction, by every write that could change it, with the people before and
 * after; `ids` null means everyone.
 */
export async function refreshContacts(tx: Transaction, ids: readonly string[] | null): Promise<void> {
  if (ids !== null && ids.length === 0) return;
  const these = ids === null ? sql`TRUE` : sql`c."id" IN (${join([...ids])})`;
  await tx.$executeRaw`
    UPDATE "Contact" AS c SET "lastHeldAt" = (
      SELECT max(i."startsAt") FROM "Participant" pt JOIN "Interaction" i ON i."id" = pt."interactionId"
      WHERE pt."contactId" = c."id" AND i."status" = 'held' AND i."archivedAt" IS NULL)
    WHERE ${these}`;
}

/**
 * Marks what names a person for the search index to write anew: whether an entry may tell of somebody hangs on their level.
 * Called, inside the same transaction, by every write that changes it.
 */
export async function renewNaming(tx: Transaction, contactId: string): Promise<void> {
  await tx.$executeRaw`
    INSERT OR IGNORE INTO search_stale ("type", "recordId")
    SELECT 'interaction', "interactionId" FROM "Participant" WHERE "contactId" = ${contactId}
    UNION ALL SELECT 'followup', "id" FROM "FollowUp" WHERE "contactId" = ${contactId}`;
}
