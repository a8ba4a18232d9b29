import { officeTimeZone, zoneClock } from './format.rules.ts';

/** Minutes by which a zone is ahead of UTC at an instant. */
export function offsetMinutes(instant: Date, timeZone: string): number {
  const parts = zoneClock(timeZone).formatToParts(instant);
  const of = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'));
  return Math.round((local - Math.floor(instant.getTime() / 60_000) * 60_000) / 60_000);
}

/**
 * The instant at which a clock in `timeZone` shows `time` (`HH:MM`) on `date` (ISO). An hour that the change to summer
 * time skips is read with the offset from before the change; one that the change back repeats is its first occurrence.
 */
export function instantOf(date: string, time: string, timeZone: string = officeTimeZone): Date {
  const wall = Date.parse(`${date}T${time}:00.000Z`);
  const before = offsetMinutes(new Date(wall - 86_400_000), timeZone);
  const after = offsetMinutes(new Date(wall + 86_400_000), timeZone);
  for (const offset of [before, after]) {
    const instant = new Date(wall - offset * 60_000);
    if (offsetMinutes(instant, timeZone) === offset) return instant;
  }
  return new Date(wall - before * 60_000);
}

/** The first instant of a calendar day (ISO) in a zone. */
export function startOfDay(day: string, timeZone: string = officeTimeZone): Date {
  const key = `${day} ${timeZone}`;
  const known = startsOfDays.get(key);
  if (known !== undefined) return new Date(known);
  if (startsOfDays.size >= 2_000) startsOfDays.clear();
  const start = instantOf(day, '00:00', timeZone);
  startsOfDays.set(key, start.getTime());
  return start;
}
/** Conditions name the same days at every call, and a calendar takes its time. */
const startsOfDays = new Map<string, number>();

/** The calendar day (ISO) `days` after another one. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) + days * 86_400_000).toISOString().slice(0, 10);
