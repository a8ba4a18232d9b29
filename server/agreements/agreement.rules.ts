import type { FieldError } from '../http/problem.ts';
import { m } from '../../generated/paraglide/messages.js';
import { checkDateOrder, checkDatesExist, firstDay, isBefore, isOver, lastDay } from '../text/date-order.rules.ts';
import { daysBetween } from '../text/format.rules.ts';

type AuthorizationLike = {
  regime: string;
  status: string;
  requestedOn?: string | null;
  grantedOn?: string | null;
  noteFr: string | null;
  noteEn: string | null;
};
type Stage = { state: string; reachedOn: string | null };
type Dates = {
  signedOn?: string | null | undefined;
  effectiveFrom?: string | null | undefined;
  expiresOn?: string | null | undefined;
  noticeOn?: string | null | undefined;
  renewalOn?: string | null | undefined;
};

export type CheckedAgreement = Dates & {
  state: string;
  parties?: { organizationId: string }[] | undefined;
  authorizations: AuthorizationLike[];
  stages?: Stage[] | undefined;
};

// ── The authorization question ──

/**
 * Where the authorization question stands. A city may not sign with a foreign government or an international
 * organization (M-25.1.1, s. 23), nor with the federal level (M-30, s. 3.11), without being authorized; so the office
 * answers the question for every agreement, even when the answer is that none is required.
 */
export type AuthorizationAnswer = 'none' | 'open' | 'refused' | 'reason_missing' | 'granted' | 'not_required';

/** One authorization's own answer. */
function answerOf({ status, noteFr, noteEn }: AuthorizationLike): AuthorizationAnswer {
  if (status === 'granted') return 'granted';
  if (status === 'refused') return 'refused';
  if (status !== 'not_required') return 'open';
  return noteFr?.trim() || noteEn?.trim() ? 'not_required' : 'reason_missing';
}

/** The answer to the whole question: the least settled of its parts; granted before not required when all are settled. */
export function authorizationAnswer(authorizations: readonly AuthorizationLike[]): AuthorizationAnswer {
  const answers = authorizations.map(answerOf);
  const order = ['refused', 'open', 'reason_missing', 'granted', 'not_required'] as const;
  return order.find((answer) => answers.includes(answer)) ?? 'none';
}

/** True when nothing stands in the way of signing. */
export function isAuthorizationAnswered(authorizations: readonly AuthorizationLike[]): boolean {
  const answer = authorizationAnswer(authorizations);
  return answer === 'granted' || answer === 'not_required';
}

const binding = ['signed', 'in_force'];

// ── What must hold ──

/**
 * What must hold in an agreement on the day `today`. `before` is the record as stored: what the office found already
 * signed when it began its records may lack its authorization, but nothing is marked signed, and no answer is taken
 * back, from here on.
 */
export function checkAgreement(agreement: CheckedAgreement, before: CheckedAgreement | null, today: string): FieldError[] {
  const dates = ['signedOn', 'effectiveFrom', 'expiresOn', 'noticeOn', 'renewalOn'] as const;
  return [
    ...checkDatesExist(agreement, dates),
    ...checkOrder(agreement),
    ...checkSigning(agreement, before, today),
    ...checkParties(agreement.parties ?? []),
    ...checkAuthorizations(agreement.authorizations),
    ...(agreement.stages ?? []).flatMap((stage, index) => checkDatesExist(stage, ['reachedOn'], `/stages/${index}`)),
  ];
}

function checkOrder(agreement: Dates): FieldError[] {
  return [
    ...checkDateOrder(agreement, ['signedOn', 'expiresOn'], (locale) => m.agreement_expires_before_signing({}, { locale })),
    ...(isBefore(agreement.expiresOn, agreement.signedOn)
      ? []
      : checkDateOrder(agreement, ['effectiveFrom', 'expiresOn'], (locale) => m.agreement_expires_before_start({}, { locale }))),
    ...checkDateOrder(agreement, ['noticeOn', 'renewalOn'], (locale) => m.agreement_renewal_before_notice({}, { locale })),
    ...(isBefore(agreement.expiresOn, agreement.noticeOn)
      ? [{ pointer: '/noticeOn', message: (locale: 'fr' | 'en') => m.agreement_notice_after_expiry({}, { locale }) }]
      : []),
  ];
}

function checkSigning(agreement: CheckedAgreement, before: CheckedAgreement | null, today: string): FieldError[] {
  if (!binding.includes(agreement.state)) return [];
  const errors: FieldError[] = [];
  const isMarked = !before || !binding.includes(before.state);
  const answer = authorizationAnswer(agreement.authorizations);
  if (answer !== 'granted' && answer !== 'not_required') {
    if (isMarked) {
      errors.push({ pointer: '/state', message: unansweredWords[answer] });
      if (answer === 'reason_missing') {
        const index = agreement.authorizations.findIndex((one) => answerOf(one) === 'reason_missing');
        errors.push({ pointer: `/authorizations/${index}/noteFr`, message: (locale) => m.authorization_reason_required({}, { locale }) });
      }
    } else if (isAuthorizationAnswered(before.authorizations)) {
      errors.push({ pointer: '/authorizations', message: (locale) => m.authorization_answer_taken_back({}, { locale }) });
    }
  }
  if (!agreement.signedOn && (isMarked || before.signedOn)) {
    errors.push({ pointer: '/signedOn', message: (locale) => m.agreement_signing_date_required({}, { locale }) });
  }
  if (agreement.signedOn && firstDay(agreement.signedOn) > today) {
    errors.push({ pointer: '/signedOn', message: (locale) => m.agreement_signed_in_future({}, { locale }) });
  }
  return errors;
}

