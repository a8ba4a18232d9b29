/** The meeting note (note de rencontre): what to know before meeting a partner, opening with what was promised. */
import { m } from '../../generated/paraglide/messages.js';
import { dateInZone, daysBetween, formatDate, formatDateTime, formatTime } from '../text/format.rules.ts';
import { bare, enumerated, sentence, toComplete } from './dossier-words.ts';
import { countHiddenPeople, peopleNamedIn, seenInteractions, seenPromises } from './named-people.ts';
import type { Bilingual, DatedPointData, DiscussionPointData, MeetingData, MeetingNoteData, NoteRequest, ParticipantData, PersonData, PromiseData } from './note-data.ts';
import { frame } from './note-frame.ts';
import { addressAndLanguage, agreements, commitments, countHidden, facts, identity, interactions, networks, organizationName, people, personName, relation, shorten, sources } from './partner-blocks.ts';
import { countedHeading, openFirst, promise } from './promise-blocks.ts';
import type { Audience, Block, DocumentTree, Run } from './tree.ts';
import { classification, dot, isSensitive, join, readable } from './voice.ts';
import type { Voice } from './voice.ts';

const most = { interactions: 6, summary: 420, promises: 7, earlier: 4, biography: 480 } as const;
/** A promise that was kept or dropped is still told for this many days. */
const rememberedDays = 365;

/**
 * Pure. Records and people above the audience are left out and counted. What no record can say (what we want, our
 * messages, the press line) is a place left to the advisor.
 */
