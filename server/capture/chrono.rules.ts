import * as english from 'chrono-node/en';
import * as french from 'chrono-node/fr';
import { isDay, iso } from './calendar.rules.ts';
import type { Day, DayContext } from './days.rules.ts';
import type { Line } from './line.rules.ts';

/** What chrono may read beyond our own rules stands in the beginning of a text: it goes through a text many times. */
const longest = 400;
/** Without one of these there is nothing for it to read. */
const hint = /\d|week|month|year|day|morning|night|semaine|mois|annee|jour|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche/;

/**
 * Days that our own rules do not read and chrono does. They are sure only where a year, a month and a day stand in the
 * words: the rest are guesses of a library that knows neither the office nor its habits.
 */
export function findByChrono(line: Line, { today, locale }: DayContext): Day[] {
  if (line.flat.length > longest || !hint.test(line.flat)) return [];
  const chrono = locale === 'fr' ? french : english;
  // Noon of the day in question, in UTC: chrono’s own clock is the machine’s.
  const reference = { instant: new Date(`${today}T12:00:00Z`), timezone: 0 };
  return chrono.parse(line.flat, reference).flatMap(({ index, text, start }) => {
    const [year, month, day] = [start.get('year'), start.get('month'), start.get('day')];
    if (year === null || month === null || day === null || !isDay(year, month, day)) return [];
    const isDated = start.isCertain('day') || start.isCertain('weekday') || (start.isCertain('month') && !/^\d/.test(text));
    // A number alone, an hour alone or a duration is no day.
    if (!isDated || !/\p{L}{3}/u.test(text) || /minute|heure|hour/.test(text)) return [];
    const isSure = /\d{4}/.test(text) && start.isCertain('year') && start.isCertain('month') && start.isCertain('day');
    const value = iso(year, month, day);
    return [{ start: index, end: index + text.length, read: () => ({ days: [value], isSure }), isDue: false, isOf: false }];
  });
}
