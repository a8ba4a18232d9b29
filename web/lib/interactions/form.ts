import { formatDateShort, inLocale, locale } from '#lib/i18n.ts';
import type { Answer, Body } from '#lib/api.ts';
import type { Option } from '#lib/ui/option.ts';
import { Problem } from '#lib/problem.ts';
import { m } from '#paraglide/messages.js';
import { addDays, clockIn, instantOf } from '#server/interactions/moment.rules.ts';
import { dateInZone, officeTimeZone } from '#server/text/format.rules.ts';
import { nameOf } from './words.ts';

export type Interaction = Answer<'GET /api/interactions/:id'>;
export type NewInteraction = Body<'POST /api/interactions'>;
export type InteractionChange = Body<'PATCH /api/interactions/:id'>;
type Participant = Interaction['participants'][number];
type Side = Participant['side'];
type Level = Interaction['sensitivity'];

/** Why the person was there, as far as the form asks: what they were that day, and whether they led their side. */
export type Presence = { participantId?: string; title: string; isLead: boolean; isHidden?: boolean };
export type PointValues = { id?: string; subject: string; theirPosition: string; ourPosition: string; sensitivity: Level };
export type PromiseValues = { promisedBy: 'us' | 'them' | 'joint'; text: string; dueOn: string | null };

/**
 * What the form holds, as plain JSON (drafts keep it). A choice says in its id what it is: `organization:ID`,
 * `contact:ID`, `user:ID`, `new-organization:NAME`, `new-contact:NAME`, or `name:NAME` for somebody not on record.
 */
export type InteractionValues = {
  who: Option[];
  subject: string;
  /** Day and hour as said in `timeZone`; without an hour only the day is known */
  date: string | null;
  time: string;
  endDate: string | null;
  endTime: string;
  timeZone: string;
  kind: Interaction['kind'];
  /** Null: planned or held, as the date says */
  status: Interaction['status'] | null;
  ours: Option[];
  third: Option[];
  presences: Record<string, Presence>;
  summary: string;
  points: PointValues[];
  followUps: PromiseValues[];
  commitments: Option[];
  sectors: Option[];
  place: Option | null;
  location: string;
  mission: Option | null;
  forumSession: Option | null;
  language: string;
  sensitivity: Level;
  mayBeLobbying: boolean;
};

/** A new form: now, rounded down to a quarter of an hour, with whoever logs on our side. */
export function blankValues(me: { id: string; name: string }, now: Date): InteractionValues {
  return {
    who: [],
    subject: '',
    date: dateInZone(now),
    time: quarterBefore(now),
    endDate: null,
    endTime: '',
    timeZone: officeTimeZone,
    kind: 'meeting',
    status: null,
    ours: [{ id: `user:${me.id}`, label: me.name }],
    third: [],
    presences: {},
    summary: '',
    points: [],
    followUps: [],
    commitments: [],
    sectors: [],
    place: null,
    location: '',
    mission: null,
    forumSession: null,
    language: locale(),
    sensitivity: 'internal',
    mayBeLobbying: false,
  };
}

/** The hour at the office, rounded down to a quarter: a meeting that just ended has begun. */
export function quarterBefore(now: Date): string {
  return clockIn(new Date(Math.floor(now.getTime() / 900_000) * 900_000));
}

/** The day before today at the office. */
export const yesterday = (now: Date): string => addDays(dateInZone(now), -1);

/** What is logged after another interaction: the same people on both sides, as far as one may name them, and what it was about. */
export function nextValues(me: { id: string; name: string }, now: Date, before: Interaction): InteractionValues {
  const participants = before.participants.filter(({ isHidden }) => !isHidden);
  const { who, ours, third, commitments, sectors, mission, sensitivity } = valuesOf({ ...before, participants });
  return { ...blankValues(me, now), who, ours, third, commitments, sectors, mission, sensitivity };
}

