/** The days of a mission, minute by minute: where, at what hour there and in Québec, who greets and who takes part. */
import { m } from '../../generated/paraglide/messages.js';
import { addDays, offsetMinutes, startOfDay } from '../text/day.rules.ts';
import { dateInZone, formatClock, formatDay, formatTime, officeTimeZone } from '../text/format.rules.ts';
import { directionOf, factsOf, inPrecedence, peopleTable, titleOf, toComplete, toWrite, columns } from './mission-blocks.ts';
import type { MissionData, MissionPersonData, MissionSessionData, StopData } from './mission-data.ts';
import { addressAndLanguage, commitments, personName } from './partner-blocks.ts';
import { plainText } from './tree.ts';
import type { Block, Run } from './tree.ts';
import { dot, join } from './voice.ts';
import type { Voice } from './voice.ts';

/** A mission whose dates are further apart is told by its activities alone. */
const mostDays = 45;

/** Every day from the departure to the return, and those of activities outside these dates. */
export function daysOf({ startsOn, endsOn, sessions }: MissionData): string[] {
  const days = new Set(sessions.map(({ on }) => on));
  if (isWhole(startsOn) && isWhole(endsOn)) {
    const all: string[] = [];
    for (let day = startsOn; day <= endsOn && all.length <= mostDays; day = addDays(day, 1)) all.push(day);
    if (all.length <= mostDays) for (const day of all) days.add(day);
  }
  return [...days].sort();
}

const isWhole = (date: string | null): date is string => date !== null && date.length === 10;

/** Whether some hour of the mission is not the hour of Québec. */
const isElsewhere = ({ sessions }: MissionData): boolean =>
  sessions.some(({ startsAt, timeZone }) => startsAt !== null && offsetMinutes(new Date(startsAt), timeZone) !== offsetMinutes(new Date(startsAt), officeTimeZone));

/** All days under headings of level `level`, each activity one level below. */
export function dayBlocks(voice: Voice, mission: MissionData, level: 1 | 2): Block[] {
  const locale = { locale: voice.language };
  const days = daysOf(mission);
  if (days.length === 0) return [toWrite(voice, m.mission_doc_complete_programme({}, locale))];
  const withQuebec = isElsewhere(mission);
  let zoneSaid = '';
  let stopSaid: StopData | undefined;
  return days.flatMap((day): Block[] => {
    const sessions = mission.sessions.filter(({ on }) => on === day);
    const stops = mission.stops.filter((stop) => covers(stop, day));
    const zone = withQuebec ? zoneLine(voice, day, stops, sessions) : '';
    const stop = stops.at(-1);
    const said: Block[] = [];
    if (stop && stop !== stopSaid && stop.purpose) said.push(stopLine(voice, stop));
    if (zone && zone !== zoneSaid) said.push({ type: 'paragraph', role: 'note', runs: [voice.say(zone)] });
    [zoneSaid, stopSaid] = [zone || zoneSaid, stop ?? stopSaid];
    return [
      voice.heading(dayTitle(voice, day, stops, sessions), level),
      ...said,
      ...(sessions.length > 0 ? [timetable(voice, mission, sessions, withQuebec)] : [toWrite(voice, m.mission_doc_complete_day({}, locale))]),
      ...sessions.flatMap((session) => sessionBlocks(voice, mission, session, level === 1 ? 2 : 3)),
    ];
  });
}

const covers = ({ from, to }: StopData, day: string): boolean => isWhole(from) && from <= day && day <= (isWhole(to) ? to : from);

/** « Lundi 12 mai 2025 – Lyon ». */
function dayTitle(voice: Voice, day: string, stops: readonly StopData[], sessions: readonly MissionSessionData[]): string {
  const date = formatDay(day, voice.language);
  const places = stops.length > 0 ? stops.map(({ place }) => plainText(voice.text(place))) : sessions.map(({ place }) => plainText(voice.text(place)));
  const named = [...new Set(places.filter(Boolean))].slice(0, 3).join(', ');
  return `${date.slice(0, 1).toLocaleUpperCase('fr-CA')}${date.slice(1)}${named ? ` – ${named}` : ''}`;
}

function stopLine(voice: Voice, stop: StopData): Block {
  const colon = voice.language === 'fr' ? '\u00a0: ' : ': ';
  return { type: 'paragraph', role: 'lead', runs: [...voice.text(stop.place), voice.say(colon), ...voice.text(stop.purpose)] };
}

/** « Heures de Lyon; il y est 6 h de plus qu’à Québec. »; empty while no zone is known. */
function zoneLine(voice: Voice, day: string, stops: readonly StopData[], sessions: readonly MissionSessionData[]): string {
  const known = stops.flatMap(({ place, timeZone }) => (timeZone ? [{ place, timeZone }] : []));
  const zones = known.length > 0 ? known : sessions.slice(0, 1).map(({ place, timeZone }) => ({ place, timeZone }));
  return zones
    .map(({ place, timeZone }) => ({ name: plainText(voice.text(place)), timeZone }))
    .flatMap(({ name, timeZone }) => (name ? [zoneSentence(voice, day, name, timeZone)] : []))
    .join(' ');
}

/** How far the clock of a place is from Québec’s, at noon of a day. */
export function zoneSentence(voice: Voice, day: string, place: string, timeZone: string): string {
  const locale = { locale: voice.language };
  const noon = new Date(startOfDay(day, timeZone).getTime() + 12 * 3_600_000);
  const minutes = offsetMinutes(noon, timeZone) - offsetMinutes(noon, officeTimeZone);
  const hours = lengthOf(Math.abs(minutes));
  if (minutes === 0) return m.mission_doc_zone_same({ place }, locale);
  return minutes > 0 ? m.mission_doc_zone_ahead({ place, hours }, locale) : m.mission_doc_zone_behind({ place, hours }, locale);
}

