/** The note over a selection: what the records have in common, then a short block each, in the order given. */
import { m } from '../../generated/paraglide/messages.js';
import { formatDate, formatList } from '../text/format.rules.ts';
import { labelOf } from '../text/labels.ts';
import { countHiddenPeople } from './named-people.ts';
import type { NamedData, NoteRequest, PromiseData } from './note-data.ts';
import { frame } from './note-frame.ts';
import { pageHeight, partHeight } from './page-budget.ts';
import { addressAndLanguage, countHidden, facts, shorten } from './partner-blocks.ts';
import { colon, named } from './place-blocks.ts';
import { isLate, openFirst, promise } from './promise-blocks.ts';
import type { InteractionEntry, LastData, OrganizationEntry, PersonEntry, Priority, SelectionData, SelectionEntry } from './selection-note.data.ts';
import type { Block, DocumentTree, Run } from './tree.ts';
import { dot, join, mayRead, readable, type Voice } from './voice.ts';

interface Share {
  /** `full` has facts under a heading, `short` two lines, `line` one. */
  form: 'full' | 'short' | 'line';
  /** Promises, agreements of each */
  promises: number;
  agreements: number;
  /** Characters of a summary */
  summary: number;
  /** Late promises told among what is common */
  late: number;
  entries: number;
}

const all = Number.POSITIVE_INFINITY;
/** What the pages may hold, from the fullest to the barest; what is left out is said. */
const shares: readonly [Share, ...Share[]] = [
  { form: 'full', promises: 4, agreements: 3, summary: 300, late: 10, entries: all },
  { form: 'full', promises: 2, agreements: 2, summary: 160, late: 8, entries: all },
  { form: 'full', promises: 1, agreements: 1, summary: 0, late: 6, entries: all },
  { form: 'short', promises: 0, agreements: 0, summary: 0, late: 6, entries: all },
  { form: 'line', promises: 0, agreements: 0, summary: 0, late: 5, entries: all },
  { form: 'line', promises: 0, agreements: 0, summary: 0, late: 3, entries: 120 },
  { form: 'line', promises: 0, agreements: 0, summary: 0, late: 3, entries: 60 },
  { form: 'line', promises: 0, agreements: 0, summary: 0, late: 2, entries: 20 },
];

/** How many pages a note over so many records may have. */
export const pagesFor = (count: number): number => Math.min(12, 2 + Math.ceil(count / 8));

/** Pure. What is above the audience is left out and counted; the blocks are cut until every part keeps to its pages. */
export function buildSelectionNote(data: SelectionData, request: NoteRequest): DocumentTree {
  const { audience } = request;
  const readableEntries = data.entries.filter((entry) => entry.type === 'organization' || mayRead(entry.sensitivity, audience));
  const named = readableEntries.map((entry) => (entry.type === 'interaction' ? [...entry.ours, ...entry.theirs] : []));
  const entries = readableEntries.map((entry) => (entry.type === 'interaction' ? { ...entry, ours: readable(entry.ours, audience), theirs: readable(entry.theirs, audience) } : entry));
  const lists = entries.flatMap((entry): PromiseData[] => entry.promises);
  const agreements = entries.flatMap((entry) => (entry.type === 'organization' ? entry.agreements : []));
  const omitted = data.hidden + data.entries.length - entries.length + countHidden([lists, agreements], audience) + countHiddenPeople(named, audience);
  const pages = pagesFor(entries.length);
  let note = build({ ...data, entries }, request, shares[0], pages, omitted);
  for (const share of shares.slice(1)) {
    if (note.parts.every((part) => partHeight(part) <= pages * (pageHeight - 20))) break;
    note = build({ ...data, entries }, request, share, pages, omitted);
  }
  return note;
}

