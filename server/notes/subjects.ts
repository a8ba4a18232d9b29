/** The records a note is made from, read with the caller's eyes: their names, their classification, and whom they concern. */
import { m } from '../../generated/paraglide/messages.js';
import { getContacts } from '../contacts/contact.reading.ts';
import type { Audience } from '../documents/tree.ts';
import type { Context } from '../http/context.ts';
import { Problem } from '../http/problem.ts';
import { getInteractions } from '../interactions/interaction.service.ts';
import { getMissions } from '../missions/mission.service.ts';
import { organizationNames } from '../organizations/organization.read.ts';
import { getPlaceRecord } from '../places/place.service.ts';
import { getRegion } from '../places/region.service.ts';
import { getFramework } from '../policy/framework.service.ts';
import type { NoteOrder, SubjectType } from './note.schema.ts';
import { idsOf, inPieces, unlessHidden } from './reading.ts';

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

type Identified = Found & { id: string };

/** Records that are read one after the other. */
const each =
  <Read extends { id: string }>(read: (ctx: Context, id: string) => Promise<Read>, found: (record: Read) => Found) =>
  async (ctx: Context, ids: readonly string[]): Promise<Identified[]> => {
    const records = await Promise.all(ids.map((id) => read(ctx, id).catch(unlessHidden)));
    return records.flatMap((record) => (record ? [{ id: record.id, ...found(record) }] : []));
  };

/** Those of the records that the caller may see. */
const readers: Record<SubjectType, (ctx: Context, ids: readonly string[]) => Promise<Identified[]>> = {
  organization: async (ctx, ids) =>
    (await organizationNames(ctx.db.reader, ids)).map(({ id, nameFr, nameEn, lastHeldAt, updatedAt }) => ({
      id,
      ...plain,
      nameFr,
      nameEn,
      freshAt: (lastHeldAt ?? updatedAt).toISOString(),
      organizationIds: [id],
    })),
  contact: async (ctx, ids) =>
    (await getContacts(ctx, ids)).map(({ id, name, sensitivity, lastHeldAt, updatedAt }) => ({
      id,
      nameFr: name,
      nameEn: null,
      sensitivity,
      freshAt: lastHeldAt ?? updatedAt,
      organizationIds: [],
      contactIds: [id],
    })),
  interaction: async (ctx, ids) =>
    (await getInteractions(ctx, ids)).map(({ id, subject, sensitivity, updatedAt, organizations, participants }) => ({
      id,
      nameFr: subject,
      nameEn: null,
      sensitivity,
      freshAt: updatedAt,
      organizationIds: idsOf(organizations),
      contactIds: known(participants.map(({ contactId }) => contactId)),
    })),
  mission: async (ctx, ids) =>
    (await getMissions(ctx, ids)).map((record) => ({
      id: record.id,
      ...titled(record),
      sensitivity: record.sensitivity,
      organizationIds: idsOf(record.organizations),
      contactIds: known(record.delegates.map(({ contact }) => contact?.id ?? null)),
    })),
  place: each(getPlaceRecord, (record) => ({ ...plain, ...named(record) })),
  region: each(getRegion, (record) => ({ ...plain, ...named(record) })),
  framework: each(getFramework, (record) => ({ ...plain, ...titled(record) })),
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
export async function findSubjects(ctx: Context, ordered: readonly Ordered[]): Promise<(Subject | null)[]> {
  const found = new Map<SubjectType, ReadonlyMap<string, Identified>>();
  for (const [type, ones] of Map.groupBy(ordered, (one) => one.type)) {
    const records = await inPieces([...new Set(idsOf(ones))], (piece) => readers[type](ctx, piece));
    found.set(type, new Map(records.map((one) => [one.id, one])));
  }
  return ordered.map(({ type, id }) => {
    const record = found.get(type)?.get(id);
    return record ? { type, ...record } : null;
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
