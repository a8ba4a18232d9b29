import type { Body } from '#lib/api.ts';
import { chosen, chosenPerson } from '#lib/choices/choices.ts';
import { chosenHolder, holderOf } from '#lib/choices/people.ts';
import { formatDate, inLocale, locale } from '#lib/i18n.ts';
import { readCents, typedCents } from '#lib/money.ts';
import { Problem, type FieldProblem } from '#lib/problem.ts';
import type { Option } from '#lib/ui/option.ts';
import { reportDueAfter } from '#server/missions/mission.report.rules.ts';
import { m } from '#paraglide/messages.js';
import type { Mission } from './missions.ts';

export type MissionValues = ReturnType<typeof missionValues>;
export type ObjectiveValues = MissionValues['objectives'][number];
export type DelegateValues = MissionValues['delegates'][number];
export type StopValues = MissionValues['itinerary'][number];
export type BudgetValues = MissionValues['budget'][number];

export const blankObjective = () => ({
  commitment: null as Option | null,
  textFr: '',
  textEn: '',
  result: null as Mission['objectives'][number]['result'],
  resultFr: '',
  resultEn: '',
});
export const blankDelegate = () => ({
  person: null as Option | null,
  role: 'advisor' as Mission['delegates'][number]['role'],
  labelFr: '',
  labelEn: '',
});
export const blankStop = () => ({
  place: null as Option | null,
  startsOn: null as string | null,
  endsOn: null as string | null,
  purposeFr: '',
  purposeEn: '',
  interaction: null as Option | null,
});
export const blankBudgetLine = () => ({
  category: 'transport' as Mission['budget'][number]['category'],
  labelFr: '',
  labelEn: '',
  planned: '',
  actual: '',
});

/** What the form holds: text for text, choices for references, amounts as they are typed. */
export function missionValues(one?: Mission) {
  return {
    direction: one?.direction ?? ('outgoing' as Mission['direction']),
    status: one?.status ?? ('planned' as Mission['status']),
    titleFr: one?.titleFr ?? '',
    titleEn: one?.titleEn ?? '',
    startsOn: one?.startsOn ?? null,
    endsOn: one?.endsOn ?? null,
    lead: chosenPerson(one?.lead),
    organizations: (one?.organizations ?? []).map((organization): Option => ({ id: organization.id, label: inLocale(organization, 'name') })),
    objectives: (one?.objectives ?? []).map(({ policyNode, textFr, textEn, result, resultFr, resultEn }) => ({
      commitment: (policyNode ? { id: policyNode.id, label: inLocale(policyNode, 'title') } : null) as Option | null,
      textFr: textFr ?? '',
      textEn: textEn ?? '',
      result,
      resultFr: resultFr ?? '',
      resultEn: resultEn ?? '',
    })),
    delegates: (one?.delegates ?? []).map((delegate) => ({
      person: chosenHolder(delegate),
      role: delegate.role,
      labelFr: delegate.labelFr ?? '',
      labelEn: delegate.labelEn ?? '',
    })),
    itinerary: (one?.itinerary ?? []).map((stop) => ({
      place: chosen(stop.place),
      startsOn: stop.startsOn,
      endsOn: stop.endsOn,
      purposeFr: stop.purposeFr ?? '',
      purposeEn: stop.purposeEn ?? '',
      interaction: (stop.interactionId
        ? { id: stop.interactionId, label: stop.interaction?.subject ?? m.mission_interaction_not_shown() }
        : null) as Option | null,
    })),
    budget: (one?.budget ?? []).map((line) => ({
      category: line.category,
      labelFr: line.labelFr ?? '',
      labelEn: line.labelEn ?? '',
      planned: typedCents(line.plannedCents, locale()),
      actual: typedCents(line.actualCents, locale()),
    })),
    maximumExpense: typedCents(one?.maximumExpenseCents ?? null, locale()),
    currency: one?.currency ?? 'CAD',
    approvalStatus: one?.approvalStatus ?? (null as Mission['approvalStatus']),
    approvedOn: one?.approvedOn ?? null,
    ministryCoordination: one?.ministryCoordination ?? ('none' as Mission['ministryCoordination']),
    ministryNote: one?.ministryNote ?? '',
    federalCoordination: one?.federalCoordination ?? ('none' as Mission['federalCoordination']),
    federalNote: one?.federalNote ?? '',
    // The rule's own day stays unsaid, so that it goes on following the return.
    reportDueOn: one && one.reportDueOn !== reportDueAfter(one) ? one.reportDueOn : null,
    reportPublishedOn: one?.reportPublishedOn ?? null,
    purposeFr: one?.purposeFr ?? '',
    purposeEn: one?.purposeEn ?? '',
    sensitivity: one?.sensitivity ?? ('internal' as Mission['sensitivity']),
  };
}

