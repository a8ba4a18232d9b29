/** What to know before a note leaves: what its audience does not get, what it tells in another language, what may no longer hold. */
import { m } from '../../generated/paraglide/messages.js';
import { getContact, listContacts } from '../contacts/contact.reading.ts';
import type { Contact } from '../contacts/contact.schema.ts';
import { languageTag, mapRuns, type Audience, type DocumentTree, type Run } from '../documents/tree.ts';
import { mayRead } from '../documents/voice.ts';
import { listFollowUps } from '../followups/followup.service.ts';
import type { Context } from '../http/context.ts';
import { Problem } from '../http/problem.ts';
import { dateInZone } from '../text/format.rules.ts';
import { filterDay } from '../text/relative-day.rules.ts';
import { makeNote } from './making.ts';
import type { NoteCheck, NoteOrder } from './note.schema.ts';
import { lastKept } from './note.service.ts';
import { changesSince, placesOf } from './own-texts.ts';
import { readSubjects, type Subject } from './subjects.ts';

type Warning = NoteCheck['warnings'][number];
type Item = Warning['items'][number];

/** Each warning names so many of what it counts. */
const named = 5;
/** Beyond so many records, those behind a selection are too many to be looked at one by one. */
const most = 100;
/** So many lines that changed are shown. */
const shown = 30;

/** The note is made as for a preview; nothing is stored. @throws what a preview of the same order throws */
export async function checkNote(ctx: Context, order: NoteOrder): Promise<NoteCheck> {
  const { tree, generated, texts, subjects } = await makeNote(ctx, order);
  const today = dateInZone(ctx.now);
  const [partners, people] = await Promise.all([partnersOf(ctx, subjects), peopleOf(ctx, subjects, order.audience, filterDay('-12m', today))]);
  const overdue = await overduePromises(ctx, partners, subjects, order.audience);
  const warnings: Warning[] = [
    { code: 'left_out', count: tree.omitted, items: [] },
    warning('untranslated', untranslated(tree)),
    warning('overdue', overdue),
    warning('old', old([...subjects, ...partners], filterDay('-12m', today))),
    warning('unverified', people),
  ];
  const standing = placesOf(generated).map((one) => ({ ...one, written: texts.find(({ language, place }) => language === one.language && place === one.place) ?? null }));
  const languages = tree.parts.map((part) => part.language);
  const elsewhere = texts.filter((one) => languages.includes(one.language) && !standing.some(({ written }) => written === one));
  const places = [...standing, ...elsewhere.map((written) => ({ language: written.language, place: written.place, isAwaited: false, written }))];
  return { title: tree.title, warnings: warnings.filter(({ count }) => count > 0), places, previous: await sinceLast(ctx, { ...order, subjects }, tree) };
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
  return [...own, ...(await readSubjects(ctx, ids.slice(0, most).map((id) => ({ type: 'organization' as const, id }))))];
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

/** Promises that are late, of the partners and people of the note, as far as its audience sees them. */
async function overduePromises(ctx: Context, partners: Subject[], subjects: Subject[], audience: Audience): Promise<Item[]> {
  const organization = partners.map(({ id }) => id).slice(0, most);
  const contact = subjects.filter(({ type }) => type === 'contact').map(({ id }) => id).slice(0, most);
  const asked = [...(organization.length > 0 ? [{ organization }] : []), ...(contact.length > 0 ? [{ contact }] : [])];
  const lists = await Promise.all(asked.map((filter) => listFollowUps(ctx, { ...filter, overdue: ['true'], limit: 200 })));
  const late = lists.flatMap(({ items }) => items.filter(({ sensitivity }) => mayRead(sensitivity, audience)));
  return once(late.map(({ id, text, dueOn }) => ({ text, since: dueOn, type: 'followup' as const, id })));
}

/** Records of which nothing was learned since the day: no contact held, or no change where nobody is met. */
function old(records: Subject[], since: string): Item[] {
  return once(records)
    .filter(({ freshAt, type }) => dateInZone(freshAt) < since && type !== 'interaction')
    .map(({ nameFr, freshAt, type, id }) => ({ text: nameFr, since: dateInZone(freshAt), type, id }));
}

/** People of the note, as far as its audience sees them, whose post and details nobody has checked since the day. */
async function peopleOf(ctx: Context, subjects: Subject[], audience: Audience, since: string): Promise<Item[]> {
  const organization = subjects.filter(({ type }) => type === 'organization').map(({ id }) => id).slice(0, most);
  const ids = [...new Set(subjects.flatMap(({ contactIds }) => contactIds))].slice(0, most);
  const [listed, met] = await Promise.all([
    organization.length > 0 ? listContacts(ctx, { organization, verifiedBefore: [since], limit: 200 }) : null,
    Promise.all(ids.map((id) => getContact(ctx, id).catch(unlessHidden))),
  ]);
  const unchecked = met.flatMap((one) => (one && !wasVerified(one, since) ? [one] : []));
  const visible = [...(listed?.items ?? []), ...unchecked].filter(({ sensitivity }) => mayRead(sensitivity, audience));
  return once(visible.map(({ id, name }) => ({ text: name, since: null, type: 'contact' as const, id })));
}

const wasVerified = ({ positions, contactPoints }: Contact, since: string): boolean =>
  [...positions, ...contactPoints].some(({ verifiedOn }) => verifiedOn !== null && verifiedOn >= since);

/** A person the caller may not see is no person of theirs; anything else is a fault. */
function unlessHidden(error: unknown): null {
  if (error instanceof Problem && error.status === 404) return null;
  throw error;
}