/** « 6 h », « 5 h 30 »: the same in both languages. */
const lengthOf = (minutes: number): string => formatClock(Math.floor(minutes / 60), minutes % 60, 'fr');

/** « 14 h à 18 h » in a zone; nothing when only the day is known. */
export function hours(voice: Voice, { startsAt, endsAt }: MissionSessionData, timeZone: string): string {
  if (startsAt === null) return '';
  const from = formatTime(startsAt, voice.language, timeZone);
  return endsAt ? m.mission_doc_hours({ from, to: formatTime(endsAt, voice.language, timeZone) }, { locale: voice.language }) : from;
}

/** The hours in Québec, and whether that is the day before or after there. */
function quebecHours(voice: Voice, session: MissionSessionData): Run[] {
  const locale = { locale: voice.language };
  if (session.startsAt === null) return [];
  const day = dateInZone(session.startsAt, officeTimeZone);
  const shifted = day < session.on ? m.mission_doc_day_before({}, locale) : day > session.on ? m.mission_doc_day_after({}, locale) : '';
  return [voice.say([hours(voice, session, officeTimeZone), shifted].filter(Boolean).join(', '), { tone: 'muted' })];
}

/** Who greets: who leads on the side of the hosts, else the first named there. */
function greeter(mission: MissionData, { people }: MissionSessionData): MissionPersonData | undefined {
  return inPrecedence(mission.direction === 'outgoing' ? people.theirs : people.ours, mission.delegation)[0];
}

function timetable(voice: Voice, mission: MissionData, sessions: readonly MissionSessionData[], withQuebec: boolean): Block {
  const locale = { locale: voice.language };
  return {
    type: 'table',
    caption: [],
    columns: columns(voice, [
      [withQuebec ? m.mission_doc_column_local_time({}, locale) : m.mission_doc_column_time({}, locale), 16],
      ...(withQuebec ? [[m.mission_doc_column_quebec_time({}, locale), 16] as const] : []),
      [m.mission_doc_column_activity({}, locale), withQuebec ? 30 : 38],
      [m.document_label_place({}, locale), withQuebec ? 18 : 22],
      [m.mission_doc_column_greeter({}, locale), withQuebec ? 20 : 24],
    ]),
    rows: sessions.map((session) => [
      [voice.say(hours(voice, session, session.timeZone) || m.mission_doc_hour_open({}, locale), { bold: true })],
      ...(withQuebec ? [quebecHours(voice, session)] : []),
      join([voice.text(session.subject), voice.text(session.kind, { tone: 'muted' }), unconfirmed(voice, session)], voice.say(dot, { tone: 'muted' })),
      voice.text(session.place),
      greets(voice, greeter(mission, session)),
    ]),
  };
}

const greets = (voice: Voice, person: MissionPersonData | undefined): Run[] => (person?.name ? [voice.name(person.name)] : [toComplete(voice)]);

const unconfirmed = (voice: Voice, { status }: MissionSessionData): Run | null =>
  status === 'draft' ? voice.say(m.mission_doc_unconfirmed({}, { locale: voice.language }), { tone: 'late' }) : null;

/** « 14 h à 18 h – Visite d’étude du tramway ». */
function sessionTitle(voice: Voice, session: MissionSessionData, level: 2 | 3): Block {
  return { type: 'heading', level, runs: join([voice.say(hours(voice, session, session.timeZone)), voice.text(session.subject)], voice.say(' – ')) };
}

/** One activity: where, who greets, with whom, what for, the gifts, then who takes part on each side. */
function sessionBlocks(voice: Voice, mission: MissionData, session: MissionSessionData, level: 2 | 3): Block[] {
  const locale = { locale: voice.language };
  const host = greeter(mission, session);
  const sides = [
    { list: inPrecedence(session.people.theirs, mission.direction === 'incoming' ? mission.delegation : []), caption: m.document_side_theirs({}, locale), withAddress: true },
    { list: inPrecedence(session.people.ours, mission.delegation), caption: m.document_side_ours({}, locale), withAddress: false },
    { list: session.people.third, caption: m.document_side_third({}, locale), withAddress: true },
  ];
  const aims = commitments(voice, session.commitments);
  return [
    sessionTitle(voice, session, level),
    factsOf(voice, [
      [m.document_label_place({}, locale), voice.text(session.place), 'complete'],
      [m.mission_doc_label_greeter({}, locale), host ? greeting(voice, host) : [], 'complete'],
      [m.mission_doc_label_with({}, locale), join(session.organizations.map((one) => voice.text(one)), voice.say(', '))],
      [m.mission_doc_label_within({}, locale), voice.text(session.within)],
      [m.mission_doc_label_aim({}, locale), aims.type === 'list' ? join(aims.items, voice.say('; ')) : []],
      [m.mission_doc_label_gifts({}, locale), join(session.gifts.map((gift) => join([voice.text(gift.description), directionOf(voice, gift)], voice.say(', '))), voice.say('; '))],
    ]),
    ...sides.filter(({ list }) => list.length > 0).map(({ caption, list, withAddress }) => peopleTable(voice, caption, list, withAddress)),
    ...(session.people.theirs.length === 0 && session.people.third.length === 0 ? [toWrite(voice, m.mission_doc_complete_theirs({}, locale))] : []),
  ];
}

/** The name, the title and how to answer the greeting. */
function greeting(voice: Voice, person: MissionPersonData): Run[] {
  const address = addressAndLanguage(voice, person.addressForm, null);
  return [
    ...join([personName(voice, person.name ?? '', null), titleOf(voice, person)], voice.say(', ')),
    ...(address.length > 0 ? [voice.say(' – '), ...address] : []),
  ];
}
