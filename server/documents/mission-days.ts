/** The days of a mission, minute by minute: where, at what hour there and in Québec, who greets and who takes part. */
import { m } from '../../generated/paraglide/messages.js';
import { addDays, offsetMinutes, startOfDay } from '../text/day.rules.ts';
import { dateInZone, formatClock, formatDateShort, formatDay, formatPhone, formatTime, officeTimeZone } from '../text/format.rules.ts';
import { columns, directionOf, factsOf, peopleTable, titleOf, toComplete, toWrite } from './mission-blocks.ts';
import type { MissionData, MissionPersonData, MissionSessionData, StopData } from './mission-data.ts';
import { greeterOf, sidesOf } from './mission-sides.ts';
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

/** All activities on one table: the day and the hour there, the hour in Québec, what and where, who greets and their telephone. Null without activities. */
export function timetable(voice: Voice, mission: MissionData): Block | null {
  const locale = { locale: voice.language };
  const { sessions } = mission;
  if (sessions.length === 0) return null;
  const withQuebec = isElsewhere(mission);
  return {
    type: 'table',
    caption: [],
    columns: columns(voice, [
      [withQuebec ? m.mission_doc_column_day_local({}, locale) : m.mission_doc_column_day({}, locale), 19],
      ...(withQuebec ? [[m.mission_doc_column_quebec_time({}, locale), 16] as const] : []),
      [m.mission_doc_column_activity({}, locale), withQuebec ? 37 : 45],
      [m.mission_doc_column_greeter({}, locale), withQuebec ? 28 : 36],
    ]),
    rows: sessions.map((session) => [
      [voice.say(dayShort(voice, session.on)), voice.say('\n'), voice.say(hours(voice, session, session.timeZone) || m.mission_doc_hour_open({}, locale), { bold: true })],
      ...(withQuebec ? [quebecHours(voice, session)] : []),
      [
        ...join([voice.text(session.subject, { bold: true }), unconfirmed(voice, session)], voice.say(dot, { tone: 'muted' })),
        ...voice.text(session.place, { tone: 'muted' }).map((run, index) => (index === 0 ? { ...run, text: `\n${run.text}` } : run)),
      ],
      greeterShort(voice, greeterOf(mission, sidesOf(mission, session))),
    ]),
  };
}

/** « mar. 20 oct. ». */
function dayShort(voice: Voice, day: string): string {
  const weekday = formatDay(day, voice.language).slice(0, 3);
  const date = formatDateShort(day, voice.language, Number(day.slice(0, 4)));
  return voice.language === 'fr' ? `${weekday}.\u00a0${date}` : `${weekday},\u00a0${date}`;
}

/** The name, then the first telephone: nothing when nobody is on record. */
function greeterShort(voice: Voice, person: MissionPersonData | undefined): Run[] {
  if (!person?.name) return [toComplete(voice)];
  return join([voice.name(person.name), phoneOf(voice, person)], voice.say('\n'));
}

const phoneOf = (voice: Voice, { phones: [phone] }: MissionPersonData): Run | null => (phone ? voice.name(formatPhone(phone, voice.language)) : null);

/** All days under headings of level `level`, each activity one level below; days without activities are told together. */
export function dayBlocks(voice: Voice, mission: MissionData, level: 1 | 2): Block[] {
  const withQuebec = isElsewhere(mission);
  let zoneSaid = '';
  let stopSaid: StopData | undefined;
  return stretches(mission).flatMap((days): Block[] => {
    const first = days[0] ?? '';
    const sessions = mission.sessions.filter(({ on }) => days.includes(on));
    const stops = mission.stops.filter((stop) => days.some((day) => covers(stop, day)));
    const zone = withQuebec ? zoneLine(voice, first, stops, sessions) : '';
    const stop = stops.at(-1);
    const said: Block[] = [];
    if (stop && stop !== stopSaid && stop.purpose) said.push(stopLine(voice, stop));
    if (zone && zone !== zoneSaid) said.push({ type: 'paragraph', role: 'note', runs: [voice.say(zone)] });
    [zoneSaid, stopSaid] = [zone || zoneSaid, stop ?? stopSaid];
    return [
      voice.heading(dayTitle(voice, days, stops, sessions), level),
      ...said,
      ...(sessions.length > 0 ? [] : [toWrite(voice, m.mission_doc_complete_day({ count: days.length }, { locale: voice.language }))]),
      ...sessions.flatMap((session) => sessionBlocks(voice, mission, session, level === 1 ? 2 : 3)),
    ];
  });
}

/** The days one by one, but those without activities that follow each other in the same place as one. */
function stretches(mission: MissionData): string[][] {
  const all: string[][] = [];
  const isFree = (day: string): boolean => mission.sessions.every(({ on }) => on !== day);
  const placesOn = (day: string): string => mission.stops.flatMap((stop, index) => (covers(stop, day) ? [index] : [])).join();
  for (const day of daysOf(mission)) {
    const before = all.at(-1);
    const last = before?.at(-1);
    if (before && last && isFree(day) && isFree(last) && addDays(last, 1) === day && placesOn(last) === placesOn(day)) before.push(day);
    else all.push([day]);
  }
  return all;
}