/** A stored interaction as the form holds it. */
export function valuesOf(record: Interaction): InteractionValues {
  const at = (instant: string) => ({ date: dateInZone(instant, record.timeZone), time: clockIn(new Date(instant), record.timeZone) });
  const start = at(record.startsAt);
  const end = record.endsAt ? at(record.endsAt) : { date: null, time: '' };
  const of = (side: Side) => record.participants.filter((one) => one.side === side);
  const named = (records: { id: string; titleFr: string; titleEn: string | null }[]) => records.map((one) => ({ id: one.id, label: inLocale(one, 'title') }));
  return {
    who: [
      ...record.organizations.map((one) => ({ id: `organization:${one.id}`, label: inLocale(one, 'name') })),
      ...of('theirs').map(choiceOf),
    ],
    subject: record.subject,
    date: start.date,
    time: record.isAllDay ? '' : start.time,
    endDate: end.date,
    endTime: record.isAllDay ? '' : end.time,
    timeZone: record.timeZone,
    kind: record.kind,
    status: record.status,
    ours: of('ours').map(choiceOf),
    third: of('third').map(choiceOf),
    presences: Object.fromEntries(
      record.participants.map((one) => [choiceOf(one).id, { participantId: one.id, title: inLocale(one, 'title'), isLead: one.isLead, isHidden: one.isHidden }]),
    ),
    summary: record.summary ?? '',
    points: record.discussionPoints.map((point) => ({ ...point, theirPosition: point.theirPosition ?? '', ourPosition: point.ourPosition ?? '' })),
    followUps: [],
    commitments: named(record.commitments),
    sectors: record.sectors.map((one) => ({ id: one.id, label: inLocale(one, 'name') })),
    place: record.place ? { id: record.place.id, label: inLocale(record.place, 'name') } : null,
    location: record.location ?? '',
    mission: record.mission ? { id: record.mission.id, label: inLocale(record.mission, 'title') } : null,
    forumSession: record.forumSession ? { id: record.forumSession.id, label: inLocale(record.forumSession, 'title') } : null,
    language: record.language,
    sensitivity: record.sensitivity,
    mayBeLobbying: record.mayBeLobbying,
  };
}

function choiceOf(one: Participant): Option {
  const { contactId, userId } = one;
  return { id: contactId ? `contact:${contactId}` : userId ? `user:${userId}` : `name:${one.name}`, label: nameOf(one) };
}

/** What a choice is, and its id or name. */
export function readChoice({ id }: Option): { is: string; key: string } {
  const cut = id.indexOf(':');
  return { is: id.slice(0, cut), key: id.slice(cut + 1) };
}
const chosen = (choices: readonly Option[], is: string): string[] =>
  choices.map(readChoice).flatMap((choice) => (choice.is === is ? [choice.key] : []));

const isPerson = (choice: Option): boolean => ['contact', 'new-contact', 'user', 'name'].includes(readChoice(choice).is);

/** Everybody named, with their side: those of `who` are theirs. */
export function peopleOf(values: InteractionValues): { side: Side; choice: Option }[] {
  return [
    ...values.ours.map((choice) => ({ side: 'ours' as const, choice })),
    ...values.who.filter(isPerson).map((choice) => ({ side: 'theirs' as const, choice })),
    ...values.third.map((choice) => ({ side: 'third' as const, choice })),
  ];
}

/**
 * What the API takes. New organizations and people are made in the same request, where « new:… » stands for them; a
 * title is sent only where the form changed it, so that the others stay as they were that day.
 */
