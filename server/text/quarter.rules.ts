import { addDays } from './day.rules.ts';

/** A quarter of the calendar year: 2027-Q1. */
export const quarterPattern = '^[12]\\d{3}-Q[1-4]$';

/** The quarter in which a month or a day (ISO) falls. */
export const quarterOf = (day: string): string => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

/** The number of a quarter, 1 to 4, and its year. */
export const partsOfQuarter = (quarter: string): { year: string; number: number } => ({ year: quarter.slice(0, 4), number: Number(quarter.slice(6)) });

/** The quarter `count` quarters after another (before it when negative). */
export function addQuarters(quarter: string, count: number): string {
  const { year, number } = partsOfQuarter(quarter);
  const quarters = Number(year) * 4 + number - 1 + count;
  return `${String(Math.floor(quarters / 4)).padStart(4, '0')}-Q${(quarters % 4) + 1}`;
}

/** The first and the last day (ISO) of a quarter. */
export function daysOfQuarter(quarter: string): { from: string; to: string } {
  const first = (one: string): string => `${one.slice(0, 4)}-${String(partsOfQuarter(one).number * 3 - 2).padStart(2, '0')}-01`;
  return { from: first(quarter), to: addDays(first(addQuarters(quarter, 1)), -1) };
}

/** The three months of a quarter: 2027-04. */
export function monthsOfQuarter(quarter: string): string[] {
  const { year, number } = partsOfQuarter(quarter);
  return [2, 1, 0].map((back) => `${year}-${String(number * 3 - back).padStart(2, '0')}`);
}

/**
 * The quarters that a period touches, in order. A date of which only the year or the month is known counts from its first
 * day to its last.
 */
export function quartersBetween(from: string, to: string): string[] {
  const first = from.length === 4 ? `${from}-Q1` : quarterOf(from);
  const last = to.length === 4 ? `${to}-Q4` : quarterOf(to);
  const quarters: string[] = [];
  for (let quarter = first; quarter <= last; quarter = addQuarters(quarter, 1)) quarters.push(quarter);
  return quarters;
}
