/**
 * Whether a period has ended before a day. Partial dates count to their last day: a period to 2027 ends with 2027.
 * @param day ISO calendar date
 */
export function isOver(periodTo: string | null, day: string): boolean {
  return periodTo !== null && lastDay(periodTo) < day;
}

/** Whether a period ends before it begins; an open end never does. */
export function isBackwards(from: string | null | undefined, to: string | null | undefined): boolean {
  return Boolean(from && to && from > lastDay(to));
}

/** The last day that a partial date covers, as text that compares well with ISO dates: 2027 → 2027-99-99. */
function lastDay(date: string): string {
  return `${date}-99-99`.slice(0, 10);
}

/** One year before `now`, from the start of that day (UTC): what « the last twelve months » means in every figure. */
export function twelveMonthsBefore(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear() - 1, now.getUTCMonth(), now.getUTCDate()));
}
