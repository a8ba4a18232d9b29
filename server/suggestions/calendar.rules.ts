import { addDays } from '../text/day.rules.ts';

/** Québec's holidays that fall on the same date every year (Act respecting labour standards, s. 60; National Holiday Act). */
const holidays = new Set(['01-01', '06-24', '07-01', '12-25']);

/** Whether the office works on a calendar day (ISO). Movable holidays are not known here. */
export function isWorkingDay(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00.000Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.has(day.slice(5));
}

/** The day itself, or the first one after it on which the office works. */
export function workingDayFrom(day: string): string {
  let found = day;
  while (!isWorkingDay(found)) found = addDays(found, 1);
  return found;
}

/**
 * The day on which to get back in touch with a partner whose rhythm says `due` (ISO): a working day, never before
 * tomorrow.
 */
export function contactDay(due: string, today: string): string {
  const tomorrow = addDays(today, 1);
  return workingDayFrom(due > tomorrow ? due : tomorrow);
}