function build(data: SelectionData, request: NoteRequest, most: Share, pages: number, omitted: number): DocumentTree {
  return frame(request, { kind: 'selection', density: 'compact', pages, omitted }, (voice) => {
    const locale = { locale: voice.language };
    const shown = data.entries.slice(0, most.entries);
    return {
      title: [voice.say(title(voice, data))],
      subtitle: [voice.say(m.selection_note_subtitle({}, locale))],
      blocks: [
        voice.heading(m.selection_note_heading_common({}, locale)),
        ...common(voice, data, request, most),
        voice.heading(m.selection_note_heading_each({}, locale)),
        ...(shown.length > 0 ? shown.flatMap((entry) => block(voice, entry, request, most)) : [voice.empty()]),
        ...leftOut(voice, data, most, pages),
      ],
    };
  });
}

function title(voice: Voice, { type, entries }: SelectionData): string {
  const [locale, count] = [{ locale: voice.language }, entries.length];
  switch (type) {
    case 'organization':
      return m.selection_note_organizations({ count }, locale);
    case 'contact':
      return m.selection_note_people({ count }, locale);
    case 'interaction':
      return m.selection_note_interactions({ count }, locale);
  }
}

/** What was cut for the pages, in a sentence. */
function leftOut(voice: Voice, { entries }: SelectionData, most: Share, pages: number): Block[] {
  const locale = { locale: voice.language };
  const missing = Math.max(0, entries.length - most.entries);
  const sentences = [
    ...(missing > 0 ? [m.selection_note_left_entries({ count: missing, pages }, locale)] : []),
    ...(most.form === 'full' && most !== shares[0] ? [m.selection_note_left_some({ pages }, locale)] : []),
    ...(most.form !== 'full' ? [m.selection_note_left_details({ pages }, locale)] : []),
  ];
  return sentences.length > 0 ? [{ type: 'paragraph', role: 'note', runs: [voice.say(sentences.join(' '))] }] : [];
}

// ── What they have in common ──

const shownRegions = 8;

function common(voice: Voice, { common: { regions, priorities }, entries }: SelectionData, { audience, asOf }: NoteRequest, most: Share): Block[] {
  const locale = { locale: voice.language };
  const total = entries.length;
  const counted = (name: Run[], count: number): Run[] => [...name, voice.say(` (${m.document_shown_of({ shown: count, total }, locale)})`, { tone: 'muted' as const })];
  const promises = entries.flatMap((entry) => readable(entry.promises, audience).map((item) => ({ item, of: nameOf(voice, entry) })));
  const late = promises.filter(({ item }) => isLate(item, asOf)).sort((a, b) => (a.item.dueOn ?? '').localeCompare(b.item.dueOn ?? ''));
  const [ours, theirs] = [promises.filter(({ item }) => item.by !== 'them').length, promises.filter(({ item }) => item.by === 'them').length];
  const none = voice.say(m.document_no_data({}, locale), { tone: 'muted' });
  const or = (runs: Run[]): Run[] => (runs.length > 0 ? runs : [none]);
  const more = late.length - Math.min(late.length, most.late);
  return [
    facts(voice, [
      [m.selection_note_label_regions({}, locale), or(join(regions.slice(0, shownRegions).map(({ name, count }) => counted(named(voice, name), count)), voice.say('; ')))],
      [m.selection_note_label_priorities({}, locale), or(join(priorities.map(({ priority, title: name, count }) => counted(voice.text(name, { bold: true, tone: priority }), count)), voice.say('; ')))],
      [
        m.selection_note_label_promises({}, locale),
        promises.length === 0 ? [voice.say(m.selection_note_no_promise({}, locale), { tone: 'muted' as const })] : [voice.say(m.selection_note_promises({ ours, theirs }, locale)), ...(late.length > 0 ? [voice.say(` – ${m.selection_note_late({ count: late.length }, locale)}`, { bold: true, tone: 'late' as const })] : [])],
      ],
    ]),
    ...(late.length > 0 ? [{ type: 'list' as const, items: late.slice(0, most.late).map(({ item, of }) => [...of, voice.say(colon(voice)), ...promise(voice, item, asOf)]) }] : []),
    ...(more > 0 ? [{ type: 'paragraph' as const, role: 'note' as const, runs: [voice.say(m.selection_note_more_late({ count: more }, locale))] }] : []),
  ];
}