export function bodyOf(values: InteractionValues, stored?: Interaction): NewInteraction {
  const newOrganizations = chosen(values.who, 'new-organization').map((nameFr) => ({ ref: `new:organization:${nameFr}`, nameFr }));
  const organizationIds = [...chosen(values.who, 'organization'), ...newOrganizations.map(({ ref }) => ref)];
  const people = peopleOf(values);
  const newcomers = people.flatMap(({ choice }) => (readChoice(choice).is === 'new-contact' ? [readChoice(choice).key] : []));
  // Somebody unknown who comes with one organization most likely comes from there; the record stays to be completed.
  const [only, ...others] = organizationIds;
  const organizationId = only && others.length === 0 ? only : null;
  return {
    subject: values.subject.trim(),
    ...timesOf(values, stored),
    kind: values.kind,
    ...(values.status === null ? {} : { status: values.status }),
    organizationIds,
    newOrganizations,
    newContacts: newcomers.map((name) => ({ ref: `new:contact:${name}`, name, organizationId })),
    participants: people.map(({ side, choice }) => participantOf(side, choice, values.presences[choice.id], stored)),
    summary: values.summary.trim() || null,
    discussionPoints: values.points
      .filter(({ subject }) => subject.trim())
      .map(({ theirPosition, ourPosition, ...point }) => ({ ...point, theirPosition: theirPosition.trim() || null, ourPosition: ourPosition.trim() || null })),
    commitmentIds: values.commitments.map(({ id }) => id),
    sectorIds: values.sectors.map(({ id }) => id),
    placeId: values.place?.id ?? null,
    location: values.location.trim() || null,
    missionId: values.mission?.id ?? null,
    forumSessionId: values.forumSession?.id ?? null,
    language: values.language,
    sensitivity: values.sensitivity,
    mayBeLobbying: values.mayBeLobbying,
  };
}

/** The promises that were filled in, as the API takes them. */
export function promisesOf(values: InteractionValues): NonNullable<NewInteraction['followUps']> {
  return values.followUps.filter(({ text }) => text.trim()).map(({ text, ...promise }) => ({ ...promise, text: text.trim() }));
}

/** What the values say in a line, for a list: the subject, with whom, when. */
export function labelOf({ subject, who, date }: InteractionValues): string {
  return [subject, who.map(({ label }) => label).join(', '), date ? formatDateShort(date) : ''].filter(Boolean).join(' · ');
}

function participantOf(side: Side, choice: Option, presence: Presence | undefined, stored: Interaction | undefined): NonNullable<NewInteraction['participants']>[number] {
  const { is, key } = readChoice(choice);
  const before = stored?.participants.find(({ id }) => id === presence?.participantId);
  const title = presence?.title.trim() ?? '';
  const isChanged = presence !== undefined && title !== (before ? inLocale(before, 'title') : '');
  return {
    ...(presence?.participantId ? { id: presence.participantId } : {}),
    side,
    ...(is === 'contact' ? { contactId: key } : is === 'new-contact' ? { contactId: `new:contact:${key}` } : is === 'user' ? { userId: key } : { name: key }),
    isLead: presence?.isLead ?? false,
    ...(isChanged ? (locale() === 'fr' ? { titleFr: title || null } : { titleEn: title || null }) : {}),
  };
}

/** The instants that the form says; where it says what it was given, exactly what is stored, seconds included. */
function timesOf(values: InteractionValues, stored: Interaction | undefined): Pick<NewInteraction, 'startsAt' | 'endsAt' | 'isAllDay' | 'timeZone'> {
  const { date, time, endDate, endTime, timeZone } = values;
  if (!date) throw refusal('/startsAt', m.log_needs_date());
  const before = stored && valuesOf(stored);
  const isKept = before?.timeZone === timeZone && before.date === date && before.time === time;
  const isEndKept = isKept && before.endDate === endDate && before.endTime === endTime;
  const lastDay = endDate ?? (endTime ? date : null);
  const endsAt = lastDay && (endTime || lastDay !== date) ? instantOf(lastDay, endTime || '23:59', timeZone).toISOString() : null;
  return {
    startsAt: isKept && stored ? stored.startsAt : instantOf(date, time || '00:00', timeZone).toISOString(),
    endsAt: isEndKept && stored ? stored.endsAt : endsAt,
    isAllDay: time === '',
    timeZone,
  };
}

function refusal(pointer: string, message: string): Problem {
  return new Problem({ status: 422, title: m.problem_invalid(), detail: message, errors: [{ pointer, message }] });
}
