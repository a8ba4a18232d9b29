/** Whom the office knows, when each was last met and by whom of ours: as far as an audience may know, whoever prepares the document. */
import { countContacts, listContactIds } from '../contacts/contact.reading.ts';
import type { Contact, ContactItem } from '../contacts/contact.schema.ts';
import type { NamedData } from '../documents/note-data.ts';
import type { Audience } from '../documents/tree.ts';
import { mayRead } from '../documents/voice.ts';
import type { Context } from '../http/context.ts';
import { join, listed, sql, type ListQuery, type Sql } from '../http/listing.ts';
import { eyesOf, levelsOf, widest, type Seen } from './audience.ts';
import { idsOf } from './reading.ts';

/** What an audience may know of the meetings with somebody. */
export interface Touch {
  lastHeldAt: Date | null;
  /** Of ours: who met them, most often first, then who else knows them. */
  knownBy: string[];
}
/** Of somebody whom the audience knows to be met by nobody. */
export const never: Touch = { lastHeldAt: null, knownBy: [] };

/** The post that the person holds today, the primary one before the others. */
export const currentPost = ({ positions }: Pick<Contact, 'positions'>): Contact['positions'][number] | undefined => positions.find(({ isCurrent }) => isCurrent);

/** Meetings with some people (`them`, `i`) that the audience may read: also what the caller wrote above it is left out. */
const heldWith = (audience: Audience, ids: readonly string[]): Sql => sql`
  FROM "Participant" them CROSS JOIN "Interaction" i ON i."id" = them."interactionId"
  WHERE them."contactId" IN (${listed(ids)}) AND i."status" = 'held' AND i."archivedAt" IS NULL AND i."sensitivity" IN (${join(levelsOf(audience))})`;

/** When each person was last met. */
async function lastDays({ db }: Context, audience: Audience, ids: readonly string[]): Promise<Map<string, Date>> {
  if (ids.length === 0) return new Map();
  const rows = await db.reader.$queryRaw<{ contactId: string; at: Date | string }[]>(sql`
    SELECT them."contactId", max(i."startsAt") AS "at" ${heldWith(audience, ids)} GROUP BY them."contactId"`);
  return new Map(rows.map(({ contactId, at }) => [contactId, new Date(at)]));
}

type Knowing = { contactId: string; name: string };

/** Who among us says they know each person. */
async function acquaintances({ db }: Context, ids: readonly string[]): Promise<Knowing[]> {
  if (ids.length === 0) return [];
  return db.reader.$queryRaw<Knowing[]>(sql`
    SELECT a."contactId", u."name" FROM "Acquaintance" a JOIN "User" u ON u."id" = a."userId" WHERE a."contactId" IN (${listed(ids)}) ORDER BY u."name"`);
}

/** Who among us met each person, most often first. */
async function whoMet({ db }: Context, audience: Audience, ids: readonly string[]): Promise<Knowing[]> {
  if (ids.length === 0) return [];
  return db.reader.$queryRaw<Knowing[]>(sql`
    SELECT m."contactId", u."name", count(DISTINCT m."interactionId") AS "count", max(m."startsAt") AS "at"
    FROM (SELECT them."contactId", i."id" AS "interactionId", i."startsAt" ${heldWith(audience, ids)}) m
    CROSS JOIN "Participant" us ON us."interactionId" = m."interactionId" AND us."userId" IS NOT NULL JOIN "User" u ON u."id" = us."userId"
    GROUP BY m."contactId", u."id", u."name" ORDER BY "count" DESC, "at" DESC, u."name"`);
}

const touchFrom = (days: ReadonlyMap<string, Date>, knowing: readonly Knowing[]): ((id: string) => Touch) => {
  const names = Map.groupBy(knowing, ({ contactId }) => contactId);
  return (id) => ({ lastHeldAt: days.get(id) ?? null, knownBy: [...new Set((names.get(id) ?? []).map(({ name }) => name))] });
};

/** The touch of each person, from the interactions that the audience may read. */
export async function touchesOf(ctx: Context, audience: Audience, ids: readonly string[]): Promise<(id: string) => Touch> {
  const [days, met, acquainted] = await Promise.all([lastDays(ctx, audience, ids), whoMet(ctx, audience, ids), acquaintances(ctx, ids)]);
  return touchFrom(days, [...met, ...acquainted]);
}

/** When an organization was last met, in what the audience may read. */
export async function lastHeldWith(ctx: Context, audience: Audience, organizationId: string): Promise<Date | null> {
  const [last] = await ctx.db.reader.$queryRaw<{ startsAt: Date }[]>(sql`
    SELECT i."startsAt" FROM interaction_line l CROSS JOIN "Interaction" i ON i."id" = l."interactionId"
    WHERE l."organizationId" = ${organizationId} AND l."status" = 'held' AND i."archivedAt" IS NULL AND i."sensitivity" IN (${join(levelsOf(audience))})
    ORDER BY l."startsAt" DESC LIMIT 1`);
  return last?.startsAt ?? null;
}

type Touched = Pick<ContactItem, 'id' | 'sensitivity'> & { touch: Touch };

/**
 * The `most` people of a list whom the audience knows to be met last, and those above it: told apart only for a document
 * to count them once, whatever else names them. Their names are not said. Picked among the first 200 of the list.
 */
export async function peopleFor(ctx: Context, audience: Audience, where: ListQuery, most: number): Promise<Seen<Touched> & { above: NamedData[] }> {
  const query = { ...where, sort: '-lastHeldAt' };
  const [theirs, all] = await Promise.all([listContactIds(eyesOf(ctx, audience), { ...query, limit: widest }), countContacts(ctx, query)]);
  const readable = theirs.items.filter(({ sensitivity }) => mayRead(sensitivity, audience));
  const [days, acquainted] = await Promise.all([lastDays(ctx, audience, idsOf(readable)), acquaintances(ctx, idsOf(readable))]);
  // Who is known only by a meeting above the audience is nobody it knows.
  const named = new Set(acquainted.map(({ contactId }) => contactId));
  const known = where['acquainted'] ? readable.filter(({ id }) => days.has(id) || named.has(id)) : readable;
  const chosen = known.toSorted((a, b) => (days.get(b.id)?.getTime() ?? 0) - (days.get(a.id)?.getTime() ?? 0)).slice(0, most);
  const touchOf = touchFrom(days, [...(await whoMet(ctx, audience, idsOf(chosen))), ...acquainted]);
  const found = audience === 'public' ? readable.length : theirs.total;
  const seen = { items: chosen.map((one) => ({ ...one, touch: touchOf(one.id) })), total: found - (readable.length - known.length) };
  const hidden = Math.max(0, all - found);
  if (hidden === 0) return { ...seen, above: [], hidden };
  const { items } = await listContactIds(ctx, { ...query, limit: widest });
  const above = items.flatMap(({ id, sensitivity }) => (mayRead(sensitivity, audience) ? [] : [{ id, name: id, sensitivity }]));
  return { ...seen, above, hidden: Math.max(0, hidden - above.length) };
}
