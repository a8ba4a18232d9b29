import type { Answer } from '#lib/api.ts';
import { formatDate, formatRelative, inLocale } from '#lib/i18n.ts';
import * as labels from '#lib/labels.ts';
import { loadOrganizations } from '#lib/choices/choices.ts';
import { personWords, type ListingWords } from '#lib/listing/listing.ts';
import { authorizationAnswer, type AuthorizationAnswer } from '#server/agreements/agreement.authorization.rules.ts';
import type { Deadline } from '#server/agreements/agreement.lifecycle.rules.ts';
import { m } from '#paraglide/messages.js';

export type Agreement = Answer<'GET /api/agreements/:id'>;
export type AgreementItem = Answer<'GET /api/agreements'>['items'][number];
export type Tone = 'going' | 'waiting' | 'done' | 'late';

const authorizationWords = { unanswered: m.authorization_filter_unanswered, answered: m.authorization_filter_answered };

/** The filters of the list, in the order in which one asks. */
export const agreementFilters: ListingWords = {
  facets: {
    state: { title: m.agreement_state, words: labels.agreementStates, isScale: true },
    authorization: { title: m.authorization_question, words: authorizationWords, isScale: true },
    kind: { title: m.agreement_kind, words: labels.agreementKinds },
    region: { title: m.agreement_filter_region },
    priority: { title: m.agreement_filter_priority, words: labels.priorities, isScale: true },
    commitment: { title: m.agreement_filter_commitment },
    target: { title: m.organization_filter_target, words: labels.targetDecisions, isScale: true },
    owner: { title: m.agreement_owner, words: personWords },
    country: { title: m.filter_country },
  },
  others: {
    targetOf: { title: m.filter_target_of },
    signedBefore: { title: m.filter_signed_before },
    signedAfter: { title: m.filter_signed_after },
    at: { title: m.organization_place },
    q: { title: m.list_words },
    organization: { title: m.agreement_partner },
    within: { title: m.filter_within },
    place: { title: m.organization_place },
    network: { title: m.filter_network_of },
    renewalBefore: { title: m.agreement_filter_renewal_before },
    renewalAfter: { title: m.interaction_from },
  },
  days: [{ title: m.filter_renew_within, quick: { param: 'renewalBefore', values: ['3m', '6m', '12m'] }, from: 'renewalAfter', to: 'renewalBefore' }],
  pickers: [{ param: 'within', load: loadOrganizations }],
  sorts: [
    { value: 'name', title: m.sort_name },
    { value: 'renewalOn', title: m.sort_renewal },
    { value: '-signedOn', title: m.sort_signed },
    { value: '-updatedAt', title: m.sort_updated },
  ],
};

/** The sign of a state: in force goes on, expired and terminated are over, the rest waits. */
export function stateTone(state: Agreement['state']): Tone {
  if (state === 'in_force' || state === 'signed') return 'going';
  return state === 'expired' || state === 'terminated' ? 'done' : 'waiting';
}

/** The parties other than the city, by name. */
export const partnersOf = (parties: readonly { nameFr: string; nameEn: string | null; isOurs: boolean }[]): string[] =>
  parties.filter(({ isOurs }) => !isOurs).map((party) => inLocale(party, 'name'));

/** « préavis dans 12 jours », « échéance passée depuis 3 jours ». */
export function deadlineInWords({ kind, on, days, isPast }: Deadline): string {
  const what = { notice: m.agreement_deadline_notice, renewal: m.agreement_deadline_renewal, expiry: m.agreement_deadline_expiry }[kind]();
  if (isPast) return m.agreement_deadline_past({ what, count: -days });
  if (on.length < 10) return m.agreement_deadline_partial({ what, date: formatDate(on) });
  if (days > 90) return m.agreement_deadline_later({ what, when: formatRelative(on) });
  return days === 0 ? m.agreement_deadline_today({ what }) : m.agreement_deadline_in({ what, count: days });
}

const answers: Record<AuthorizationAnswer, { title: () => string; todo: () => string }> = {
  none: { title: m.authorization_answer_none, todo: m.authorization_todo_none },
  open: { title: m.authorization_answer_open, todo: m.authorization_todo_open },
  refused: { title: m.authorization_answer_refused, todo: m.authorization_todo_refused },
  reason_missing: { title: m.authorization_answer_reason_missing, todo: m.authorization_todo_reason_missing },
  granted: { title: m.authorization_answer_granted, todo: m.authorization_todo_granted },
  not_required: { title: m.authorization_answer_not_required, todo: m.authorization_todo_not_required },
};

/** The authorization question of an agreement in words: the answer, and what to do next. */
export function authorizationInWords(agreement: Agreement): { isAnswered: boolean; isLate: boolean; title: string; todo: string } {
  const answer = authorizationAnswer(agreement.authorizations);
  const isAnswered = answer === 'granted' || answer === 'not_required';
  const isBinding = agreement.state === 'signed' || agreement.state === 'in_force';
  const { title, todo } = answers[answer];
  return {
    isAnswered,
    isLate: answer === 'refused' || (isBinding && !isAnswered),
    title: title(),
    todo: isBinding && !isAnswered ? m.authorization_todo_signed() : todo(),
  };
}
