import { m } from '../../generated/paraglide/messages.js';
import { checkDateOrder, checkDatesExist } from '../http/date-checks.rules.ts';
import type { FieldError } from '../http/problem.ts';
import { firstDay, isBefore } from '../text/date-order.rules.ts';
import { answerOf, authorizationAnswer, isAuthorizationAnswered, type AuthorizationLike } from './agreement.authorization.rules.ts';
import { binding, type Dates, type Stage } from './agreement.lifecycle.rules.ts';

export type CheckedAgreement = Dates & {
  state: string;
  parties?: { organizationId: string }[] | undefined;
  authorizations: AuthorizationLike[];
  stages?: Stage[] | undefined;
};

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
