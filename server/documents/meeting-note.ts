/** The meeting note (note de rencontre): what to know before meeting a partner, opening with what was promised. */
import { m } from '../../generated/paraglide/messages.js';
import { daysBetween, formatDate, formatDateTime } from '../text/format.rules.ts';
import type { DiscussionPointData, MeetingData, MeetingNoteData, NoteRequest, ParticipantData, PromiseData } from './note-data.ts';
import { frame } from './note-frame.ts';
import {
  addressAndLanguage,
  agreements,
  commitments,
  countHidden,
  facts,
  identity,
  interactions,
  networks,
  organizationName,
  people,
  personName,
  relation,
  sources,
} from './partner-blocks.ts';
import { promisesBySide } from './promise-blocks.ts';
import type { Audience, Block, DocumentTree, Run } from './tree.ts';
import { classification, dot, isSensitive, join, readable } from './voice.ts';
import type { Voice } from './voice.ts';

const most = { interactions: 6, summary: 600 } as const;
/** A promise that was kept or dropped is still told for this many days. */
const rememberedDays = 365;

/** Pure. Records above the audience are left out and counted; the press line stands only where there is one. */
export function buildMeetingNote(data: MeetingNoteData, request: NoteRequest): DocumentTree {
  const { organization, meeting } = data;
  const { audience, asOf } = request;
  const persons = readable(organization.people, audience);
  const held = readable(organization.interactions, audience);
  const promises = readable(organization.promises, audience).filter((item) => isRecent(item, asOf));
  const points = readable(meeting?.points ?? [], audience);
  const omitted = countHidden(
    [organization.people, organization.agreements, organization.interactions, organization.promises, meeting?.points ?? []],
    audience,
  );
  const day = meeting?.startsAt.slice(0, 10) ?? asOf;
  return frame(request, { kind: 'meeting', density: 'regular', omitted }, (voice) => {
    const locale = { locale: voice.language };
    const name = organizationName(organization.names, day, voice.language);
    const nameRuns: Run[] = name ? [voice.name(name.text, name.language)] : [voice.say(m.document_no_data({}, locale))];
    const last = held[0];
    const biographies = persons.filter((person) => voice.text(person.biography).length > 0);
    const cited = sources(voice, organization);
    const blocks: Block[] = [
      logistics(voice, data, nameRuns),
      voice.heading(m.document_heading_promised_last_time({}, locale)),
      ...(last ? [lastTime(voice, last.on, voice.text(last.subject))] : []),
      promisesBySide(voice, promises, asOf, [m.document_heading_promised_by_us({}, locale), m.document_heading_promised_by_them({}, locale)], 2),
      voice.heading(m.document_heading_objectives({}, locale)),
      commitments(voice, meeting?.objectives ?? organization.commitments),
      voice.heading(m.document_heading_messages({}, locale)),
      messages(voice, points.filter((point) => !isSensitive(point) && !point.theirPosition)),
      voice.heading(m.document_heading_topics({}, locale)),
      topics(voice, points.filter((point) => !isSensitive(point) && point.theirPosition !== null)),
      voice.heading(m.document_heading_sensitive({}, locale)),
      topics(voice, points.filter(isSensitive), true),
      ...(meeting?.pressLine
        ? [voice.heading(m.document_heading_press({}, locale)), { type: 'paragraph', role: 'body', runs: voice.typed(meeting.pressLine) } as const]
        : []),
      voice.heading(m.document_heading_participants({}, locale)),
      ...(meeting ? participants(voice, meeting) : [people(voice, persons)]),
      voice.heading(m.document_heading_biographies({}, locale)),
      ...(biographies.length > 0
        ? biographies.map((person): Block => ({
            type: 'paragraph',
            role: 'body',
            runs: [...personName(voice, person.name, person.pronouns), voice.say(' – '), ...voice.text(person.biography)],
          }))
        : [voice.empty()]),
      voice.heading(m.document_heading_organization({}, locale)),
      { type: 'columns', left: [identity(voice, organization, day, asOf)], right: [relation(voice, organization)] },
      voice.heading(m.document_heading_agreements({}, locale), 2),
      agreements(voice, readable(organization.agreements, audience), true),
      voice.heading(m.document_heading_networks({}, locale), 2),
      networks(voice, organization.networks, asOf),
      voice.heading(m.document_heading_background({}, locale)),
      interactions(voice, held.slice(0, most.interactions), most.summary, true),
      voice.heading(m.document_heading_sources({}, locale)),
      cited.length > 0 ? { type: 'paragraph', role: 'note', runs: cited } : voice.empty(),
    ];
    return {
      title: meeting ? voice.text(meeting.subject) : nameRuns,
      subtitle: join(
        [
          voice.say(m.document_title_meeting_note({}, locale)),
          meeting ? nameRuns : voice.text(organization.place),
          meeting ? voice.say(formatDate(day, voice.language)) : null,
        ],
        voice.say(dot),
      ),
      blocks,
    };
  });
}