export function buildMeetingNote(data: MeetingNoteData, request: NoteRequest): DocumentTree {
  const { organization, meeting } = data;
  const { audience, asOf } = request;
  const held = seenInteractions(organization.interactions, audience);
  const day = meeting ? dayOf(meeting) : asOf;
  return frame(request, { kind: 'meeting', density: 'regular', omitted: hiddenIn(data, audience) }, (voice) => {
    const locale = { locale: voice.language };
    const name = organizationName(organization.names, day, voice.language);
    const nameRuns: Run[] = name ? [voice.name(name.text, name.language)] : [voice.say(m.document_no_data({}, locale))];
    const blocks: Block[] = [
      logistics(voice, data, nameRuns),
      voice.heading(m.document_heading_promised_last_time({}, locale)),
      ...promisedLastTime(voice, data, request),
      voice.heading(m.document_heading_our_objectives({}, locale)),
      ...ourObjectives(voice, data),
      ...matters(voice, data, request),
      voice.heading(meeting ? m.document_heading_participants({}, locale) : m.document_heading_people({}, locale)),
      ...whoIsThere(voice, data, audience),
      voice.heading(m.document_heading_organization({}, locale)),
      { type: 'columns', left: [identity(voice, organization, day, asOf)], right: [relation(voice, organization)] },
      voice.heading(m.document_heading_agreements({}, locale), 2),
      agreements(voice, readable(organization.agreements, audience), true),
      ...(organization.networks.length > 0 ? [voice.heading(m.document_heading_networks({}, locale), 2), networks(voice, organization.networks, asOf)] : []),
      voice.heading(m.document_heading_background({}, locale)),
      interactions(voice, held.slice(0, most.interactions), most.summary, true),
      voice.heading(m.document_heading_sources({}, locale)),
      { type: 'paragraph', role: 'note', runs: sources(voice, organization, asOf) },
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

/** Everything above the audience: records, points of the meeting, and people by name. */
function hiddenIn({ organization, meeting, earlier }: MeetingNoteData, audience: Audience): number {
  const { people: persons, agreements: pacts, interactions: held, promises } = organization;
  const { ours, theirs, third } = meeting?.participants ?? { ours: [], theirs: [], third: [] };
  const records = countHidden([pacts, held, promises, meeting?.points ?? [], earlier], audience);
  return organization.hidden + records + (meeting?.hiddenPoints ?? 0) + countHiddenPeople([persons, ours, theirs, third, peopleNamedIn(held, promises, audience)], audience);
}

const none = (voice: Voice, text: string): Block => ({ type: 'empty', runs: [voice.say(text)] });
const dayOf = ({ startsAt, timeZone }: MeetingData): string => (startsAt.length <= 10 ? startsAt : dateInZone(startsAt, timeZone));

/** When we last met, then what each side promised: what was promised that day first, then the rest, and what was kept. */
function promisedLastTime(voice: Voice, { organization }: MeetingNoteData, { audience, asOf }: NoteRequest): Block[] {
  const locale = { locale: voice.language };
  const last = seenInteractions(organization.interactions, audience)[0];
  const recent = seenPromises(organization.promises, audience).filter((item) => isRecent(item, asOf));
  const closed = recent.filter(({ status }) => status === 'done' || status === 'dropped').sort((a, b) => (b.doneOn ?? '').localeCompare(a.doneOn ?? ''));
  const bornThen = (item: PromiseData): number => Number(last !== undefined && item.bornOn === last.on);
  const all = [...openFirst(recent, asOf), ...closed].sort((a, b) => bornThen(b) - bornThen(a));
  const side = (title: string, list: PromiseData[], nothing: string): Block[] => [
    countedHeading(voice, title, Math.min(most.promises, list.length), list.length, 2),
    list.length > 0 ? { type: 'list', items: list.slice(0, most.promises).map((item) => promised(voice, item, asOf)) } : none(voice, nothing),
  ];
  return [
    last ? lastTime(voice, last.on, voice.text(last.subject)) : none(voice, m.document_none_last_time({}, locale)),
    {
      type: 'columns',
      left: side(m.document_heading_promised_by_us({}, locale), all.filter(({ by }) => by !== 'them'), m.document_none_promised_by_us({}, locale)),
      right: side(m.document_heading_promised_by_them({}, locale), all.filter(({ by }) => by === 'them'), m.document_none_promised_by_them({}, locale)),
    },
  ];
}

/** A promise with the day on which it was made, and who of theirs made it. */
function promised(voice: Voice, item: PromiseData, today: string): Run[] {
  const locale = { locale: voice.language };
  const muted = { tone: 'muted' } as const;
  return join(
    [
      promise(voice, item, today),
      item.by === 'them' && item.person ? voice.say(m.document_promised_by_person({ name: item.person.name }, locale), muted) : null,
      item.bornOn ? voice.say(m.document_promised_on({ date: formatDate(item.bornOn, voice.language) }, locale), muted) : null,
    ],
    voice.say(dot, muted),
  );
}

/** What the meeting serves is on record; what we want of it is the advisor's to say. */
function ourObjectives(voice: Voice, { organization, meeting }: MeetingNoteData): Block[] {
  const served = meeting && meeting.objectives.length > 0 ? meeting.objectives : organization.commitments;
  return [...(served.length > 0 ? [commitments(voice, served)] : []), toComplete(voice, m.document_place_our_objectives({}, { locale: voice.language }))];
}

/** Messages, what they want with our answers, what is sensitive, and the press line. */
function matters(voice: Voice, { meeting, earlier }: MeetingNoteData, { audience }: NoteRequest): Block[] {
  const locale = { locale: voice.language };
  const points = readable(meeting?.points ?? [], audience);
  const before = readable(earlier, audience).filter(({ theirPosition, ourPosition }) => theirPosition !== null || ourPosition !== null);
  const own = points.filter((point) => !isSensitive(point) && !point.theirPosition);
  const raised: (DiscussionPointData | DatedPointData)[] = [...points.filter((point) => !isSensitive(point) && point.theirPosition), ...before.filter((point) => !isSensitive(point)).slice(0, most.earlier)];
  const sensitive: (DiscussionPointData | DatedPointData)[] = [...points.filter(isSensitive), ...before.filter(isSensitive).slice(0, most.earlier)];
  const leftOut = (meeting?.hiddenPoints ?? 0) + countHidden([meeting?.points ?? []], audience);
  return [
    voice.heading(m.document_heading_messages({}, locale)),
    own.length > 0 ? messages(voice, own) : toComplete(voice, m.document_place_messages({}, locale)),
    voice.heading(m.document_heading_their_objectives({}, locale)),
    raised.length > 0 ? topics(voice, raised) : toComplete(voice, m.document_place_their_objectives({}, locale)),
    voice.heading(m.document_heading_sensitive({}, locale)),
    ...(sensitive.length > 0 ? [topics(voice, sensitive, true)] : []),
    ...(leftOut > 0 ? [none(voice, m.document_sensitive_left_out({ count: leftOut }, locale))] : []),
    ...(sensitive.length === 0 && leftOut === 0 ? [none(voice, m.document_sensitive_none({}, locale))] : []),
    voice.heading(m.document_heading_press({}, locale)),
    toComplete(voice, m.document_place_press({}, locale)),
  ];
}

/** Those of the meeting, or the key people of a partner whom nobody has planned to meet; then who they are. */
function whoIsThere(voice: Voice, { organization, meeting }: MeetingNoteData, audience: Audience): Block[] {
  const locale = { locale: voice.language };
  const persons = readable(organization.people, audience);
  const others = meeting ? readable([...meeting.participants.theirs, ...meeting.participants.third], audience) : persons;
  const present = meeting ? participants(voice, meeting, audience) : [people(voice, persons)];
  return [...present, ...(others.length > 0 ? [voice.heading(m.document_heading_biographies({}, locale)), ...biographies(voice, others)] : [])];
}

/** A short biography each; those without one are named, so that somebody writes it. */
function biographies(voice: Voice, persons: readonly (Pick<PersonData, 'name' | 'pronouns' | 'biography'>)[]): Block[] {
  const without = persons.filter(({ biography }) => voice.text(biography).length === 0).map(({ name }) => [voice.name(name)]);
  const told = persons.filter(({ biography }) => voice.text(biography).length > 0);
  return [
    ...told.map((person): Block => ({
      type: 'paragraph',
      role: 'body',
      runs: [...personName(voice, person.name, person.pronouns), voice.say(' – '), ...voice.text(shortened(person.biography))],
    })),
    ...(without.length > 0
      ? [{ type: 'paragraph', role: 'note', runs: sentence(voice, (slot) => m.document_without_biography({ names: slot(enumerated(voice, without)) }, { locale: voice.language })) } as const]
      : []),
  ];
}

const shortened = (text: Bilingual | null): Bilingual | null => {
  const short = (one: string | null): string | null => (one === null ? null : shorten(one, most.biography));
  return text && { fr: short(text.fr), en: short(text.en) };
};

/** A promise that still holds, or that was closed less than a year ago. */
function isRecent(item: PromiseData, today: string): boolean {
  if (item.status === 'open' || item.status === 'renegotiated') return true;
  const closedOn = item.doneOn ?? item.dueOn;
  return closedOn !== null && daysBetween(closedOn, today) <= rememberedDays;
}

function logistics(voice: Voice, { organization, partners, meeting }: MeetingNoteData, name: Run[]): Block {
  const locale = { locale: voice.language };
  return facts(voice, [
    [m.document_label_when({}, locale), meeting ? [voice.say(when(meeting, voice))] : []],
    [m.document_label_place({}, locale), voice.text(meeting?.place ?? null)],
    [m.document_label_kind({}, locale), voice.text(meeting?.kind ?? organization.kind)],
    [m.document_label_organization({}, locale), name],
    [m.document_also_there({}, locale), join(partners.map((one) => bare(voice, one)), voice.say('; '))],
    [m.document_label_advisor({}, locale), organization.owner ? [voice.name(organization.owner)] : []],
  ]);
}

/** « 24 novembre 2026, de 9 h 30 à 11 h (heure de l’Est) »; the date alone where the hour is not known. */
function when(meeting: MeetingData, voice: Voice): string {
  if (meeting.startsAt.length <= 10) return formatDate(meeting.startsAt, voice.language);
  const zone = new Intl.DateTimeFormat(voice.language === 'fr' ? 'fr-CA' : 'en-CA', { timeZone: meeting.timeZone, timeZoneName: 'longGeneric' })
    .formatToParts(new Date(meeting.startsAt))
    .find((part) => part.type === 'timeZoneName');
  const said = zone?.value ?? meeting.timeZone;
  const { startsAt, endsAt, timeZone } = meeting;
  if (!endsAt || dateInZone(endsAt, timeZone) !== dateInZone(startsAt, timeZone)) return `${formatDateTime(startsAt, voice.language, timeZone)} (${said})`;
  const [from, to] = [formatTime(startsAt, voice.language, timeZone), formatTime(endsAt, voice.language, timeZone)];
  return m.document_when_hours({ date: formatDate(dayOf(meeting), voice.language), from, to, zone: said }, { locale: voice.language });
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

/** What they want and what we answer; a point of an earlier day says which. */
export function topics(voice: Voice, points: readonly (DiscussionPointData | DatedPointData)[], withClassification = false): Block {
  const locale = { locale: voice.language };
  const label = (audience: Audience): Run[] => [voice.say(classification(audience, voice.language))];
  return voice.orEmpty(points, (list) => ({
    type: 'table',
    caption: [],
    columns: [
      { header: [voice.say(m.document_column_subject({}, locale))], width: withClassification ? 22 : 26 },
      { header: [voice.say(m.document_column_their_objective({}, locale))], width: withClassification ? 30 : 34 },
      { header: [voice.say(m.document_column_our_position({}, locale))], width: withClassification ? 32 : 40 },
      ...(withClassification ? [{ header: [voice.say(m.document_column_classification({}, locale))], width: 16 }] : []),
    ],
    rows: list.map((point) => [
      [...voice.typed(point.subject, { bold: true }), ...('on' in point ? [voice.say(` (${m.document_fact_as_of({ date: formatDate(point.on, voice.language) }, locale)})`, { tone: 'muted' as const })] : [])],
      voice.typed(point.theirPosition),
      point.ourPosition ? voice.typed(point.ourPosition) : [voice.say(m.document_answer_to_prepare({}, locale), { tone: 'muted' as const })],
      ...(withClassification ? [label(point.sensitivity)] : []),
    ]),
  }));
}

/** Three sides, each in the order given; third parties only where there are any. */
function participants(voice: Voice, meeting: MeetingData, audience: Audience): Block[] {
  const locale = { locale: voice.language };
  const { ours, theirs, third } = meeting.participants;
  const table = (list: ParticipantData[], withAddress: boolean): Block => {
    const known = readable(list, audience);
    if (list.length > 0 && known.length === 0) return none(voice, m.document_people_left_out({}, locale));
    return known.length > 0 ? participantTable(voice, known, withAddress) : toComplete(voice, withAddress ? m.document_place_participants({}, locale) : m.document_place_ours({}, locale));
  };
  return [
    voice.heading(m.document_side_theirs({}, locale), 2),
    table(theirs, true),
    voice.heading(m.document_side_ours({}, locale), 2),
    table(ours, false),
    ...(third.length > 0 ? [voice.heading(m.document_side_third({}, locale), 2), table(third, true)] : []),
  ];
}

/** How to address people is told for the others only. */
function participantTable(voice: Voice, list: readonly ParticipantData[], withAddress: boolean): Block {
  const locale = { locale: voice.language };
  return {
    type: 'table',
    caption: [],
    columns: [
      { header: [voice.say(m.document_column_person({}, locale))], width: 30 },
      { header: [voice.say(m.document_column_title_that_day({}, locale))], width: withAddress ? 40 : 70 },
      ...(withAddress ? [{ header: [voice.say(m.document_column_address_language({}, locale))], width: 30 }] : []),
    ],
    rows: list.map((person) => [
      join(
        [personName(voice, person.name, person.pronouns), person.lead ? voice.say(m.document_head_of_delegation({}, locale), { tone: 'muted' }) : null],
        voice.say(', ', { tone: 'muted' }),
      ),
      join([voice.text(person.title), bare(voice, person.organization).map((run) => ({ ...run, tone: 'muted' as const }))], voice.say(', ', { tone: 'muted' })),
      ...(withAddress ? [addressAndLanguage(voice, person.addressForm, person.language)] : []),
    ]),
  };
}
