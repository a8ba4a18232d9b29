/**
 * A day as a filter takes it: a calendar day, or one counted from today, so that a kept view means the same next month:
 * `-12m` is twelve months ago, `6m` in six months, `0d` today (d: days, m: months, y: years).
 */
export const filterDayPattern = '^(\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])|-?\\d{1,3}[dmy])$';

export type Distance = { count: number; unit: 'd' | 'm' | 'y' };

/** How far from today a relative day lies, negative in the past; null for a calendar day. */
export function distanceOf(value: string): Distance | null {
  const match = /^(-?\d{1,3})([dmy])$/.exec(value);
  return match ? { count: Number(match[1]), unit: match[2] as Distance['unit'] } : null;
}

/** The calendar day (ISO) that a filter's value stands for on the day `today`; a month's last day when it has no such day. */
export function filterDay(value: string, today: string): string {
  const distance = distanceOf(value);
  if (!distance) return value;
  const { count, unit } = distance;
  const [year, month, day] = today.split('-').map(Number) as [number, number, number];
  if (unit === 'd') return isoDay(new Date(Date.UTC(year, month - 1, day + count)));
  const months = unit === 'y' ? count * 12 : count;
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return isoDay(new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))));
}

const isoDay = (date: Date): string => date.toISOString().slice(0, 10);
