import { createHash } from 'node:crypto';
import ICAL from 'ical.js';
import { clockOf, instantBy, lengthOf, spanOf, wallAt, writtenIn, zonesOf, type Written } from './event-times.rules.ts';
import { Refusal, type ParsedEvent, type ParsedPerson, type Reading, type Said } from './parsed.rules.ts';
import { isRecurring, keyOf, occurrenceAt } from './recurrence.rules.ts';
import { decodeText, line } from './text.rules.ts';

/** As many as a busy year; a whole calendar is not an invitation. */
const maxEvents = 200;
const maxPeople = 300;
const answers = new Set(['REPLY', 'COUNTER', 'REFRESH', 'DECLINECOUNTER']);

// Dates that are not quite to the letter are read by us (event-times.rules.ts), or said to be none.
ICAL.design.strict = false;

/** The meetings of an iCalendar file (RFC 5545). Throws Refusal. */
export function readCalendar(bytes: Uint8Array, reading: Reading): ParsedEvent[] {
  const calendars = componentsOf(decodeText(unfolded(bytes)));
  const method = calendars.map((one) => wordOf(one, 'method')).find(Boolean) ?? 'PUBLISH';
  if (answers.has(method)) throw new Refusal('answer');
  const all = calendars.flatMap((calendar) => calendar.getAllSubcomponents('vevent').map((component) => ({ calendar, component })));
  if (all.length === 0) throw new Refusal(calendars.some((one) => one.getAllSubcomponents('vtodo').length > 0) ? 'only_tasks' : 'no_event');
  if (all.length > maxEvents) throw new Refusal('too_many_events', { count: String(all.length), limit: String(maxEvents) });
  const events = calendars.flatMap((calendar) => eventsOf(calendar, method, reading));
  if (events.length === 0) throw new Refusal('no_date');
  return events;
}

function eventsOf(calendar: ICAL.Component, method: string, reading: Reading): ParsedEvent[] {
  const zones = zonesOf(calendar);
  const components = calendar.getAllSubcomponents('vevent');
  return components.flatMap((component) => {
    const event = eventOf(component, { method, reading, zones, siblings: components });
    return event ?? [];
  });
}

type Around = { method: string; reading: Reading; zones: ReturnType<typeof zonesOf>; siblings: ICAL.Component[] };

/** One VEVENT; null when it has no date that can be read, or when nothing is left of its series. */
function eventOf(component: ICAL.Component, { method, reading, zones, siblings }: Around): ParsedEvent | null {
  const notices: Said[] = [];
  const start = writtenIn(component.getFirstProperty('dtstart')) ?? writtenIn(component.getFirstProperty('recurrence-id'));
  if (!start) return null;
  const clock = clockOf(start, zones, reading.timeZone, notices);
  const silently = (written: Written) => (written.tzid === start.tzid && written.isUtc === start.isUtc ? clock : clockOf(written, zones, reading.timeZone, []));
  const length = lengthOf(component, start, instantBy(clock, start), silently);
  const uid = uidOf(component);
  const own = writtenIn(component.getFirstProperty('recurrence-id'));
  let written = start;
  if (!own && isRecurring(component)) {
    const replaced = siblings
      .filter((one) => one !== component && uidOf(one) === uid)
      .flatMap((one) => {
        const at = writtenIn(one.getFirstProperty('recurrence-id'));
        if (!at) return [];
        if (at.time === null || at.isUtc === start.isUtc) return keyOf(at);
        const wall = wallAt(start.isUtc ? { zone: 'UTC', rules: null } : clock, instantBy(silently(at), at));
        return `${wall.day}T${wall.time}`;
      });
    const lengthMs = length.ms ?? Math.max(length.days, start.time === null ? 1 : 0) * 86_400_000;
    const found = occurrenceAt(component, start, clock, { lengthMs, now: reading.now, replaced: new Set(replaced) });
    if (!found) return null;
    written = found.written;
    notices.push({ code: found.isPast ? 'series_last' : 'series_next' });
  }
  const isCancelled = method === 'CANCEL' || wordOf(component, 'status') === 'CANCELLED';
  const { people, left } = peopleOf(component);
  if (left > 0) notices.push({ code: 'people_left', values: { count: String(left) } });
  const subject = line(textOf(component, 'summary'));
  if (!subject) notices.push({ code: 'no_subject' });
  const attached = component.getAllProperties('attach').length;
  if (attached > 0) notices.push({ code: 'attached_links' });
  const stamp = writtenIn(component.getFirstProperty('dtstamp'));
  return {
    source: 'calendar',
    action: isCancelled ? 'cancel' : 'invite',
    kind: isRemote(component) ? 'videoconference' : 'meeting',
    uid: own ? `${uid}#${compact(instantBy(silently(own), own), own.time === null ? own.day : null)}` : uid,
    sequence: sequenceOf(component),
    stampAt: stamp ? instantBy(clockOf(stamp, zones, 'UTC', []), { ...stamp, isUtc: stamp.isUtc || stamp.tzid === null }).toISOString() : null,
    subject,
    location: line(textOf(component, 'location')),
    ...spanOf(written, clock, length),
    summary: null,
    language: languageOf(component),
    isPrivate: ['PRIVATE', 'CONFIDENTIAL'].includes(wordOf(component, 'class')),
    people,
    notices,
  };
}

// ── Lines and components ──

