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

/** Every person as search sees them, for a rebuild of the index; memory holds a few hundred at a time. */
export async function* contactSearchEntries(tx: Transaction): AsyncGenerator<SearchEntry> {
  const day = dateInZone(new Date());
  let after = '';
  for (;;) {
    const rows = await tx.contact.findMany({
      where: { archivedAt: null, id: { gt: after } },
      include: searchable,
      orderBy: { id: 'asc' },
      take: 500,
    });
    for (const row of rows) yield contactSearchEntry(row, day);
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}