/** A promise that still holds, or that was closed less than a year ago. */
function isRecent(item: PromiseData, today: string): boolean {
  if (item.status === 'open' || item.status === 'renegotiated') return true;
  const closedOn = item.doneOn ?? item.dueOn;
  return closedOn !== null && daysBetween(closedOn, today) <= rememberedDays;
}

function logistics(voice: Voice, { organization, meeting }: MeetingNoteData, name: Run[]): Block {
  const locale = { locale: voice.language };
  return facts(voice, [
    [m.document_label_when({}, locale), meeting ? [voice.say(when(meeting, voice))] : []],
    [m.document_label_place({}, locale), voice.text(meeting?.place ?? null)],
    [m.document_label_kind({}, locale), voice.text(meeting?.kind ?? organization.kind)],
    [m.document_label_organization({}, locale), name],
    [m.document_label_advisor({}, locale), organization.owner ? [voice.name(organization.owner)] : []],
  ]);
}

/** « 24 novembre 2026 à 9 h 30 (heure de l’Est) »; the date alone where the hour is not known. */
function when(meeting: MeetingData, voice: Voice): string {
  if (meeting.startsAt.length <= 10) return formatDate(meeting.startsAt, voice.language);
  const zone = new Intl.DateTimeFormat(voice.language === 'fr' ? 'fr-CA' : 'en-CA', { timeZone: meeting.timeZone, timeZoneName: 'longGeneric' })
    .formatToParts(new Date(meeting.startsAt))
    .find((part) => part.type === 'timeZoneName');
  return `${formatDateTime(meeting.startsAt, voice.language, meeting.timeZone)} (${zone?.value ?? meeting.timeZone})`;
}

function lastTime(voice: Voice, on: string, subject: Run[]): Block {
  const label = m.document_last_time({}, { locale: voice.language });
  const colon = voice.language === 'fr' ? '\u00a0: ' : ': ';
  return {
    type: 'paragraph',
    role: 'note',
    runs: [voice.say(`${label}${colon}${formatDate(on, voice.language)}, `), ...subject],
  };
}

/** Points for which the partner has taken no position: what we have to say. */
export function messages(voice: Voice, points: DiscussionPointData[]): Block {
  return voice.orEmpty(points, (list) => ({
    type: 'list',
    items: list.map((point) => join([voice.typed(point.subject, { bold: true }), voice.typed(point.ourPosition)], voice.say(' – '))),
  }));
}

export function topics(voice: Voice, points: DiscussionPointData[], withClassification = false): Block {
  const locale = { locale: voice.language };
  const label = (audience: Audience): Run[] => [voice.say(classification(audience, voice.language))];
  return voice.orEmpty(points, (list) => ({
    type: 'table',
    caption: [],
    columns: [
      { header: [voice.say(m.document_column_subject({}, locale))], width: withClassification ? 22 : 26 },
      { header: [voice.say(m.document_column_their_position({}, locale))], width: withClassification ? 30 : 34 },
      { header: [voice.say(m.document_column_our_position({}, locale))], width: withClassification ? 32 : 40 },
      ...(withClassification ? [{ header: [voice.say(m.document_column_classification({}, locale))], width: 16 }] : []),
    ],
    rows: list.map((point) => [
      voice.typed(point.subject, { bold: true }),
      voice.typed(point.theirPosition),
      voice.typed(point.ourPosition),
      ...(withClassification ? [label(point.sensitivity)] : []),
    ]),
  }));
}

/** Three sides, each in the order given; third parties only where there are any. */
function participants(voice: Voice, meeting: MeetingData): Block[] {
  const locale = { locale: voice.language };
  const { ours, theirs, third } = meeting.participants;
  return [
    voice.heading(m.document_side_theirs({}, locale), 2),
    participantTable(voice, theirs, true),
    voice.heading(m.document_side_ours({}, locale), 2),
    participantTable(voice, ours, false),
    ...(third.length > 0 ? [voice.heading(m.document_side_third({}, locale), 2), participantTable(voice, third, true)] : []),
  ];
}

/** How to address people is told for the others only. */
function participantTable(voice: Voice, list: ParticipantData[], withAddress: boolean): Block {
  const locale = { locale: voice.language };
  return voice.orEmpty(list, (some) => ({
    type: 'table',
    caption: [],
    columns: [
      { header: [voice.say(m.document_column_person({}, locale))], width: 30 },
      { header: [voice.say(m.document_column_title_that_day({}, locale))], width: withAddress ? 40 : 70 },
      ...(withAddress ? [{ header: [voice.say(m.document_column_address({}, locale))], width: 30 }] : []),
    ],
    rows: some.map((person) => [
      join(
        [personName(voice, person.name, person.pronouns), person.lead ? voice.say(m.document_head_of_delegation({}, locale), { tone: 'muted' }) : null],
        voice.say(', ', { tone: 'muted' }),
      ),
      join([voice.text(person.title), person.organization ? voice.name(person.organization, null, { tone: 'muted' }) : null], voice.say(', ', { tone: 'muted' })),
      ...(withAddress ? [addressAndLanguage(voice, person.addressForm, person.language)] : []),
    ]),
  }));
}