/** Lines are folded by the byte: a letter may be cut in two, so they are put together before they are decoded. */
function unfolded(bytes: Uint8Array): Uint8Array {
  const isWide = bytes[0] === 0xff || bytes[0] === 0xfe || bytes[0] === 0 || bytes[1] === 0;
  if (isWide) return Buffer.from(decodeText(bytes).replace(/\r?\n[ \t]/g, ''), 'utf8');
  return Buffer.from(Buffer.from(bytes).toString('latin1').replace(/\r*\n[ \t]/g, ''), 'latin1');
}

/** The calendars of the text. What stands outside of them and lines that are none are passed over. */
function componentsOf(text: string): ICAL.Component[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  const first = lines.findIndex((one) => /^BEGIN:VCALENDAR\s*$/i.test(one));
  const kept = lines.slice(Math.max(first, 0)).flatMap((one) => (/^[A-Za-z0-9-]+\s*[;:]/.test(one) ? one.trimEnd() : []));
  const count = kept.filter((one) => /^BEGIN:VEVENT$/i.test(one)).length;
  if (count > maxEvents) throw new Refusal('too_many_events', { count: String(count), limit: String(maxEvents) });
  let parsed: unknown;
  try {
    parsed = ICAL.parse(kept.join('\r\n'));
  } catch {
    throw new Refusal('broken_calendar');
  }
  const roots = Array.isArray(parsed) && typeof parsed[0] === 'string' ? [parsed] : (parsed as unknown[]);
  const calendars = roots.map((root) => new ICAL.Component(root as [])).filter(({ name }) => name === 'vcalendar');
  if (calendars.length === 0) throw new Refusal('broken_calendar');
  return calendars;
}

const textOf = (component: ICAL.Component, name: string): string | null => {
  const value: unknown = component.getFirstPropertyValue(name);
  return typeof value === 'string' ? value : null;
};
const wordOf = (component: ICAL.Component, name: string): string => (textOf(component, name) ?? '').trim().toUpperCase();

/** The UID; without one, a mark drawn from what the event says, so that a second copy is known. */
function uidOf(component: ICAL.Component): string {
  const uid = (textOf(component, 'uid') ?? '').trim();
  if (uid.length > 0 && uid.length <= 400) return line(uid) ?? uid;
  const said = ['uid', 'dtstart', 'summary', 'organizer', 'location'].map((name) => JSON.stringify(component.getFirstProperty(name)?.jCal ?? null));
  return `${createHash('sha256').update(said.join('\n')).digest('hex').slice(0, 32)}@sans-uid`;
}

function sequenceOf(component: ICAL.Component): number | null {
  const value = Number(component.getFirstProperty('sequence')?.jCal[3] ?? Number.NaN);
  return Number.isInteger(value) && value >= 0 && value < 2 ** 31 ? value : null;
}

const compact = (instant: Date, day: string | null): string =>
  day ? day.replaceAll('-', '') : instant.toISOString().replace(/[-:]|\.\d{3}/g, '');

function languageOf(component: ICAL.Component): string | null {
  const said = component.getFirstProperty('summary')?.getFirstParameter('language') ?? '';
  return /^(fr|en)\b/i.exec(said)?.[1]?.toLowerCase() ?? null;
}

function isRemote(component: ICAL.Component): boolean {
  const said = [textOf(component, 'location'), textOf(component, 'conference'), textOf(component, 'x-microsoft-skypeteamsmeetingurl')].join(' ');
  return /teams\.microsoft|microsoft teams|réunion teams|zoom\.us|meet\.google|webex|visioconf|vidéoconf|videoconf/i.test(said);
}

/** The organizer and who was asked, each once; rooms and things are nobody. */
function peopleOf(component: ICAL.Component): { people: ParsedPerson[]; left: number } {
  const people = new Map<string, ParsedPerson>();
  for (const property of [...component.getAllProperties('organizer'), ...component.getAllProperties('attendee')]) {
    if (['ROOM', 'RESOURCE'].includes((property.getFirstParameter('cutype') ?? '').toUpperCase())) continue;
    const person = personOf(property);
    const key = person.email ?? person.name?.toLowerCase();
    if (key && !people.has(key)) people.set(key, person);
  }
  const all = [...people.values()];
  return { people: all.slice(0, maxPeople), left: Math.max(0, all.length - maxPeople) };
}

function personOf(property: ICAL.Property): ParsedPerson {
  const value = String(property.jCal[3] ?? '');
  const parameter = property.getFirstParameter('email');
  const address = /^mailto:/i.test(value) ? value.slice(7).split('?')[0] : /^[^\s:/]+@[^\s:/]+$/.test(value) ? value : parameter;
  const email = addressOf(address);
  const name = line(property.getFirstParameter('cn'))?.replace(/^["']|["']$/g, '') ?? null;
  return { name: name && addressOf(name) ? null : name || null, email };
}

/** An address as it is compared: lower case, without what mail programs add; null when it is none. */
export function addressOf(typed: string | null | undefined): string | null {
  let plain = line(typed) ?? '';
  try {
    plain = decodeURIComponent(plain);
  } catch {
    // A stray percent sign is part of the address.
  }
  const address = plain.replace(/^.*<([^<>]+)>.*$/, '$1').replace(/^mailto:/i, '').replace(/^["']|["']$/g, '').trim().toLowerCase();
  return /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]{2,}$/u.test(address) && address.length <= 254 ? address : null;
}
