import type { FieldError } from '../http/problem.ts';
import { m } from '../../generated/paraglide/messages.js';
import { checkDateOrder, checkDatesExist } from '../http/date-checks.rules.ts';
import { isBefore, lastDay } from '../text/date-order.rules.ts';

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
