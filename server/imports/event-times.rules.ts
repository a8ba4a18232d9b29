import ICAL from 'ical.js';
import { addDays, clockIn, instantOf, isTimeZone, startOfDay } from '../interactions/moment.rules.ts';
import { dateInZone, officeTimeZone } from '../text/format.rules.ts';
import { Refusal, type Said } from './parsed.rules.ts';
import { ianaZone } from './time-zone.rules.ts';

/** A date or a moment as it is written in a calendar: by the clock of the place, not yet an instant. */
export type Written = { day: string; time: string | null; isUtc: boolean; tzid: string | null };

/** Where a clock hangs: a zone that this machine knows, or rules that the file itself brings. */
export type Clock = { zone: string; rules: ICAL.Timezone | null };

/** The value of a date property (DTSTART, DTEND, RECURRENCE-ID …), or null when it is absent or no date at all. */
export function writtenIn(property: ICAL.Property | null | undefined, value: unknown = property?.jCal[3]): Written | null {
  if (!property || typeof value !== 'string') return null;
  const found = /^(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d)?:?(\d\d)?(Z)?)?/i.exec(value);
  if (!found) return null;
  const [, year = '', month = '', date = '', hours, minutes = '00', , utc] = found;
  const day = `${year}-${month}-${date}`;
  const parsed = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== day || year < '1970' || year > '2199') return null;
  const isDay = hours === undefined || property.type === 'date' || property.getFirstParameter('value')?.toUpperCase() === 'DATE';
  if (isDay) return { day, time: null, isUtc: false, tzid: null };
  if (Number(hours) > 23 || Number(minutes) > 59) return null;
  return { day, time: `${hours}:${minutes}`, isUtc: utc !== undefined, tzid: property.getFirstParameter('tzid') || null };
}

/** The zones that the file describes, by the name that it gives them. */
export function zonesOf(calendar: ICAL.Component): Map<string, ICAL.Timezone> {
  const zones = new Map<string, ICAL.Timezone>();
  for (const component of calendar.getAllSubcomponents('vtimezone')) {
    const tzid = component.getFirstPropertyValue('tzid');
    const hasRules = component.getAllSubcomponents('standard').length + component.getAllSubcomponents('daylight').length > 0;
    if (typeof tzid === 'string' && hasRules) zones.set(tzid, new ICAL.Timezone({ component, tzid }));
  }
  return zones;
}

/** The clock by which a moment is written; notices say when it had to be supposed. `own` is the person's zone. */
export function clockOf(written: Written, zones: Map<string, ICAL.Timezone>, own: string, notices: Said[]): Clock {
  const mine = isTimeZone(own) ? own : officeTimeZone;
  if (written.time === null) return { zone: officeTimeZone, rules: null };
  if (written.isUtc) return { zone: mine, rules: null };
  if (!written.tzid) {
    notices.push({ code: 'floating', values: { zone: mine } });
    return { zone: mine, rules: null };
  }
  const iana = ianaZone(written.tzid) ?? ianaZone(placeOf(zones.get(written.tzid)));
  if (iana) return { zone: iana === 'UTC' ? mine : iana, rules: iana === 'UTC' ? ICAL.Timezone.utcTimezone : null };
  const rules = zones.get(written.tzid);
  const name = written.tzid.slice(0, 100);
  notices.push(rules ? { code: 'zone_described', values: { name } } : { code: 'zone_unknown', values: { name, zone: mine } });
  return { zone: mine, rules: rules ?? null };
}

const placeOf = (zone: ICAL.Timezone | undefined): string | null => {
  const place: unknown = zone?.component.getFirstPropertyValue('x-lic-location');
  return typeof place === 'string' ? place : null;
};

/** The instant of a moment by its clock; of a whole day, its beginning at the office. */
export function instantBy(clock: Clock, { day, time, isUtc }: Written): Date {
  if (time === null) return startOfDay(day, officeTimeZone);
  if (isUtc) return new Date(`${day}T${time}:00.000Z`);
  if (!clock.rules) return instantOf(day, time, clock.zone);
  return new Date(timeOf(day, time, clock.rules).toUnixTime() * 1000);
}

/** What a clock shows at an instant. */
export function wallAt(clock: Clock, instant: Date): { day: string; time: string } {
  if (!clock.rules) return { day: dateInZone(instant, clock.zone), time: clockIn(instant, clock.zone) };
  const there = ICAL.Time.fromJSDate(instant, true).convertToZone(clock.rules);
  return { day: there.toString().slice(0, 10), time: there.toString().slice(11, 16) };
}

export function timeOf(day: string, time: string | null, zone?: ICAL.Timezone): ICAL.Time {
  const [year, month, date] = day.split('-').map(Number);
  const [hour = 0, minute = 0] = (time ?? '00:00').split(':').map(Number);
  return new ICAL.Time({ year, month, day: date, hour, minute, second: 0, isDate: time === null }, zone ?? ICAL.Timezone.localTimezone);
}

/** How long an event lasts, in ms, or for a whole day in days; null when the file does not say or cannot be believed. */
export function lengthOf(component: ICAL.Component, start: Written, from: Date, clockFor: (written: Written) => Clock): { ms: number | null; days: number } {
  const ended = writtenIn(component.getFirstProperty('dtend'));
  const duration = component.getFirstProperty('duration')?.jCal[3] as unknown;
  const seconds = typeof duration === 'string' && /^P/i.test(duration) ? ICAL.Duration.fromString(duration).toSeconds() : null;
  if (start.time === null) {
    const days = ended ? Math.round((Date.parse(ended.day) - Date.parse(start.day)) / 86_400_000) : Math.round((seconds ?? 0) / 86_400);
    return { ms: null, days: days >= 1 && days <= 366 ? days : 1 };
  }
  const ms = ended ? instantBy(clockFor(ended), ended).getTime() - from.getTime() : seconds === null ? null : seconds * 1000;
  return { ms: ms !== null && ms > 0 && ms <= 366 * 86_400_000 ? ms : null, days: 0 };
}

/** Start and end as an interaction keeps them: a whole day ends on its last day, and only when there are several. */
export function spanOf(start: Written, clock: Clock, length: { ms: number | null; days: number }): { startsAt: string; endsAt: string | null; isAllDay: boolean; timeZone: string } {
  const from = instantBy(clock, start);
  if (Number.isNaN(from.getTime())) throw new Refusal('no_date');
  const last = start.time === null && length.days > 1 ? startOfDay(addDays(start.day, length.days - 1), officeTimeZone) : null;
  const endsAt = start.time === null ? last : length.ms === null ? null : new Date(from.getTime() + length.ms);
  return { startsAt: from.toISOString(), endsAt: endsAt?.toISOString() ?? null, isAllDay: start.time === null, timeZone: clock.zone };
}