const covers = ({ from, to }: StopData, day: string): boolean => isWhole(from) && from <= day && day <= (isWhole(to) ? to : from);

/** « Lundi 12 mai 2025 – Lyon »; « Du samedi 17 mai au dimanche 18 mai 2025 – Lyon ». */
function dayTitle(voice: Voice, days: readonly string[], stops: readonly StopData[], sessions: readonly MissionSessionData[]): string {
  const [first = '', last = first] = [days[0], days.at(-1)];
  const sameYear = first.slice(0, 4) === last.slice(0, 4);
  const date =
    first === last
      ? formatDay(first, voice.language)
      : m.mission_doc_days({ from: formatDay(first, voice.language, sameYear ? Number(first.slice(0, 4)) : undefined), to: formatDay(last, voice.language) }, { locale: voice.language });
  const places = stops.length > 0 ? stops.map(({ place }) => plainText(voice.text(place))) : sessions.map(({ place }) => plainText(voice.text(place)));
  const named = [...new Set(places.filter(Boolean))].slice(0, 3).join(', ');
  return `${date.slice(0, 1).toLocaleUpperCase('fr-CA')}${date.slice(1)}${named ? ` – ${named}` : ''}`;
}

function stopLine(voice: Voice, stop: StopData): Block {
  const colon = voice.language === 'fr' ? '\u00a0: ' : ': ';
  return { type: 'paragraph', role: 'lead', runs: [...voice.text(stop.place), voice.say(colon), ...voice.text(stop.purpose)] };
}

/** « Lyon : 6 h de plus qu’à Québec. »; empty while no zone is known. */
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

const unconfirmed = (voice: Voice, { status }: MissionSessionData): Run | null =>
  status === 'draft' ? voice.say(m.mission_doc_unconfirmed({}, { locale: voice.language }), { tone: 'late' }) : null;

/** « 14 h à 18 h – Visite d’étude du tramway ». */
function sessionTitle(voice: Voice, session: MissionSessionData, level: 2 | 3): Block {
  return { type: 'heading', level, runs: join([voice.say(hours(voice, session, session.timeZone)), voice.text(session.subject), unconfirmed(voice, session)], voice.say(' – ')) };
}

/** One activity: where, who greets and their telephone, with whom, who of ours, what for, the gifts; then the partner’s people. */
function sessionBlocks(voice: Voice, mission: MissionData, session: MissionSessionData, level: 2 | 3): Block[] {
  const locale = { locale: voice.language };
  const sides = sidesOf(mission, session);
  const host = greeterOf(mission, sides);
  const aims = commitments(voice, session.commitments);
  const tables = [
    // Who greets us is told with title and form of address above.
    { list: sides.theirs.length === 1 && sides.theirs[0] === host ? [] : sides.theirs, caption: m.document_side_theirs({}, locale) },
    { list: sides.third, caption: m.document_side_third({}, locale) },
  ];
  return [
    sessionTitle(voice, session, level),
    factsOf(voice, [
      [m.document_label_place({}, locale), voice.text(session.place), 'complete'],
      [m.mission_doc_label_greeter({}, locale), host ? greeting(voice, host) : [], 'complete'],
      [m.mission_doc_label_kind({}, locale), voice.text(session.kind)],
      [m.mission_doc_label_with({}, locale), join(session.organizations.map((one) => voice.text(one)), voice.say(', '))],
      [m.document_side_ours({}, locale), join(sides.ours.map((person) => ourPerson(voice, mission, person)), voice.say('; '))],
      [m.mission_doc_label_within({}, locale), voice.text(session.within)],
      [m.mission_doc_label_aim({}, locale), aims.type === 'list' ? join(aims.items, voice.say('; ')) : []],
      [m.mission_doc_label_gifts({}, locale), join(session.gifts.map((gift) => join([voice.text(gift.description), directionOf(voice, gift)], voice.say(dot, { tone: 'muted' }))), voice.say('; '))],
    ]),
    ...tables.filter(({ list }) => list.length > 0).map(({ caption, list }) => peopleTable(voice, caption, list)),
  ];
}

/** A name; the title too of who is not in the delegation, where it is told. */
function ourPerson(voice: Voice, { delegation }: MissionData, person: MissionPersonData): Run[] {
  const isTold = delegation.some(({ id }) => id !== null && id === person.id);
  return join([voice.name(person.name ?? ''), isTold ? null : titleOf(voice, person)], voice.say(', '));
}

/** The name, the title, how to answer the greeting, how it is said, and the telephone. */
function greeting(voice: Voice, person: MissionPersonData): Run[] {
  const locale = { locale: voice.language };
  return join(
    [
      join([personName(voice, person.name ?? '', person.pronouns), titleOf(voice, person)], voice.say(', ')),
      addressAndLanguage(voice, person.addressForm, person.language),
      person.pronunciation ? voice.say(m.mission_doc_pronounced({ how: person.pronunciation }, locale), { tone: 'muted' }) : null,
      phoneOf(voice, person),
    ],
    voice.say(dot, { tone: 'muted' }),
  );
}
