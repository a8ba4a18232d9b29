import type { Transaction } from '../database.ts';
import type { Context, Write } from '../http/context.ts';
import { sql } from '../http/listing.ts';
import { updatedBy } from '../http/records.ts';
import { fold } from '../text/fold.rules.ts';
import { visibleTo } from './interaction.listing.ts';
import { readInteraction } from './interaction.read.ts';
import { finish } from './interaction.service.ts';
import { storeParticipants, storedParticipants } from './participants.ts';

/** Somebody whom an invitation names and nobody has recognized yet. */
export type Unmatched = {
  id: string;
  interactionId: string;
  name: string;
  email: string | null;
  side: string;
  organizationId: string | null;
  subject: string;
  language: string;
  startsAt: Date;
};

/** All of them, on interactions that the caller may see, the latest first. */
export function listUnmatched(from: Pick<Transaction, '$queryRaw'>, ctx: Context): Promise<Unmatched[]> {
  return from.$queryRaw<Unmatched[]>(sql`
    SELECT pt."id", pt."interactionId", pt."name", pt."email", pt."side", pt."organizationId", i."subject", i."language", i."startsAt"
    FROM "Participant" pt JOIN "Interaction" i ON i."id" = pt."interactionId"
    WHERE pt."isUnmatched" AND i."archivedAt" IS NULL AND i."status" <> 'cancelled' AND ${visibleTo(ctx, sql`i`)}
    ORDER BY i."startsAt" DESC, pt."position"`);
}

/** The same person: by the address, or without one by the name. */
export const isThem = (one: Pick<Unmatched, 'name' | 'email'>, wanted: { email: string | null; name: string | null }): boolean =>
  wanted.email === null ? one.email === null && fold(one.name) === fold(wanted.name ?? '') : one.email === wanted.email;

/**
 * Says who somebody is wherever they appear: a person on record, or (null) nobody who needs one. Each interaction is
 * changed and audited as any other; someone who was already there is not there twice.
 */
export async function settleUnmatched(ctx: Context, write: Write, appearances: Unmatched[], contactId: string | null): Promise<void> {
  const { tx } = write;
  for (const [interactionId, some] of Map.groupBy(appearances, (one) => one.interactionId)) {
    const before = await readInteraction(tx, null, interactionId);
    const ids = new Set(some.map(({ id }) => id));
    const people = await storedParticipants(tx, interactionId);
    const isThere = people.some((one) => one.contactId === contactId && contactId !== null);
    await tx.interaction.update({ where: { id: interactionId }, data: updatedBy(ctx.user.id, ctx.now) });
    if (contactId === null) {
      await tx.participant.updateMany({ where: { id: { in: [...ids] } }, data: { isUnmatched: false } });
    } else {
      const [first] = ids;
      const kept = people.filter((one) => !ids.has(one.id) || (!isThere && one.id === first));
      const marks = kept.map((one) => (ids.has(one.id) || one.contactId === contactId ? { email: one.email ?? some[0]?.email ?? null, isUnmatched: false } : one));
      const inputs = kept.map(({ id, side, contactId: known, userId, name, isLead }) =>
        ids.has(id) ? { id, side: side as 'theirs', contactId, isLead } : { id, side: side as 'theirs', contactId: known, userId, name, isLead },
      );
      const at = { id: interactionId, startsAt: new Date(before.startsAt), timeZone: before.timeZone };
      await storeParticipants(tx, at, inputs, before.status === 'held');
      for (const [position, { email, isUnmatched }] of marks.entries()) {
        await tx.participant.updateMany({ where: { interactionId, position }, data: { email, isUnmatched } });
      }
    }
    await finish(ctx, write, interactionId, 'update', before);
  }
}
