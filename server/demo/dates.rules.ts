import { addDays, instantOf } from '../interactions/moment.rules.ts';
import { daysBetween } from '../text/format.rules.ts';

/** Moves what was written for one day to another one, so that the demonstration office is always in mid-activity. */
export type Shift = {
  /** The day that the demonstration takes for today */
  today: string;
  /** An ISO date, as precise as it is: `2026-11-03`, `2026-11`, `2026`. Undefined stays null. */
  day(date: string | undefined): string | null;
  /** A day of work near the moved date: back to Friday for what is past, on to Monday for what is to come. */
  workDay(date: string): string;
  /** The instant at which a clock in the zone shows this time, on a day already moved */
  at(day: string, time: string, timeZone?: string): Date;
};

/** @param asOf the day on which the demonstration data was written to be seen @param today the day it is seen */
export function shiftTo(asOf: string, today: string): Shift {
  const days = daysBetween(asOf, today);
  const move = (date: string): string => {
    const full = date.length === 4 ? `${date}-07-01` : date.length === 7 ? `${date}-15` : date;
    return addDays(full, days).slice(0, date.length);
  };
  return {
    today,
    day: (date) => (date === undefined ? null : move(date)),
    workDay: (date) => {
      const moved = move(date);
      if (moved === today) return moved;
      const weekday = new Date(`${moved}T00:00:00Z`).getUTCDay();
      if (weekday !== 0 && weekday !== 6) return moved;
      if (moved < today) return addDays(moved, weekday === 6 ? -1 : -2);
      return addDays(moved, weekday === 6 ? 2 : 1);
    },
    at: (day, time, timeZone) => instantOf(day, time, timeZone),
  };
}