function nameOf(voice: Voice, entry: SelectionEntry): Run[] {
  if (entry.type === 'contact') return [voice.name(entry.name)];
  return entry.type === 'organization' ? named(voice, entry.name) : voice.text(entry.subject);
}

// ── One record ──

type Line = [label: string, value: Run[]];

function block(voice: Voice, entry: SelectionEntry, request: NoteRequest, most: Share): Block[] {
  const separator = voice.say(dot, { tone: 'muted' });
  const about = aboutOf(voice, entry, request);
  if (most.form === 'line') {
    const bold = nameOf(voice, entry).map((run) => ({ ...run, bold: true }));
    return [{ type: 'paragraph', role: 'body', runs: join([bold, ...about, lastLine(voice, entry)], separator) }];
  }
  const heading: Block = { type: 'heading', level: 2, runs: nameOf(voice, entry) };
  const intro: Block[] = about.length > 0 ? [{ type: 'paragraph', role: 'body', runs: join(about, separator) }] : [];
  if (most.form === 'short') {
    const last = lastLine(voice, entry);
    return [heading, { type: 'paragraph', role: 'body', runs: join([...about, last], separator) }];
  }
  const lines = [...linesOf(voice, entry, request, most), ...promiseLines(voice, entry, request, most)].filter(([, value]) => value.length > 0);
  return [heading, ...intro, ...(lines.length > 0 ? [facts(voice, lines)] : [])];
}

/** What it is, in a line of a few pieces. */
function aboutOf(voice: Voice, entry: SelectionEntry, { audience, asOf }: NoteRequest): Run[][] {
  const locale = { locale: voice.language };
  const muted = { tone: 'muted' } as const;
  const open = readable(entry.promises, audience);
  const late = open.filter((item) => isLate(item, asOf)).length;
  const owed: Run[][] = open.length === 0 ? [] : [[voice.say(m.selection_note_open({ count: open.length }, locale), muted), ...(late > 0 ? [voice.say(` (${m.selection_note_late({ count: late }, locale)})`, { tone: 'late' as const })] : [])]];
  const pieces = ((): Run[][] => {
    switch (entry.type) {
      case 'organization':
        return [voice.text(entry.kind), named(voice, entry.place), voice.text(entry.stage), entry.tier ? [voice.say(`${m.document_label_tier({}, locale)} ${entry.tier}`)] : [], entry.owner ? [voice.name(entry.owner, null, muted)] : []];
      case 'contact':
        return [voice.text(entry.title), named(voice, entry.organization)];
      case 'interaction':
        return [[voice.say(formatDate(entry.on, voice.language))], voice.text(entry.kind), voice.text(entry.status, muted), join(entry.organizations.slice(0, 4).map((one) => named(voice, one)), voice.say(', '))];
    }
  })();
  return [...pieces, ...owed].filter((runs) => runs.length > 0);
}

function lastLine(voice: Voice, entry: SelectionEntry): Run[] {
  if (entry.type === 'interaction') return [];
  const locale = { locale: voice.language };
  return entry.last ? [voice.say(m.selection_note_last({ date: formatDate(entry.last.on, voice.language) }, locale), { tone: 'muted' })] : [voice.say(m.selection_note_never_met({}, locale), { tone: 'muted' })];
}

function lastFact(voice: Voice, last: LastData | null): Run[] {
  const locale = { locale: voice.language };
  if (!last) return [voice.say(m.selection_note_never_met({}, locale), { tone: 'muted' })];
  return join([voice.say(formatDate(last.on, voice.language)), voice.text(last.subject)], voice.say(dot, { tone: 'muted' }));
}

