/** The records a note is made from, read with the caller's eyes: their names, their classification, and whom they concern. */
import { m } from '../../generated/paraglide/messages.js';
import { getContact } from '../contacts/contact.reading.ts';
import type { Audience } from '../documents/tree.ts';
import type { Context } from '../http/context.ts';
import { Problem } from '../http/problem.ts';
import { getInteraction } from '../interactions/interaction.service.ts';
import { getMission } from '../missions/mission.service.ts';
import { getOrganization } from '../organizations/organization.service.ts';
import { getPlace } from '../places/place.service.ts';
import { getRegion } from '../places/region.service.ts';
import { getFramework } from '../policy/framework.service.ts';
import type { NoteOrder, SubjectType } from './note.schema.ts';
import { readEach, unlessHidden } from './reading.ts';

type Ordered = NoteOrder['subjects'][number];
export type Subject = Ordered & {
  nameFr: string;
  nameEn: string | null;
  /** Of a record that has none: `public`. */
  sensitivity: Audience;
  /** Since when nothing was learned of it: its last contact held, else its last change (instant, UTC). */
  freshAt: string;
  organizationIds: string[];
  contactIds: string[];
};
type Found = Omit<Subject, keyof Ordered>;

const plain = { sensitivity: 'public', organizationIds: [], contactIds: [] } as const satisfies Partial<Found>;
const named = ({ nameFr, nameEn, updatedAt }: { nameFr: string; nameEn: string | null; updatedAt: string }): Pick<Found, 'nameFr' | 'nameEn' | 'freshAt'> => ({ nameFr, nameEn, freshAt: updatedAt });
const titled = ({ titleFr, titleEn, updatedAt }: { titleFr: string; titleEn: string | null; updatedAt: string }): Pick<Found, 'nameFr' | 'nameEn' | 'freshAt'> => ({
  nameFr: titleFr,
  nameEn: titleEn,
  freshAt: updatedAt,
});
const known = (ids: (string | null)[]): string[] => [...new Set(ids.flatMap((id) => id ?? []))];

const readers: Record<SubjectType, (ctx: Context, id: string) => Promise<Found>> = {
  organization: async (ctx, id) => {
    const record = await getOrganization(ctx, id);
    return { ...plain, ...named(record), freshAt: record.lastHeldAt ?? record.updatedAt, organizationIds: [id] };
  },
  contact: async (ctx, id) => {
    const { name, sensitivity, lastHeldAt, updatedAt } = await getContact(ctx, id);
    return { nameFr: name, nameEn: null, sensitivity, freshAt: lastHeldAt ?? updatedAt, organizationIds: [], contactIds: [id] };
  },
  interaction: async (ctx, id) => {
    const { subject, sensitivity, updatedAt, organizations, participants } = await getInteraction(ctx, id);
    return {
      nameFr: subject,
      nameEn: null,
      sensitivity,
      freshAt: updatedAt,
      organizationIds: organizations.map((one) => one.id),
      contactIds: known(participants.map(({ contactId }) => contactId)),
    };
  },
  mission: async (ctx, id) => {
    const record = await getMission(ctx, id);
    return {
      ...titled(record),
      sensitivity: record.sensitivity,
      organizationIds: record.organizations.map((one) => one.id),
      contactIds: known(record.delegates.map(({ contact }) => contact?.id ?? null)),
    };
  },
  place: async (ctx, id) => ({ ...plain, ...named(await getPlace(ctx, id)) }),
  region: async (ctx, id) => ({ ...plain, ...named(await getRegion(ctx, id)) }),
  framework: async (ctx, id) => ({ ...plain, ...titled(await getFramework(ctx, id)) }),
};

/**
 * Every record of an order, each once, in the order given.
 * @throws 404 that points at each record that is gone, or that the caller may not see
 */
export async function readSubjects(ctx: Context, ordered: readonly Ordered[]): Promise<Subject[]> {
  const found = await findSubjects(ctx, ordered);
  const gone = found.flatMap((one, index) => (one ? [] : [index]));
  if (gone.length > 0) throw subjectsGone(gone);
  return found.filter((one, index): one is Subject => one !== null && found.findIndex((other) => other?.type === one.type && other.id === one.id) === index);
}

/** Each of the records, in the order given; null for one that is gone, or that the caller may not see. */
export function findSubjects(ctx: Context, ordered: readonly Ordered[]): Promise<(Subject | null)[]> {
  return readEach(ordered, async (one) => {
    const found = await readers[one.type](ctx, one.id).catch(unlessHidden);
    return found && { ...one, ...found };
  });
}

const subjectsGone = (places: number[]): Problem =>
  new Problem({
    status: 404,
    code: 'not-found',
    title: (locale) => m.problem_not_found({}, { locale }),
    detail: (locale) => m.note_subjects_gone({ count: places.length }, { locale }),
    errors: places.map((place) => ({ pointer: `/subjects/${place}`, message: (locale) => m.note_subject_gone({}, { locale }) })),
  });
