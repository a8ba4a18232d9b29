/** Whom the office knows, when each was last met and by whom of ours: as far as an audience may know, whoever prepares the document. */
import { listContacts } from '../contacts/contact.reading.ts';
import type { ContactItem } from '../contacts/contact.schema.ts';
import type { NamedData } from '../documents/note-data.ts';
import type { Audience } from '../documents/tree.ts';
import { mayRead } from '../documents/voice.ts';
import type { Context } from '../http/context.ts';
import { join, listed, sql, type ListQuery } from '../http/listing.ts';
import { eyesOf, levelsOf, widest, type Seen } from './audience.ts';

/** What an audience may know of the meetings with somebody. */
export interface Touch {
  lastHeldAt: Date | null;
  /** Of ours: who met them, most often first, then who else knows them. */
  knownBy: string[];
}
const never: Touch = { lastHeldAt: null, knownBy: [] };

/** The touch of each person, from the interactions that the audience may read: also what the caller wrote above it is left out. */
export async function touchesOf(ctx: Context, audience: Audience, contactIds: readonly string[]): Promise<(id: string) => Touch> {
  if (contactIds.length === 0) return () => never;
  const { reader } = ctx.db;
  const people = sql`IN (${listed([...new Set(contactIds)])})`;
  const held = sql`
    FROM "Participant" them CROSS JOIN "Interaction" i ON i."id" = them."interactionId"
    WHERE them."contactId" ${people} AND i."status" = 'held' AND i."archivedAt" IS NULL AND i."sensitivity" IN (${join(levelsOf(audience))})`;
  const [last, met, acquainted] = await Promise.all([
    reader.$queryRaw<{ contactId: string; at: Date | string }[]>(sql`SELECT them."contactId", max(i."startsAt") AS "at" ${held} GROUP BY them."contactId"`),
    reader.$queryRaw<{ contactId: string; name: string }[]>(sql`
      SELECT m."contactId", u."name", count(DISTINCT m."interactionId") AS "count", max(m."startsAt") AS "at"
      FROM (SELECT them."contactId", i."id" AS "interactionId", i."startsAt" ${held}) m
      CROSS JOIN "Participant" us ON us."interactionId" = m."interactionId" AND us."userId" IS NOT NULL JOIN "User" u ON u."id" = us."userId"
      GROUP BY m."contactId", u."id", u."name" ORDER BY "count" DESC, "at" DESC, u."name"`),
    reader.$queryRaw<{ contactId: string; name: string }[]>(sql`
      SELECT a."contactId", u."name" FROM "Acquaintance" a JOIN "User" u ON u."id" = a."userId" WHERE a."contactId" ${people} ORDER BY u."name"`),
  ]);
  const days = new Map(last.map(({ contactId, at }) => [contactId, new Date(at)]));
  const knowing = Map.groupBy([...met, ...acquainted], ({ contactId }) => contactId);
  return (id) => ({ lastHeldAt: days.get(id) ?? null, knownBy: [...new Set((knowing.get(id) ?? []).map(({ name }) => name))] });
}

/** When an organization was last met, in what the audience may read. */
export async function lastHeldWith(ctx: Context, audience: Audience, organizationId: string): Promise<Date | null> {
  const [last] = await ctx.db.reader.$queryRaw<{ startsAt: Date }[]>(sql`
    SELECT i."startsAt" FROM interaction_line l CROSS JOIN "Interaction" i ON i."id" = l."interactionId"
    WHERE l."organizationId" = ${organizationId} AND l."status" = 'held' AND i."archivedAt" IS NULL AND i."sensitivity" IN (${join(levelsOf(audience))})
    ORDER BY l."startsAt" DESC LIMIT 1`);
  return last?.startsAt ?? null;
}

type Person = ContactItem & { touch: Touch };

/**
 * The `most` people of a list whom the audience knows to be met last, and those above it: told apart only for a document
 * to count them once, whatever else names them. Their names are not said. Picked among the first 200 of the list.
 */
export async function peopleFor(ctx: Context, audience: Audience, where: ListQuery, most: number): Promise<Seen<Person> & { above: NamedData[] }> {
  const query = { ...where, sort: '-lastHeldAt' };
  const [theirs, all] = await Promise.all([listContacts(eyesOf(ctx, audience), { ...query, limit: widest }), listContacts(ctx, { ...query, limit: 1 })]);
  const readable = theirs.items.filter(({ sensitivity }) => mayRead(sensitivity, audience));
  const touchOf = await touchesOf(ctx, audience, readable.map(({ id }) => id));
  const touched = readable.map((one): Person => ({ ...one, touch: touchOf(one.id) }));
  // Who is known only by a meeting above the audience is nobody it knows.
  const known = where['acquainted'] ? touched.filter(({ touch }) => touch.lastHeldAt !== null || touch.knownBy.length > 0) : touched;
  const found = audience === 'public' ? readable.length : theirs.total;
  const seen = {
    items: known.sort((a, b) => (b.touch.lastHeldAt?.getTime() ?? 0) - (a.touch.lastHeldAt?.getTime() ?? 0)).slice(0, most),
    total: found - (touched.length - known.length),
  };
  const hidden = Math.max(0, all.total - found);
  if (hidden === 0) return { ...seen, above: [], hidden };
  const { items } = await listContacts(ctx, { ...query, limit: widest });
  const above = items.flatMap(({ id, sensitivity }) => (mayRead(sensitivity, audience) ? [] : [{ id, name: id, sensitivity }]));
  return { ...seen, above, hidden: Math.max(0, hidden - above.length) };
}