function linesOf(voice: Voice, entry: SelectionEntry, request: NoteRequest, most: Share): Line[] {
  switch (entry.type) {
    case 'organization':
      return organizationLines(voice, entry, request, most);
    case 'contact':
      return personLines(voice, entry);
    case 'interaction':
      return interactionLines(voice, entry, most);
  }
}

const priorityRuns = (voice: Voice, priorities: readonly Priority[]): Run[] => join(priorities.map((one) => voice.say(labelOf('priority', `${one}_full`, voice.language), { tone: one })), voice.say(', '));

function organizationLines(voice: Voice, entry: OrganizationEntry, { audience }: NoteRequest, most: Share): Line[] {
  const locale = { locale: voice.language };
  const pacts = readable(entry.agreements, audience);
  const more = pacts.length - Math.min(pacts.length, most.agreements);
  const said = pacts.slice(0, most.agreements).map((one) => [...voice.text(one.title), ...(one.renewalOn ? [voice.say(` (${m.document_renewal({ date: formatDate(one.renewalOn, voice.language) }, locale)})`, { tone: 'muted' as const })] : [])]);
  return [
    [m.selection_note_label_priorities({}, locale), priorityRuns(voice, entry.priorities)],
    [m.document_label_last_interaction({}, locale), lastFact(voice, entry.last)],
    [m.selection_note_label_agreements({}, locale), [...join(said, voice.say('; ')), ...(more > 0 ? [voice.say(m.place_sheet_and_more({ count: more }, locale), { tone: 'muted' as const })] : [])]],
  ];
}

function personLines(voice: Voice, entry: PersonEntry): Line[] {
  const locale = { locale: voice.language };
  return [
    [m.document_column_address({}, locale), join([addressAndLanguage(voice, entry.addressForm, entry.language), entry.pronouns ? [voice.say(entry.pronouns, { tone: 'muted' })] : []], voice.say(dot, { tone: 'muted' }))],
    [m.document_column_known_by({}, locale), entry.knownBy.length > 0 ? [voice.name(formatList(entry.knownBy.slice(0, 4), voice.language))] : []],
    [m.document_label_last_interaction({}, locale), lastFact(voice, entry.last)],
  ];
}

function interactionLines(voice: Voice, entry: InteractionEntry, most: Share): Line[] {
  const locale = { locale: voice.language };
  const people = (named: NamedData[]): Run[] => (named.length > 0 ? [voice.name(formatList(named.map(({ name }) => name), voice.language))] : []);
  const summary = entry.summary && { ...entry.summary, text: shorten(entry.summary.text, most.summary) };
  return [
    [m.document_label_with({}, locale), people(entry.theirs)],
    [m.document_side_ours({}, locale), people(entry.ours)],
    [m.selection_note_label_summary({}, locale), voice.typed(summary)],
    [m.selection_note_label_priorities({}, locale), priorityRuns(voice, entry.priorities)],
  ];
}

/** Open promises, ours then theirs, the late ones first; those beyond the limit are counted. */
function promiseLines(voice: Voice, entry: SelectionEntry, { audience, asOf }: NoteRequest, most: Share): Line[] {
  const locale = { locale: voice.language };
  const open = openFirst(readable(entry.promises, audience), asOf);
  const side = (heading: string, list: PromiseData[]): Line => {
    const more = list.length - Math.min(list.length, most.promises);
    return [heading, [...join(list.slice(0, most.promises).map((item) => promise(voice, item, asOf)), voice.say('; ')), ...(more > 0 ? [voice.say(m.place_sheet_and_more({ count: more }, locale), { tone: 'muted' as const })] : [])]];
  };
  return [side(m.document_heading_owed_by_us({}, locale), open.filter(({ by }) => by !== 'them')), side(m.document_heading_owed_by_them({}, locale), open.filter(({ by }) => by === 'them'))];
}