const orNull = (text: string) => text.trim() || null;
const idOf = (option: Option | null) => option?.id ?? null;

/** The form as the API takes it. Throws a Problem that names the amounts that cannot be read. */
export function missionBody(values: MissionValues): Body<'POST /api/missions'> {
  const unreadable: FieldProblem[] = [];
  const cents = (typed: string, pointer: string): number | null => {
    const read = readCents(typed);
    if (read === undefined) unreadable.push({ pointer, message: m.money_unreadable() });
    return read ?? null;
  };
  const body = {
    direction: values.direction,
    status: values.status,
    titleFr: values.titleFr.trim(),
    titleEn: orNull(values.titleEn),
    startsOn: values.startsOn,
    endsOn: values.endsOn,
    leadId: idOf(values.lead),
    organizationIds: values.organizations.map(({ id }) => id),
    objectives: values.objectives.map((objective) => ({
      policyNodeId: idOf(objective.commitment),
      textFr: orNull(objective.textFr),
      textEn: orNull(objective.textEn),
      result: objective.result,
      resultFr: orNull(objective.resultFr),
      resultEn: orNull(objective.resultEn),
    })),
    delegates: values.delegates.map(({ person, role, labelFr, labelEn }) => ({
      ...holderOf(person),
      role,
      labelFr: orNull(labelFr),
      labelEn: orNull(labelEn),
    })),
    itinerary: values.itinerary.map((stop) => ({
      placeId: idOf(stop.place),
      startsOn: stop.startsOn,
      endsOn: stop.endsOn,
      purposeFr: orNull(stop.purposeFr),
      purposeEn: orNull(stop.purposeEn),
      interactionId: idOf(stop.interaction),
    })),
    budget: values.budget.map((line, index) => ({
      category: line.category,
      labelFr: orNull(line.labelFr),
      labelEn: orNull(line.labelEn),
      plannedCents: cents(line.planned, `/budget/${index}/plannedCents`),
      actualCents: cents(line.actual, `/budget/${index}/actualCents`),
    })),
    maximumExpenseCents: cents(values.maximumExpense, '/maximumExpenseCents'),
    currency: values.currency,
    approvalStatus: values.approvalStatus,
    approvedOn: values.approvedOn,
    ministryCoordination: values.ministryCoordination,
    ministryNote: orNull(values.ministryNote),
    federalCoordination: values.federalCoordination,
    federalNote: orNull(values.federalNote),
    reportDueOn: values.reportDueOn,
    reportPublishedOn: values.reportPublishedOn,
    purposeFr: orNull(values.purposeFr),
    purposeEn: orNull(values.purposeEn),
    sensitivity: values.sensitivity,
  };
  if (unreadable.length > 0) {
    const detail = [...new Set(unreadable.map(({ message }) => message))].join(' ');
    throw new Problem({ status: 422, title: m.problem_invalid(), detail, errors: unreadable });
  }
  return body;
}

/** The day that the rule gives, in words, for the hint under the field; empty while it is not known. */
export function ruleDueOn(values: Pick<MissionValues, 'direction' | 'endsOn'>): string {
  const day = reportDueAfter(values);
  return day ? formatDate(day) : '';
}
