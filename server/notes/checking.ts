/** What to know before a note leaves: what its audience does not get, what it tells in another language, what may no longer hold. */
import { m } from '../../generated/paraglide/messages.js';
import { listContacts } from '../contacts/contact.reading.ts';
import { languageTag, mapRuns, type DocumentTree, type Run } from '../documents/tree.ts';
import { listFollowUps } from '../followups/followup.service.ts';
import type { Context } from '../http/context.ts';
import type { ListQuery } from '../http/listing.ts';
import { dateInZone } from '../text/format.rules.ts';
import { filterDay } from '../text/relative-day.rules.ts';
import { eyesOf, levelsOf } from './audience.ts';
import { hashOf } from './frozen.ts';
import { makeNote } from './making.ts';
import type { NoteCheck, NoteOrder } from './note.schema.ts';
import { lastKept } from './note.service.ts';
import { changesSince, placesOf } from './own-texts.ts';
import { placeKey } from './own-texts.service.ts';
import { findSubjects, type Subject } from './subjects.ts';

type Warning = NoteCheck['warnings'][number];
type Item = Warning['items'][number];

/** Each warning names so many of what it counts. */
const named = 5;
/** Beyond so many, the partners behind a selection are too many to be looked at one by one. */
const most = 100;
/** So many lines that changed are shown. */
const shown = 30;

/** The note is made as for a preview; nothing is stored. @throws what a preview of the same order throws */
export async function checkNote(ctx: Context, order: NoteOrder): Promise<NoteCheck> {
  const { tree, generated, texts, versions, subjects } = await makeNote(ctx, order);
  const today = dateInZone(ctx.now);
  const theirs = { sensitivity: levelsOf(order.audience) };
  const eyes = eyesOf(ctx, order.audience);
  const [partners, overdue, unverified] = await Promise.all([
    partnersOf(ctx, subjects),
    overduePromises(eyes, subjects, theirs),
    uncheckedPeople(eyes, subjects, { ...theirs, verifiedBefore: [filterDay('-12m', today)] }),
  ]);
  const warnings: Warning[] = [
    { code: 'left_out', count: tree.omitted, items: [] },
    warning('untranslated', untranslated(tree)),
    { code: 'overdue', ...overdue },
    warning('old', old([...subjects, ...partners], filterDay('-12m', today))),
    { code: 'unverified', ...unverified },
  ];
  const standing = placesOf(generated).map((one) => ({ ...one, written: texts.find(({ language, place }) => language === one.language && place === one.place) ?? null }));
  const languages = tree.parts.map((part) => part.language);
  const elsewhere = texts.filter((one) => languages.includes(one.language) && !standing.some(({ written }) => written === one));
  const all = [...standing, ...elsewhere.map((written) => ({ language: written.language, place: written.place, isAwaited: false, written }))];
  const places = all.map((one) => ({ ...one, version: versions.get(placeKey(one)) ?? 0 }));
  return { title: tree.title, sha256: hashOf(tree), warnings: warnings.filter(({ count }) => count > 0), places, previous: await sinceLast(ctx, { ...order, subjects }, tree) };
}

/** What changed since the last note that was kept of the same order, as far as the caller may see that note. */
async function sinceLast(ctx: Context, order: NoteOrder, tree: DocumentTree): Promise<NoteCheck['previous']> {
  const last = await lastKept(ctx, order);
  if (!last) return null;
  const { added, removed } = changesSince(last.tree, tree);
  return { id: last.id, edition: last.edition, asOf: last.asOf, added: added.slice(0, shown), removed: removed.slice(0, shown), count: added.length + removed.length };
}

const warning = (code: Warning['code'], items: Item[]): Warning => ({ code, count: items.length, items: items.slice(0, named) });
const once = <T extends { type: string; id: string }>(list: readonly T[]): T[] => [...new Map(list.map((one) => [`${one.type} ${one.id}`, one])).values()];