const unansweredWords = {
  none: (locale: 'fr' | 'en') => m.authorization_unanswered({}, { locale }),
  open: (locale: 'fr' | 'en') => m.authorization_unanswered({}, { locale }),
  refused: (locale: 'fr' | 'en') => m.authorization_was_refused({}, { locale }),
  reason_missing: (locale: 'fr' | 'en') => m.authorization_unanswered({}, { locale }),
};

function checkParties(parties: { organizationId: string }[]): FieldError[] {
  return parties.flatMap(({ organizationId }, index) =>
    parties.findIndex((party) => party.organizationId === organizationId) === index
      ? []
      : [{ pointer: `/parties/${index}/organizationId`, message: (locale) => m.agreement_party_twice({}, { locale }) }],
  );
}

function checkAuthorizations(authorizations: AuthorizationLike[]): FieldError[] {
  return authorizations.flatMap((authorization, index) => {
    const at = `/authorizations/${index}`;
    return [
      ...checkDatesExist(authorization, ['requestedOn', 'grantedOn'], at),
      ...checkDateOrder(authorization, ['requestedOn', 'grantedOn'], (locale) => m.authorization_granted_before_request({}, { locale }), at),
    ];
  });
}

// ── The lifecycle ──

/** The states in the order of a life without accident; the others are ways in which it ends. */
export const lifeline = ['idea', 'negotiation', 'authorization', 'signed', 'in_force'] as const;
export const endings = ['expired', 'dormant', 'terminated'] as const;

/** The day on which a state was reached, as the record itself says it, or else the day of the change. */
export function reachedOn(state: string, dates: Dates, today: string): string {
  if (state === 'signed') return dates.signedOn ?? today;
  if (state === 'in_force') return dates.effectiveFrom ?? dates.signedOn ?? today;
  if (state === 'expired') return dates.expiresOn ?? today;
  return today;
}

/**
 * The stages after a change. A new state is added with its day; a stage whose day came from a date of the record
 * follows that date when it is corrected; stages that the request names are taken as they are, and completed with the
 * new state when they do not add it themselves.
 */
export function stagesAfter(
  before: (Dates & { state: string; stages: readonly Stage[] }) | null,
  after: Dates & { state: string },
  named: readonly Stage[] | undefined,
  today: string,
): Stage[] {
  const kept = named ?? (before ? followDates(before.stages, before, after) : []);
  const isNew = before?.state !== after.state;
  const countIn = (stages: readonly Stage[]) => stages.filter(({ state }) => state === after.state).length;
  const isAdded = countIn(kept) > countIn(before?.stages ?? []);
  return isNew && !isAdded ? [...kept, { state: after.state, reachedOn: reachedOn(after.state, after, today) }] : [...kept];
}

const dateOfState = { signed: 'signedOn', in_force: 'effectiveFrom', expired: 'expiresOn' } as const;

function followDates(stages: readonly Stage[], before: Dates, after: Dates): Stage[] {
  return stages.map((stage) => {
    const field = dateOfState[stage.state as keyof typeof dateOfState];
    const corrected = field ? after[field] : undefined;
    return corrected && stage.reachedOn === before[field] ? { ...stage, reachedOn: corrected } : stage;
  });
}

// ── What is coming ──

export type Deadline = { kind: 'notice' | 'renewal' | 'expiry'; on: string; days: number; isPast: boolean };

/**
 * The days that still matter in an agreement that is signed or in force, soonest first; `days` to the last day that a
 * partial date may be, negative once it is past.
 */
export function deadlines(agreement: Dates & { state: string }, today: string): Deadline[] {
  if (!binding.includes(agreement.state)) return [];
  const dated = [
    { kind: 'notice', on: agreement.noticeOn },
    { kind: 'renewal', on: agreement.renewalOn },
    { kind: 'expiry', on: agreement.expiresOn },
  ] as const;
  return dated
    .flatMap(({ kind, on }) => (on ? [{ kind, on, days: daysBetween(today, lastDay(on)), isPast: isOver(on, today) }] : []))
    .sort((a, b) => a.days - b.days);
}

/** Stages in the order in which they were reached; on the same day, in the order of a life. */
export function inOrder<S extends Stage>(stages: readonly S[]): S[] {
  const order: readonly string[] = [...lifeline, ...endings];
  const day = ({ reachedOn: on }: Stage) => (on ? firstDay(on) : '');
  return [...stages].sort((a, b) => day(a).localeCompare(day(b)) || order.indexOf(a.state) - order.indexOf(b.state));
}
