import type { Context } from '../http/context.ts';
import { listed, sql } from '../http/listing.ts';
import { civility, fullFamilyName, type PersonName } from './contact.names.rules.ts';

type NameRow = PersonName & { id: string; nativeName: string | null; honorific: string | null; pronouns: string | null };
type Point = { kind: string; value: string; isPrimary: boolean };
type Details = { givenName: string | null; familyName: string; nativeName: string | null; prefix: string; points: Point[] };

/** What a card says of people beyond a list: the parts of their names, and all that they are reached by, the first way first. */
export async function cardDetails({ db, locale }: Context, wanted: readonly string[]): Promise<(id: string) => Details> {
  const ids = listed(wanted);
  const [names, points] = await Promise.all([
    db.reader.$queryRaw<NameRow[]>(sql`
      SELECT "id", "givenName", "particle", "familyName", "nameOrder", "nativeName", "honorific", "pronouns" FROM "Contact" WHERE "id" IN (${ids})`),
    db.reader.$queryRaw<(Point & { contactId: string })[]>(sql`
      SELECT "contactId", "kind", "value", "isPrimary" FROM "ContactPoint" WHERE "contactId" IN (${ids})
      ORDER BY "isPrimary" DESC, "kind", "id"`),
  ]);
  const nameOf = new Map(names.map((row) => [row.id, row]));
  const pointsOf = Map.groupBy(points, ({ contactId }) => contactId);
  return (id) => {
    const row = nameOf.get(id);
    if (!row) return { givenName: null, familyName: '', nativeName: null, prefix: '', points: [] };
    return {
      givenName: row.nameOrder === 'mononym' ? null : row.givenName,
      familyName: row.nameOrder === 'mononym' ? row.familyName : fullFamilyName(row),
      nativeName: row.nativeName,
      prefix: civility(row.honorific, row.pronouns, locale),
      points: (pointsOf.get(id) ?? []).map(({ kind, value, isPrimary }) => ({ kind, value, isPrimary: Boolean(isPrimary) })),
    };
  };
}
