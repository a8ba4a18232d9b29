/** The note d’information: where a file stands, on two pages at most. */
import { m } from '../../generated/paraglide/messages.js';
import { formatDate } from '../text/format.rules.ts';
import { alerts, coming, head, hiddenIn, namingOnly, points, sourcesOf, standing } from './dossier-blocks.ts';
import type { DossierData } from './dossier-data.ts';
import { sentence, subjectTitle, summary, toComplete } from './dossier-words.ts';
import type { NoteRequest } from './note-data.ts';
import { frame } from './note-frame.ts';
import { pageHeight, partHeight } from './page-budget.ts';
import { agreements, commitments, interactions, people, shorten } from './partner-blocks.ts';
import { countedHeading, openFirst, promisesBySide } from './promise-blocks.ts';
import type { Block, DocumentTree, Run } from './tree.ts';
import { dot, join, readable } from './voice.ts';
import type { Voice } from './voice.ts';

export const informationPages = 2;
/** Lost where a table or a heading goes to the next page in one piece; in points. */
const lostAtBreaks = 60;

interface Share {
  agreements: number;
  interactions: number;
  /** On each side. */
  promises: number;
  coming: number;
  points: number;
  alerts: number;
  people: number;
  /** Characters of the description, of each summary. */
  description: number;
  summary: number;
}

/** What two pages may hold, from the fullest to the barest; what is cut is counted (« 3 sur 9 »). */
const shares: readonly [Share, ...Share[]] = [
  { agreements: 5, interactions: 4, promises: 6, coming: 8, points: 6, alerts: 8, people: 5, description: 900, summary: 260 },
  { agreements: 4, interactions: 3, promises: 5, coming: 6, points: 5, alerts: 7, people: 4, description: 700, summary: 180 },
  { agreements: 4, interactions: 3, promises: 4, coming: 6, points: 4, alerts: 6, people: 4, description: 500, summary: 120 },
  { agreements: 3, interactions: 3, promises: 3, coming: 5, points: 3, alerts: 5, people: 3, description: 360, summary: 80 },
  { agreements: 2, interactions: 2, promises: 3, coming: 4, points: 2, alerts: 4, people: 2, description: 240, summary: 0 },
  { agreements: 2, interactions: 2, promises: 2, coming: 3, points: 1, alerts: 3, people: 2, description: 160, summary: 0 },
];

/** Pure. Records and people above the audience are left out and counted; lists are cut until every part stands on two pages. */
export function buildInformationNote(whole: DossierData, request: NoteRequest): DocumentTree {
  const omitted = hiddenIn(whole, request.audience, { people: true });
  const data = namingOnly(whole, request.audience);
  let note = build(data, request, shares[0], omitted);
  for (const share of shares.slice(1)) {
    if (note.parts.every((part) => partHeight(part) <= informationPages * pageHeight - lostAtBreaks)) break;
    note = build(data, request, share, omitted);
  }
  return note;
}

function build(data: DossierData, request: NoteRequest, most: Share, omitted: number): DocumentTree {
  const { audience, asOf: today } = request;
  const open = openFirst(readable(data.promises, audience), today);
  const held = readable(data.held.items, audience);
  const persons = readable(data.people, audience);
  const shape = { kind: 'information', density: 'compact', pages: informationPages, omitted } as const;
  return frame(request, shape, (voice) => {
    const locale = { locale: voice.language };
    const body = (runs: Run[]): Block => ({ type: 'paragraph', role: 'body', runs });
    const blocks: Block[] = [
      head(voice, data, request),
      voice.heading(m.document_heading_summary({}, locale)),
      body(join(summary(voice, data, audience, today), voice.say(' '))),
      voice.heading(m.document_heading_context({}, locale)),
      ...background(voice, data, request, most),
      voice.heading(m.document_heading_status({}, locale)),
      standing(voice, data, request),
      countedHeading(voice, m.document_heading_last_interactions({}, locale), Math.min(most.interactions, held.length), data.held.total, 2),
      interactions(voice, held.slice(0, most.interactions), most.summary, false),
      voice.heading(m.document_heading_promises({}, locale)),
      promisesBySide(voice, open, today, [m.document_heading_owed_by_us({}, locale), m.document_heading_owed_by_them({}, locale)], 2, most.promises),
      voice.heading(m.document_heading_next({}, locale)),
      coming(voice, data, request, most.coming, toComplete(voice, m.document_place_next({}, locale))),
      voice.heading(m.document_heading_issues({}, locale)),
      issues(voice, data, request, most),
      countedHeading(voice, m.document_heading_whom({}, locale), Math.min(most.people, persons.length), persons.length),
      ...(data.responsible.length > 0 ? [ourSide(voice, data)] : []),
      people(voice, persons.slice(0, most.people)),
      { type: 'paragraph', role: 'note', runs: sentence(voice, (slot) => m.document_sources_line({ sources: slot(sourcesOf(voice, data).map((run) => ({ ...run, text: run.text.charAt(0).toLocaleLowerCase(run.lang) + run.text.slice(1) }))) }, locale)) },
    ];
    return {
      title: subjectTitle(voice, data.subject),
      subtitle: join([voice.say(m.note_kind_information({}, locale)), voice.say(formatDate(today, voice.language))], voice.say(dot)),
      blocks,
    };
  });
}

/** What the record says of itself, what ties it to the priorities, and the agreements. */
function background(voice: Voice, data: DossierData, { audience }: NoteRequest, most: Share): Block[] {
  const locale = { locale: voice.language };
  const described = voice.text(data.subject.description).map((run, index) => (index === 0 ? { ...run, text: shorten(run.text, most.description) } : run));
  const pacts = readable(data.agreements, audience);
  const blocks: Block[] = [
    ...(described.length > 0 ? [{ type: 'paragraph', role: 'body', runs: described } as const] : []),
    ...(data.commitments.length > 0 ? [commitments(voice, data.commitments)] : []),
    ...(pacts.length > 0
      ? [countedHeading(voice, m.document_heading_agreements({}, locale), Math.min(most.agreements, pacts.length), pacts.length, 2), agreements(voice, pacts.slice(0, most.agreements), true)]
      : []),
  ];
  return blocks.length > 0 ? blocks : [voice.empty()];
}

function issues(voice: Voice, data: DossierData, request: NoteRequest, most: Share): Block {
  const items = [...alerts(voice, data, request).slice(0, most.alerts), ...points(voice, data, request.audience, most.points)];
  return items.length > 0 ? { type: 'list', items } : toComplete(voice, m.document_place_issues({}, { locale: voice.language }));
}

function ourSide(voice: Voice, { responsible }: DossierData): Block {
  return { type: 'facts', items: [{ label: [voice.say(m.document_label_our_side({}, { locale: voice.language }))], value: [voice.name(responsible.join(', '))] }] };
}
