import { isPartialDate } from './format.rules.ts';

const monthWords: Record<string, number> = {};
for (const [month, words] of [
  'janvier janv jan january',
  'fevrier fevr fev february feb',
  'mars mar march',
  'avril avr april apr',
  'mai may',
  'juin june jun',
  'juillet juil july jul',
  'aout august aug',
  'septembre sept sep september',
  'octobre oct october',
  'novembre nov november',
  'decembre dec december',
].entries()) {
  for (const word of words.split(' ')) monthWords[word] = month + 1;
}

/**
 * Reads a date as people type one, as precise as they know it: `2025`, `mars 2025`, `2025-03`, `31 mars 2025`,
 * `March 31, 2025`, `31/3/2025`, `hier`, `demain`. Without a year the day nearest to `today` (ISO date) is meant.
 * Answers the ISO date (`2025-03-31`, `2025-03` or `2025`), `''` for nothing typed, or null when it cannot be read.
 */
export function readTypedDate(typed: string, today: string): string | null {
  const plain = typed
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[.,\u00a0]/g, ' ')
    .replace(/'/g, '’')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
  if (!plain) return '';
  const shift = { 'aujourd’hui': 0, today: 0, hier: -1, yesterday: -1, demain: 1, tomorrow: 1, 'avant-hier': -2, 'apres-demain': 2 }[plain];
  if (shift !== undefined) return shiftDays(today, shift);
  if (/^\d{4}(-\d{2}){0,2}$/.test(plain)) return isPartialDate(plain) ? plain : null;
  const ymd = /^(\d{4})[-/ ](\d{1,2})(?:[-/ ](\d{1,2}))?$/.exec(plain);
  if (ymd) return compose(ymd[1], ymd[2], ymd[3]);
  const dmy = /^(\d{1,2})[-/ ](\d{1,2})[-/ ](\d{4})$/.exec(plain);
  if (dmy) return compose(dmy[3], dmy[2], dmy[1]);
  const my = /^(\d{1,2})[-/ ](\d{4})$/.exec(plain);
  if (my) return compose(my[2], my[1]);

  const words = plain.replace(/^(le|the|en|in) /, '').split(' ');
  const month = words.map((word) => monthWords[word]).find((found) => found !== undefined);
  if (month === undefined || words.filter((word) => monthWords[word] !== undefined).length !== 1) return null;
  const numbers = words.filter((word) => monthWords[word] === undefined).map((word) => /^(\d{1,4})(er|st|nd|rd|th)?$/.exec(word)?.[1]);
  if (numbers.length > 2 || numbers.some((number) => number === undefined)) return null;
  const year = numbers.find((number) => number!.length === 4);
  const day = numbers.find((number) => number!.length <= 2);
  if (numbers.length !== Number(year !== undefined) + Number(day !== undefined)) return null;
  if (year) return compose(year, String(month), day);
  if (day) return nearest(month, day, today);
  return null;
}

function compose(year: string | undefined, month: string | undefined, day?: string): string | null {
  const parts = [year, month?.padStart(2, '0'), day?.padStart(2, '0')].filter((part) => part !== undefined);
  const date = parts.join('-');
  return isPartialDate(date) ? date : null;
}

function nearest(month: number, day: string, today: string): string | null {
  const year = Number(today.slice(0, 4));
  const dates = [year - 1, year, year + 1].map((one) => compose(String(one), String(month), day)).filter((date) => date !== null);
  const distance = (date: string) => Math.abs(Date.parse(date) - Date.parse(today));
  return dates.sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

function shiftDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
