import type { FieldError } from '../http/problem.ts';
import { m } from '../../generated/paraglide/messages.js';
import { checkDateOrder, checkDatesExist } from '../http/date-checks.rules.ts';
import { isBefore } from '../text/date-order.rules.ts';

type Membership = {
  organizationId: string;
  status: string;
  since: string | null;
  until: string | null;
  renewalOn: string | null;
};
type Holder = { contactId: string | null; userId: string | null };
type Mandate = Holder & { holderName: string | null; validFrom: string | null; validTo: string | null };
type Session = { startsOn: string | null; endsOn: string | null; attendances: Holder[] };

export type CheckedForum = {
  memberships?: Membership[] | undefined;
  mandates?: Mandate[] | undefined;
  sessions?: Session[] | undefined;
  reviews?: { year: number }[] | undefined;
};

/** What must hold in a forum, beyond each field's own shape. */
export function checkForum(forum: CheckedForum): FieldError[] {
  return [
    ...checkMemberships(forum.memberships ?? []),
    ...checkMandates(forum.mandates ?? []),
    ...checkSessions(forum.sessions ?? []),
    ...checkReviews(forum.reviews ?? []),
  ];
}

function checkMemberships(memberships: Membership[]): FieldError[] {
  return memberships.flatMap((membership, index): FieldError[] => {
    const at = `/memberships/${index}`;
    const errors = checkDatesExist(membership, ['since', 'until', 'renewalOn'], at);
    errors.push(...checkDateOrder(membership, ['since', 'until'], (locale) => m.membership_ends_before_start({}, { locale }), at));
    if (isBefore(membership.renewalOn, membership.since)) {
      errors.push({ pointer: `${at}/renewalOn`, message: (locale) => m.membership_renewal_before_start({}, { locale }) });
    } else if (isBefore(membership.until, membership.renewalOn)) {
      errors.push({ pointer: `${at}/renewalOn`, message: (locale) => m.membership_renewal_after_end({}, { locale }) });
    }
    if (memberships.findIndex(({ organizationId }) => organizationId === membership.organizationId) !== index) {
      errors.push({ pointer: `${at}/organizationId`, message: (locale) => m.membership_twice({}, { locale }) });
    }
    return errors;
  });
}

function checkMandates(mandates: Mandate[]): FieldError[] {
  return mandates.flatMap((mandate, index): FieldError[] => {
    const at = `/mandates/${index}`;
    const errors = checkDatesExist(mandate, ['validFrom', 'validTo'], at);
    errors.push(...checkDateOrder(mandate, ['validFrom', 'validTo'], (locale) => m.mandate_ends_before_start({}, { locale }), at));
    const holders = [mandate.contactId, mandate.userId, mandate.holderName?.trim()].filter(Boolean);
    if (holders.length === 0) {
      errors.push({ pointer: `${at}/holderName`, message: (locale) => m.mandate_needs_holder({}, { locale }) });
    } else if (mandate.contactId && mandate.userId) {
      errors.push({ pointer: `${at}/contactId`, message: (locale) => m.mandate_one_holder({}, { locale }) });
    }
    return errors;
  });
}

function checkSessions(sessions: Session[]): FieldError[] {
  return sessions.flatMap((session, index): FieldError[] => {
    const at = `/sessions/${index}`;
    return [
      ...checkDatesExist(session, ['startsOn', 'endsOn'], at),
      ...checkDateOrder(session, ['startsOn', 'endsOn'], (locale) => m.forum_session_ends_before_start({}, { locale }), at),
      ...session.attendances.flatMap(({ contactId, userId }, place): FieldError[] =>
        Boolean(contactId) === Boolean(userId)
          ? [{ pointer: `${at}/attendances/${place}/contactId`, message: (locale) => m.forum_attendance_one_person({}, { locale }) }]
          : [],
      ),
    ];
  });
}

function checkReviews(reviews: { year: number }[]): FieldError[] {
  return reviews.flatMap(({ year }, index): FieldError[] =>
    reviews.findIndex((review) => review.year === year) === index
      ? []
      : [{ pointer: `/reviews/${index}/year`, message: (locale) => m.forum_review_twice({}, { locale }) }],
  );
}
