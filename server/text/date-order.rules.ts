import { isPartialDate } from './format.rules.ts';

/**
 * The order of calendar dates that may lack their day or month (`2025`, `2025-03`, `2025-03-31`). A partial date may be
 * any of its days, so two dates are out of order only when no choice of days puts them in order.
 */

const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** The first day that a partial date may be: `2025` → `2025-01-01`. */
export function firstDay(date: string): string {
  return `${date}-01-01`.slice(0, 10);
}

/** The last day that a partial date may be: `2025-02` → `2025-02-28`. */
export function lastDay(date: string): string {
  const [year = '', month = '12', day] = date.split('-');
  return day ? date : `${year}-${month}-${String(daysInMonth(Number(year), Number(month))).padStart(2, '0')}`;
}

/** True when `date` certainly lies before `other`. Null is unknown, and before nothing. */
export function isBefore(date: string | null | undefined, other: string | null | undefined): boolean {
  return Boolean(date && other) && lastDay(date!) < firstDay(other!);
}

/** True when the whole of a (partial) date is over on the day `today`. */
export function isOver(date: string | null | undefined, today: string): boolean {
  return Boolean(date) && lastDay(date!) < today;
}

/** A whole calendar date moved by a number of days; null when the date lacks its day. */
export function addDays(date: string, days: number): string | null {
  if (date.length !== 10 || !isPartialDate(date)) return null;
  const moved = new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000);
  return moved.toISOString().slice(0, 10);
}
