import type { PrismaClient } from '../../generated/prisma/client.ts';
import { sql } from '../http/listing.ts';
import type { SearchEntry } from '../search/index.ts';
import { dateInZone } from '../text/format.rules.ts';
import { contactName, type PersonName } from './contact.names.rules.ts';
import { positionOn } from './contact.rules.ts';

type Searchable = PersonName & {
  id: string;
  nativeName: string | null;
  sensitivity: string;
  positions: {
    titleFr: string | null;
    titleEn: string | null;
    validFrom: string | null;
    validTo: string | null;
    isPrimary: boolean;
    organization: { id: string; nameFr: string; nameEn: string | null };
  }[];
  contactPoints: { kind: string; value: string }[];
};

/** A person as search sees them: every form of the name; then posts, past ones too, and where to write. */
export function contactSearchEntry(contact: Searchable, day: string = dateInZone(new Date())): SearchEntry {
  const { id, givenName, familyName, nativeName, sensitivity, positions, contactPoints } = contact;
  const held = positionOn(positions.map((one) => ({ ...one, organizationId: one.organization.id })), day);
  const name = contactName(contact);
  return {
    type: 'contact',
    id,
    titleFr: name,
    titleEn: name,
    detailFr: held && [held.titleFr, held.organization.nameFr].filter(Boolean).join(', '),
    detailEn: held && [held.titleEn ?? held.titleFr, held.organization.nameEn ?? held.organization.nameFr].filter(Boolean).join(', '),
    names: [name, nativeName, givenName && `${familyName} ${givenName}`],
    body: [
      ...positions.flatMap(({ titleFr, titleEn, organization }) => [titleFr, titleEn, organization.nameFr, organization.nameEn]),
      ...contactPoints.filter(({ kind }) => kind === 'email').map(({ value }) => value),
    ],
    sensitivity,
  };
}

type Post = Searchable['positions'][number];
type Row = PersonName & Pick<Searchable, 'id' | 'nativeName' | 'sensitivity'>;

/** People as search sees them, for a rebuild of the index: `take` of them, by id, after one. */
export async function contactSearchEntries(from: Pick<PrismaClient, '$queryRaw'>, after: string, take: number): Promise<SearchEntry[]> {
  const day = dateInZone(new Date());
  const rows = await from.$queryRaw<Row[]>(sql`
    SELECT "id", "givenName", "particle", "familyName", "nameOrder", "nativeName", "sensitivity" FROM "Contact"
    WHERE "archivedAt" IS NULL AND "id" > ${after} ORDER BY "id" LIMIT ${take}`);
  const ids = sql`(SELECT "value" FROM json_each(${JSON.stringify(rows.map(({ id }) => id))}))`;
  const posts = await from.$queryRaw<(Omit<Post, 'organization'> & { contactId: string; organizationId: string; nameFr: string; nameEn: string | null })[]>(sql`
    SELECT p."contactId", p."titleFr", p."titleEn", p."validFrom", p."validTo", p."isPrimary", o."id" AS "organizationId", o."nameFr", o."nameEn"
    FROM "Position" p CROSS JOIN "Organization" o ON o."id" = p."organizationId" WHERE p."contactId" IN ${ids} ORDER BY p."rowid"`);
  const points = await from.$queryRaw<{ contactId: string; kind: string; value: string }[]>(sql`
    SELECT "contactId", "kind", "value" FROM "ContactPoint" WHERE "contactId" IN ${ids} ORDER BY "rowid"`);
  const [positionsOf, pointsOf] = [byContact(posts), byContact(points)];
  return rows.map((row) => {
    const positions = (positionsOf.get(row.id) ?? []).map(({ organizationId, nameFr, nameEn, ...post }) => ({ ...post, organization: { id: organizationId, nameFr, nameEn } }));
    return contactSearchEntry({ ...row, positions, contactPoints: pointsOf.get(row.id) ?? [] }, day);
  });
}

function byContact<One extends { contactId: string }>(all: readonly One[]): Map<string, One[]> {
  const lists = new Map<string, One[]>();
  for (const one of all) {
    const list = lists.get(one.contactId);
    if (list) list.push(one);
    else lists.set(one.contactId, [one]);
  }
  return lists;
}
