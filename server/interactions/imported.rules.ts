import { fold } from '../text/fold.rules.ts';

/** Somebody named by an invitation, and who they are on record, as far as that is known. */
export type ImportedPerson = {
  side: 'ours' | 'theirs';
  contactId: string | null;
  userId: string | null;
  /** Said only when the record of the person does not say it */
  organizationId: string | null;
  name: string;
  email: string | null;
  isUnmatched: boolean;
};
export type StoredPerson = {
  id: string;
  side: string;
  contactId: string | null;
  userId: string | null;
  organizationId: string | null;
  name: string;
  email: string | null;
  isLead: boolean;
  isUnmatched: boolean;
};
/** A participant as it is to be stored; `id` is that of the one who was there. */
export type MergedPerson = Omit<ImportedPerson, 'side'> & { id?: string; side: string; isLead: boolean };

const isSame = (one: StoredPerson, person: ImportedPerson): boolean =>
  (one.email !== null && one.email === person.email) ||
  (one.contactId !== null && one.contactId === person.contactId) ||
  (one.userId !== null && one.userId === person.userId) ||
  ((one.email === null || person.email === null) && fold(one.name) === fold(person.name));

/**
 * Who takes part after an invitation is read again. Whoever is there stays as they were settled, or becomes the person
 * that they are now known to be; who was put aside stays put aside; who came with an earlier copy and is no longer
 * invited goes; whoever was added by hand (no address from an invitation) stays.
 */
export function mergePeople(stored: readonly StoredPerson[], incoming: readonly ImportedPerson[]): MergedPerson[] {
  const left = new Set(stored);
  const merged = incoming.map((person): MergedPerson => {
    const known = [...left].find((one) => isSame(one, person));
    if (!known) return { ...person, isLead: false };
    left.delete(known);
    const email = known.email ?? person.email;
    const isNowKnown = known.isUnmatched && (person.contactId !== null || person.userId !== null);
    return isNowKnown ? { ...person, id: known.id, email, isLead: known.isLead } : { ...known, email };
  });
  const byHand = [...left].filter(({ email }) => email === null);
  return [...merged, ...byHand];
}

/**
 * How a copy of an invitation stands to the one already read (RFC 5546: SEQUENCE, then DTSTAMP). `same` when neither
 * tells them apart.
 */
export function ageOf(
  copy: { sequence: number | null; stampAt: Date | null },
  known: { sequence: number | null; stampAt: Date | null },
): 'newer' | 'same' | 'older' {
  const bySequence = (copy.sequence ?? 0) - (known.sequence ?? 0);
  if (bySequence !== 0) return bySequence > 0 ? 'newer' : 'older';
  if (!copy.stampAt) return 'same';
  const byStamp = copy.stampAt.getTime() - (known.stampAt?.getTime() ?? 0);
  return byStamp > 0 ? 'newer' : byStamp < 0 ? 'older' : 'same';
}
