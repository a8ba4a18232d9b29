import { addDays, instantOf, offsetMinutes, startOfDay } from '../text/day.rules.ts';
import { dateInZone, officeTimeZone } from '../text/format.rules.ts';

export { addDays, instantOf, startOfDay };

/** Whether `name` is an IANA time zone that this machine knows. */
export function isTimeZone(name: string): boolean {
  if (knownZones.has(name)) return true;
  try {
    new Intl.DateTimeFormat('en-CA', { timeZone: name });
    knownZones.add(name);
    return true;
  } catch {
    return false;
  }
}
/** To ask takes as long as a write; there are some six hundred. */
const knownZones = new Set<string>();

/** The hour (`HH:MM`, 24 h) that a clock in `timeZone` shows at an instant. */
export function clockIn(instant: Date, timeZone: string = officeTimeZone): string {
  const local = new Date(instant.getTime() + offsetMinutes(instant, timeZone) * 60_000);
  return local.toISOString().slice(11, 16);
}

/** What an interaction is when nobody says: planned when it has yet to begin, held otherwise. */
export const defaultStatus = (startsAt: Date, now: Date): 'planned' | 'held' => (startsAt > now ? 'planned' : 'held');

/** True when an interaction is said to have been held on a day that has not come yet, seen from the office. */
export function isHeldTooEarly(status: string, startsAt: Date, now: Date): boolean {
  return status === 'held' && dateInZone(startsAt) > dateInZone(now);
}
