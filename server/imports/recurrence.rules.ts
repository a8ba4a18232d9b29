import ICAL from 'ical.js';
import { instantBy, timeOf, wallAt, writtenIn, type Clock, type Written } from './event-times.rules.ts';

/** More steps than any series of the office has; a rule by the second is cut there. */
const maxSteps = 20_000;
const day = 86_400_000;

export const isRecurring = (component: ICAL.Component): boolean =>
  component.hasProperty('rrule') || component.hasProperty('rdate');

/**
 * Of a series, the occurrence under way or the next one at `now`; when all are past, the last. `replaced` are occurrences
 * (by the clock of the series) that have an event of their own. Null when nothing is left of the series.
 */
export function occurrenceAt(
  component: ICAL.Component,
  start: Written,
  clock: Clock,
  { lengthMs, now, replaced }: { lengthMs: number; now: Date; replaced: Set<string> },
): { written: Written; isPast: boolean } | null {
  // All is reckoned by the wall clock of the series: an hour said in Paris stays at that hour when summer ends.
  const series: Clock = start.isUtc ? { zone: 'UTC', rules: null } : clock;
  const gone = new Set([...datesOf(component, 'exdate', series), ...replaced]);
  const asWritten = (key: string): Written => ({ ...start, day: key.slice(0, 10), time: start.time === null ? null : key.slice(11, 16) });
  const endOf = (key: string): number => instantBy(series, { ...asWritten(key), isUtc: start.isUtc }).getTime() + lengthMs;
  let last: string | null = null;
  for (const key of keysOf(component, start, series)) {
    if (gone.has(key)) continue;
    // Near enough to be worth the reckoning with its zone: no zone is a day from UTC.
    const roughly = Date.parse(`${key.slice(0, 10)}T12:00:00Z`);
    if (roughly > now.getTime() - lengthMs - 2 * day && endOf(key) > now.getTime()) return { written: asWritten(key), isPast: false };
    if (last === null || key > last) last = key;
  }
  return last === null ? null : { written: asWritten(last), isPast: true };
}

/** Each date of the series by its own clock (`2026-11-25T10:00`), in order. */
function* keysOf(component: ICAL.Component, start: Written, series: Clock): Generator<string> {
  const extra = datesOf(component, 'rdate', series).toSorted();
  const [rule] = component.getAllProperties('rrule').map((property) => ruleOf(property, start, series));
  if (!rule) {
    yield* [keyOf(start), ...extra.filter((key) => key !== keyOf(start))].toSorted();
    return;
  }
  const iterator = rule.iterator(timeOf(start.day, start.time));
  let steps = 0;
  for (let next = iterator.next(); next && steps < maxSteps; next = iterator.next(), steps++) {
    const key = next.toString().slice(0, 16);
    while (extra[0] !== undefined && extra[0] <= key) {
      const before = extra.shift();
      if (before !== undefined && before !== key) yield before;
    }
    yield key;
  }
  yield* extra;
}

/** The end of a rule is written in UTC; the series goes by its own clock. */
function ruleOf(property: ICAL.Property, start: Written, series: Clock): ICAL.Recur | null {
  const value: unknown = property.getFirstValue();
  if (!(value instanceof ICAL.Recur)) return null;
  const rule = value.clone();
  if (rule.until && start.time !== null && !rule.until.isDate && rule.until.zone === ICAL.Timezone.utcTimezone) {
    const until = wallAt(series, rule.until.toJSDate());
    rule.until = timeOf(until.day, until.time);
  }
  return rule;
}

function datesOf(component: ICAL.Component, name: 'exdate' | 'rdate', series: Clock): string[] {
  return component.getAllProperties(name).flatMap((property) =>
    property.jCal.slice(3).flatMap((value: unknown) => {
      const written = writtenIn(property, value);
      if (!written) return [];
      if (!written.isUtc) return keyOf(written);
      const wall = wallAt(series, instantBy(series, written));
      return `${wall.day}T${wall.time}`;
    }),
  );
}

/** A date of a series by its own clock. */
export const keyOf = ({ day: date, time }: Written): string => (time === null ? date : `${date}T${time}`);
