import type { Transaction } from '../database.ts';
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

const searchable = {
  contactPoints: { select: { kind: true, value: true } },
  positions: { include: { organization: { select: { id: true, nameFr: true, nameEn: true } } } },
} as const;

/** People as search sees them, for a rebuild of the index: `take` of them, by id, after one. */
export async function contactSearchEntries(from: Transaction, after: string, take: number): Promise<SearchEntry[]> {
  const day = dateInZone(new Date());
  const rows = await from.contact.findMany({ where: { archivedAt: null, id: { gt: after } }, include: searchable, orderBy: { id: 'asc' }, take });
  return rows.map((row) => contactSearchEntry(row, day));
}
