/** Who among us knows people: they say so, or met them in an interaction that the caller may see. */
import type { Context } from '../http/context.ts';
import type { PersonReference } from '../http/endpoint.ts';
import { letOthers, listed, rememberedOfPage, sql } from '../http/listing.ts';
import { visibleTo } from '../http/sight.ts';
import { known } from './contact.listing.ts';

/** By the id of a person, in the order of their names. */
export type Knowers = (contactId: string) => PersonReference[];

/** Of the people of a page. An export comes upon a page once. */
export function knowersOfPage(ctx: Context, ids: readonly string[], comesBack: boolean): Knowers {
  const { rows } = ctx.db;
  const reading = sql`
    SELECT k."contactId", u."id", u."name" FROM ${known(ctx, sql`"contactId" IN (${listed(ids)})`)} k
    JOIN "User" u ON u."id" = k."userId" ORDER BY u."name"`;
  type Row = PersonReference & { contactId: string };
  const found = Map.groupBy(comesBack ? rememberedOfPage<Row>(rows, reading) : rows.all<Row>(reading), ({ contactId }) => contactId);
  return (contactId) => (found.get(contactId) ?? []).map(({ id, name }) => ({ id, name }));
}

/** So many interactions are gone through at once. */
const slice = 10_000;

/**
 * Of everybody, read along the interactions in their order, of which those who took part lie together: for a list of most
 * people, in a fifth of the time that asking page by page takes. Memory holds an id and one bit for each of ours a person.
 */
export async function knowersOfAll(ctx: Context): Promise<Knowers> {
  const { rows } = ctx.db;
  const ours = rows.all<PersonReference>(sql`SELECT u."id", u."name" FROM "User" u ORDER BY u."name"`);
  const bitOf = new Map(ours.map(({ id }, bit) => [id, bit]));
  const width = Math.ceil(ours.length / 32);
  const places = new Map<string, number>();
  let bits = new Uint32Array(width * 1024);
  const note = ({ contactId, userId }: { contactId: string; userId: string }): void => {
    let place = places.get(contactId);
    if (place === undefined) {
      places.set(contactId, (place = places.size));
      if (places.size * width > bits.length) {
        const wider = new Uint32Array(bits.length * 2);
        wider.set(bits);
        bits = wider;
      }
    }
    const bit = bitOf.get(userId) ?? 0;
    const at = place * width + (bit >> 5);
    bits[at] = (bits[at] ?? 0) | (1 << (bit & 31));
  };
  rows.all<{ contactId: string; userId: string }>(sql`SELECT a."contactId", a."userId" FROM "Acquaintance" a`).forEach(note);
  for (let after = ''; ; ) {
    const began = performance.now();
    const [part] = rows.all<{ last: string | null }>(sql`
      SELECT max(s."id") AS "last" FROM (SELECT i."id" FROM "Interaction" i WHERE i."id" > ${after} ORDER BY i."id" LIMIT ${slice}) s`);
    const last = part?.last ?? null;
    if (last === null) break;
    // CROSS JOIN: from the interactions to those who took part. The plus keeps SQLite from the index of statuses.
    rows.all<{ contactId: string; userId: string }>(sql`
      SELECT them."contactId", us."userId" FROM "Interaction" i
      CROSS JOIN "Participant" us ON us."interactionId" = i."id" AND us."userId" IS NOT NULL
      CROSS JOIN "Participant" them ON them."interactionId" = i."id" AND them."contactId" IS NOT NULL
      WHERE i."id" > ${after} AND i."id" <= ${last} AND +i."status" = 'held' AND +i."archivedAt" IS NULL
        AND ${visibleTo(ctx, sql`+i."sensitivity"`, sql`+i."createdById"`)}`).forEach(note);
    after = last;
    await letOthers(began);
  }
  return (contactId) => {
    const place = places.get(contactId);
    return place === undefined ? [] : ours.filter((_, bit) => ((bits[place * width + (bit >> 5)] ?? 0) >>> (bit & 31)) & 1);
  };
}
