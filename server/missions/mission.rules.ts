import type { FieldError } from '../http/problem.ts';
import { m } from '../../generated/paraglide/messages.js';
import { addDays, checkDateOrder, checkDatesExist, isBefore, isOver, lastDay } from '../text/date-order.rules.ts';
import { daysBetween } from '../text/format.rules.ts';

/** The office publishes the report of a mission at most six weeks after the return. */
export const reportDays = 42;

type Dated = { startsOn?: string | null | undefined; endsOn?: string | null | undefined };

export type CheckedMission = Dated & {
  direction?: string | undefined;
  status?: string | undefined;
  reportDueOn?: string | null | undefined;
  reportPublishedOn?: string | null | undefined;
  approvedOn?: string | null | undefined;
  objectives?: { policyNodeId: string | null; textFr: string | null; textEn: string | null }[] | undefined;
  delegates?:
    | { contactId: string | null; userId: string | null; labelFr: string | null; labelEn: string | null }[]
    | undefined;
  itinerary?:
    | (Dated & { placeId: string | null; purposeFr: string | null; purposeEn: string | null; interactionId: string | null })[]
    | undefined;
};

/** What must hold between the fields of a mission on the day `today`, beyond each field's own shape. */
export function checkMission(mission: CheckedMission, today: string): FieldError[] {
  const dates = ['startsOn', 'endsOn', 'reportDueOn', 'reportPublishedOn', 'approvedOn'] as const;
  return [
    ...checkDatesExist(mission, dates),
    ...checkDateOrder(mission, ['startsOn', 'endsOn'], (locale) => m.mission_ends_before_start({}, { locale })),
    ...checkReport(mission, today),
    ...checkObjectives(mission.objectives ?? []),
    ...checkDelegates(mission.delegates ?? []),
    ...checkItinerary(mission),
  ];
}

function checkReport(mission: CheckedMission, today: string): FieldError[] {
  const { endsOn, reportDueOn, reportPublishedOn, status } = mission;
  const errors = checkDateOrder(mission, ['endsOn', 'reportDueOn'], (locale) => m.mission_report_due_before_return({}, { locale }));
  if (isBefore(reportPublishedOn, endsOn)) {
    errors.push({ pointer: '/reportPublishedOn', message: (locale) => m.mission_report_before_return({}, { locale }) });
  }
  if (status !== 'report_due') return errors;
  if (!endsOn) errors.push({ pointer: '/endsOn', message: (locale) => m.mission_report_due_needs_return({}, { locale }) });
  else if (lastDay(endsOn) > today) {
    errors.push({ pointer: '/status', message: (locale) => m.mission_report_due_too_early({}, { locale }) });
  }
  if (endsOn && !reportDueOn) {
    errors.push({ pointer: '/reportDueOn', message: (locale) => m.mission_report_due_needs_day({}, { locale }) });
  }
  if (reportPublishedOn) errors.push({ pointer: '/status', message: (locale) => m.mission_report_already_published({}, { locale }) });
  return errors;
}

function checkObjectives(objectives: NonNullable<CheckedMission['objectives']>): FieldError[] {
  return objectives.flatMap(({ policyNodeId, textFr, textEn }, index) =>
    policyNodeId || textFr?.trim() || textEn?.trim()
      ? []
      : [{ pointer: `/objectives/${index}/textFr`, message: (locale) => m.mission_objective_empty({}, { locale }) }],
  );
}

function checkDelegates(delegates: NonNullable<CheckedMission['delegates']>): FieldError[] {
  return delegates.flatMap(({ contactId, userId, labelFr, labelEn }, index): FieldError[] => {
    if (contactId && userId) {
      return [{ pointer: `/delegates/${index}/contactId`, message: (locale) => m.mission_delegate_twice({}, { locale }) }];
    }
    return contactId || userId || labelFr?.trim() || labelEn?.trim()
      ? []
      : [{ pointer: `/delegates/${index}/labelFr`, message: (locale) => m.mission_delegate_empty({}, { locale }) }];
  });
}

function checkItinerary({ itinerary = [], startsOn, endsOn }: CheckedMission): FieldError[] {
  return itinerary.flatMap((item, index): FieldError[] => {
    const at = `/itinerary/${index}`;
    const errors = checkDatesExist(item, ['startsOn', 'endsOn'], at);
    if (!item.placeId && !item.purposeFr?.trim() && !item.purposeEn?.trim() && !item.interactionId) {
      errors.push({ pointer: `${at}/placeId`, message: (locale) => m.mission_stop_empty({}, { locale }) });
    }
    errors.push(...checkDateOrder(item, ['startsOn', 'endsOn'], (locale) => m.mission_stop_ends_before_start({}, { locale }), at));
    if (isBefore(item.startsOn, startsOn) || isBefore(endsOn, item.startsOn)) {
      errors.push({ pointer: `${at}/startsOn`, message: (locale) => m.mission_stop_outside({}, { locale }) });
    } else if (isBefore(endsOn, item.endsOn)) {
      errors.push({ pointer: `${at}/endsOn`, message: (locale) => m.mission_stop_outside({}, { locale }) });
    }
    return errors;
  });
}

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