/** The partners met in the records, read like them. */
async function partnersOf(ctx: Context, subjects: Subject[]): Promise<Subject[]> {
  const own = subjects.filter(({ type }) => type === 'organization');
  const ids = [...new Set(subjects.flatMap(({ organizationIds }) => organizationIds))].filter((id) => !own.some((one) => one.id === id));
  const met = await findSubjects(ctx, ids.slice(0, most).map((id) => ({ type: 'organization' as const, id })));
  return [...own, ...met.flatMap((one) => one ?? [])];
}

/** Texts that a part of the note tells in another language than its own, each once. */
export function untranslated(tree: DocumentTree): Item[] {
  const found = new Set<string>();
  for (const part of tree.parts) {
    const [before = '', after = ''] = m.document_only_in({ language: '|' }, { locale: part.language }).split('|');
    const own = languageTag(part.language);
    const isMark = ({ lang, text, italic }: Run): boolean => lang === own && italic === true && text.startsWith(` (${before}`) && text.endsWith(`${after})`);
    let last: Run | null = null;
    mapRuns({ ...tree, parts: [part] }, (run) => {
      if (isMark(run) && last) found.add(last.text.slice(0, 200));
      last = run;
      return run;
    });
  }
  return [...found].map((text) => ({ text, since: null, type: null, id: null }));
}

type Counted = Pick<Warning, 'count' | 'items'>;
type List<One> = (ctx: Context, query: ListQuery) => Promise<{ items: One[]; total: number }>;

/** How many records of a list either filter leaves, each once; an empty filter leaves none. */
async function countEither<One extends { id: string }>(list: List<One>, ctx: Context, common: ListQuery, either: [ListQuery, ListQuery]): Promise<{ count: number; items: One[] }> {
  const asked = either.filter((filter) => Object.values(filter).every((values) => !Array.isArray(values) || values.length > 0));
  const lists = await Promise.all(asked.map((filter) => list(ctx, { ...common, ...filter, limit: named })));
  const twice = asked.length > 1 ? (await list(ctx, { ...common, ...either[0], ...either[1], limit: 1 })).total : 0;
  const items = [...new Map(lists.flatMap((one) => one.items).map((one) => [one.id, one])).values()];
  return { count: lists.reduce((sum, { total }) => sum + total, 0) - twice, items: items.slice(0, named) };
}

/** Promises that are late, of the partners and people of the note, as far as its audience sees them. */
async function overduePromises(eyes: Context, subjects: Subject[], theirs: ListQuery): Promise<Counted> {
  const organization = [...new Set(subjects.flatMap(({ organizationIds }) => organizationIds))];
  const contact = subjects.filter(({ type }) => type === 'contact').map(({ id }) => id);
  const { count, items } = await countEither(listFollowUps, eyes, { ...theirs, overdue: ['true'] }, [{ organization }, { contact }]);
  return { count, items: items.map(({ id, text, dueOn }) => ({ text, since: dueOn, type: 'followup' as const, id })) };
}

/** Records of which nothing was learned since the day: no contact held, or no change where nobody is met. */
function old(records: Subject[], since: string): Item[] {
  return once(records)
    .filter(({ freshAt, type }) => dateInZone(freshAt) < since && type !== 'interaction')
    .map(({ nameFr, freshAt, type, id }) => ({ text: nameFr, since: dateInZone(freshAt), type, id }));
}

/** People of the note, as far as its audience sees them, whose post and details nobody has checked since a day. */
async function uncheckedPeople(eyes: Context, subjects: Subject[], unchecked: ListQuery): Promise<Counted> {
  const organization = subjects.filter(({ type }) => type === 'organization').map(({ id }) => id);
  const person = [...new Set(subjects.flatMap(({ contactIds }) => contactIds))];
  const { count, items } = await countEither(listContacts, eyes, unchecked, [{ organization }, { person }]);
  return { count, items: items.map(({ id, name }) => ({ text: name, since: null, type: 'contact' as const, id })) };
}
