import { addDays } from '../interactions/moment.rules.ts';

/** Arithmetic of calendar days (ISO), in no zone. */

export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();
export const lastOfMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
export const iso = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
export const isDay = (year: number, month: number, day: number): boolean =>
  year >= 1900 && year <= 2199 && month >= 1 && month <= 12 && day >= 1 && day <= lastOfMonth(year, month);
export const daysApart = (a: string, b: string): number => Math.round((Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / 86_400_000);

/** The last day of the month that lies `months` away from the month of `day`. */
export function endOfMonth(day: string, months = 0): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const at = new Date(Date.UTC(year, month - 1 + months, 1));
  return iso(at.getUTCFullYear(), at.getUTCMonth() + 1, lastOfMonth(at.getUTCFullYear(), at.getUTCMonth() + 1));
}

/** The same day of another month, or its last day. */
export function addMonths(day: string, months: number): string {
  const end = endOfMonth(day, months);
  return `${end.slice(0, 8)}${String(Math.min(Number(day.slice(8)), Number(end.slice(8)))).padStart(2, '0')}`;
}

/** The day of the week before `day`, never itself. */
export const weekdayBefore = (day: string, weekday: number): string => addDays(day, -((weekdayOf(day) - weekday + 7) % 7 || 7));
/** The day of the week after `day`, never itself. */
export const weekdayAfter = (day: string, weekday: number): string => addDays(day, (weekday - weekdayOf(day) + 7) % 7 || 7);
/** A day of the week of `day`, weeks running from Monday. */
export const weekdayIn = (day: string, weekday: number): string => addDays(day, ((weekday + 6) % 7) - ((weekdayOf(day) + 6) % 7));

export const monthNames: Record<string, number> = Object.fromEntries(
  [
    'janvier janv january jan', 'fevrier fevr fev february feb', 'mars march mar', 'avril avr april apr', 'mai may', 'juin june jun',
    'juillet juil july jul', 'aout august aug', 'septembre september sept sep', 'octobre october oct', 'novembre november nov', 'decembre december dec',
  ].flatMap((names, index) => names.split(' ').map((name) => [name, index + 1])),
);
export const monthPattern = `(${Object.keys(monthNames).sort((a, b) => b.length - a.length).join('|')})\\b\\.?`;

export const weekdayNames: Record<string, number> = Object.fromEntries(
  ['dimanche sunday', 'lundi monday', 'mardi tuesday', 'mercredi wednesday', 'jeudi thursday', 'vendredi friday', 'samedi saturday'].flatMap((names, index) =>
    names.split(' ').map((name) => [name, index]),
  ),
);
export const weekdayPattern = `(${Object.keys(weekdayNames).join('|')})`;

const numbers: Record<string, number> = {
  un: 1, une: 1, a: 1, an: 1, one: 1, deux: 2, two: 2, trois: 3, three: 3, quatre: 4, four: 4, cinq: 5, five: 5, six: 6, sept: 7, seven: 7, huit: 8, eight: 8,
  neuf: 9, nine: 9, dix: 10, ten: 10, quinze: 15, fifteen: 15, vingt: 20, twenty: 20, trente: 30, thirty: 30,
};
export const countPattern = `(\\d{1,3}|${Object.keys(numbers).join('|')})`;
export const countOf = (word: string): number => numbers[word] ?? Number(word);

/** Feasts of a fixed day, by which promises are made: « avant Noël ». Those that last several days are asked. */
export const feasts: { words: string; month: number; day: number; isSure: boolean }[] = [
  { words: 'noel|christmas|xmas', month: 12, day: 25, isSure: true },
  { words: "veille de noel|christmas eve", month: 12, day: 24, isSure: true },
  { words: "jour de l'an|nouvel an|new year'?s(?: day)?|new year", month: 1, day: 1, isSure: true },
  { words: 'temps des fetes|fetes|holidays|holiday season|christmas break', month: 12, day: 24, isSure: false },
  { words: 'saint-valentin|st-valentin|valentine(?:\'s day)?', month: 2, day: 14, isSure: true },
  { words: 'saint-jean|st-jean|saint-jean-baptiste|fete nationale', month: 6, day: 24, isSure: false },
  { words: 'fete du canada|canada day', month: 7, day: 1, isSure: true },
  { words: 'halloween', month: 10, day: 31, isSure: true },
  { words: 'toussaint', month: 11, day: 1, isSure: true },
];
