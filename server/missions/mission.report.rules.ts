import { addDays, isOver, lastDay } from '../text/date-order.rules.ts';
import { daysBetween } from '../text/format.rules.ts';

/** The office publishes the report of a mission at most six weeks after the return. */
export const reportDays = 42;

/**
 * The day by which the report of a mission abroad is to be published: 42 days after the return. Null for a visit that
 * we receive, and while the day of return is not known.
 */
export function reportDueAfter(mission: { direction: string; endsOn: string | null }): string | null {
  return mission.direction === 'outgoing' && mission.endsOn ? addDays(mission.endsOn, reportDays) : null;
}

/**
 * The due day that a change leaves: the one given; or the stored one when somebody had set it; or the rule's, which
 * follows the return when that moves. `null` sent means: as the rule has it.
 */
export function reportDueOn(
  stored: { direction: string; endsOn: string | null; reportDueOn: string | null },
  change: { direction?: string | undefined; endsOn?: string | null | undefined; reportDueOn?: string | null | undefined },
): string | null {
  if (change.reportDueOn) return change.reportDueOn;
  const after = reportDueAfter({ direction: change.direction ?? stored.direction, endsOn: change.endsOn === undefined ? stored.endsOn : change.endsOn });
  if (change.reportDueOn === null) return after;
  const wasSetByHand = stored.reportDueOn !== null && stored.reportDueOn !== reportDueAfter(stored);
  return wasSetByHand ? stored.reportDueOn : after;
}

/** Where the report of a mission stands on a day; `days` left (due) or past (late), whole days. */
export type ReportStanding =
  | { state: 'none' }
  | { state: 'published'; on: string }
  | { state: 'due'; on: string; days: number }
  | { state: 'late'; on: string; days: number };

/** A cancelled mission, or one that is not over, owes no report yet. */
export function reportStanding(
  mission: { status: string; endsOn: string | null; reportDueOn: string | null; reportPublishedOn: string | null },
  today: string,
): ReportStanding {
  const { status, endsOn, reportDueOn: due, reportPublishedOn: published } = mission;
  if (published) return { state: 'published', on: published };
  if (!due || status === 'cancelled' || status === 'closed' || status === 'idea') return { state: 'none' };
  if (isOver(due, today)) return { state: 'late', on: due, days: daysBetween(lastDay(due), today) };
  if (endsOn && !isOver(endsOn, today)) return { state: 'none' };
  return { state: 'due', on: due, days: daysBetween(today, lastDay(due)) };
}

export type BudgetTotals = { plannedCents: number; actualCents: number; isComplete: boolean };

/** Planned and spent in cents; complete when every line says what was spent. */
export function budgetTotals(lines: readonly { plannedCents: number | null; actualCents: number | null }[]): BudgetTotals {
  return {
    plannedCents: lines.reduce((sum, { plannedCents }) => sum + (plannedCents ?? 0), 0),
    actualCents: lines.reduce((sum, { actualCents }) => sum + (actualCents ?? 0), 0),
    isComplete: lines.length > 0 && lines.every(({ actualCents }) => actualCents !== null),
  };
}
