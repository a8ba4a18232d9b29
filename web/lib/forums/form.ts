import type { Body } from '#lib/api.ts';
import { chosen } from '#lib/choices/choices.ts';
import { chosenHolder, holderOf } from '#lib/choices/people.ts';
import { inLocale, locale } from '#lib/i18n.ts';
import { readCents, typedCents } from '#lib/money.ts';
import { Problem, type FieldProblem } from '#lib/problem.ts';
import type { Option } from '#lib/ui/option.ts';
import { m } from '#paraglide/messages.js';
import type { Forum } from './forums.ts';

export type ForumValues = ReturnType<typeof forumValues>;
export type MembershipValues = ForumValues['memberships'][number];
export type MandateValues = ForumValues['mandates'][number];
export type SessionValues = ForumValues['sessions'][number];
export type ReviewValues = ForumValues['reviews'][number];
type Membership = Forum['memberships'][number];
type Role = Forum['mandates'][number]['role'];

export const blankMembership = () => ({
  organization: null as Option | null,
  status: 'member' as Membership['status'],
  since: null as string | null,
  until: null as string | null,
  fee: '',
  currency: 'CAD',
  renewalOn: null as string | null,
  note: '',
});
export const blankMandate = () => ({
  person: null as Option | null,
  holderName: '',
  role: 'representative' as Role,
  bodyFr: '',
  bodyEn: '',
  validFrom: null as string | null,
  validTo: null as string | null,
});
export const blankSession = () => ({
  id: null as string | null,
  titleFr: '',
  titleEn: '',
  startsOn: null as string | null,
  endsOn: null as string | null,
  place: null as Option | null,
  noteFr: '',
  noteEn: '',
  people: [] as Option[],
});
export const blankReview = (year: number) => ({ year: String(year), value: null as string | null, narrativeFr: '', narrativeEn: '' });

function membershipValues(one: Membership): ReturnType<typeof blankMembership> {
  return {
    organization: chosen(one.organization),
    status: one.status,
    since: one.since,
    until: one.until,
    fee: typedCents(one.feeCents, locale()),
    currency: one.currency,
    renewalOn: one.renewalOn,
    note: one.note ?? '',
  };
}

/** What the form holds. Our own membership stands apart: it is what one comes to write. */
export function forumValues(one?: Forum, ours: Option | null = null) {
  const own = one?.memberships.find(({ organization }) => organization.isOurs);
  return {
    kind: one?.kind ?? ('network' as Forum['kind']),
    nameFr: one?.nameFr ?? '',
    nameEn: one?.nameEn ?? '',
    acronymFr: one?.acronymFr ?? '',
    acronymEn: one?.acronymEn ?? '',
    status: one?.status ?? ('active' as Forum['status']),
    website: one?.website ?? '',
    organization: chosen(one?.organization),
    isGeneric: one?.isGeneric ?? false,
    commitments: (one?.commitments ?? []).map((node): Option => ({ id: node.id, label: inLocale(node, 'title') })),
    hasOurs: Boolean(own),
    ours: own ? membershipValues(own) : { ...blankMembership(), organization: ours },
    memberships: (one?.memberships ?? []).filter((membership) => membership !== own).map(membershipValues),
    mandates: (one?.mandates ?? []).map((mandate) => ({
      person: chosenHolder(mandate),
      holderName: mandate.holderName ?? '',
      role: mandate.role,
      bodyFr: mandate.bodyFr ?? '',
      bodyEn: mandate.bodyEn ?? '',
      validFrom: mandate.validFrom,
      validTo: mandate.validTo,
    })),
    sessions: (one?.sessions ?? []).map((session) => ({
      id: session.id as string | null,
      titleFr: session.titleFr,
      titleEn: session.titleEn ?? '',
      startsOn: session.startsOn,
      endsOn: session.endsOn,
      place: chosen(session.place),
      noteFr: session.noteFr ?? '',
      noteEn: session.noteEn ?? '',
      people: session.attendances.flatMap((attendance) => chosenHolder(attendance) ?? []),
    })),
    reviews: (one?.reviews ?? []).toReversed().map((review) => ({
      year: String(review.year),
      value: review.value === null ? null : String(review.value),
      narrativeFr: review.narrativeFr ?? '',
      narrativeEn: review.narrativeEn ?? '',
    })),
    descriptionFr: one?.descriptionFr ?? '',
    descriptionEn: one?.descriptionEn ?? '',
  };
}

const orNull = (text: string) => text.trim() || null;
const idOf = (option: Option | null) => option?.id ?? null;

/** The form as the API takes it. Throws a Problem that names the amounts and years that cannot be read. */
export function forumBody(values: ForumValues, stored?: Forum): Body<'POST /api/forums'> {
  const unreadable: FieldProblem[] = [];
  const memberships = [...(values.hasOurs && values.ours.organization ? [values.ours] : []), ...values.memberships];
  const roles = new Map(
    (stored?.sessions ?? []).flatMap(({ id, attendances }) => attendances.map((one) => [`${id} ${one.userId ?? one.contactId}`, one.role] as const)),
  );
  const body = {
    kind: values.kind,
    nameFr: values.nameFr.trim(),
    nameEn: orNull(values.nameEn),
    acronymFr: orNull(values.acronymFr),
    acronymEn: orNull(values.acronymEn),
    status: values.status,
    website: orNull(values.website),
    organizationId: idOf(values.organization),
    isGeneric: values.isGeneric,
    commitmentIds: values.commitments.map(({ id }) => id),
    memberships: memberships.map(({ organization, fee, note, ...membership }, index) => {
      const feeCents = readCents(fee);
      if (feeCents === undefined) unreadable.push({ pointer: `/memberships/${index}/feeCents`, message: m.money_unreadable() });
      return { ...membership, organizationId: idOf(organization) ?? '', feeCents: feeCents ?? null, note: orNull(note) };
    }),
    mandates: values.mandates.map(({ person, holderName, bodyFr, bodyEn, ...mandate }) => ({
      ...mandate,
      ...holderOf(person),
      holderName: person ? null : orNull(holderName),
      bodyFr: orNull(bodyFr),
      bodyEn: orNull(bodyEn),
    })),
    sessions: values.sessions.map(({ id, place, people, titleFr, titleEn, noteFr, noteEn, ...session }) => ({
      ...session,
      ...(id ? { id } : {}),
      titleFr: titleFr.trim(),
      titleEn: orNull(titleEn),
      placeId: idOf(place),
      noteFr: orNull(noteFr),
      noteEn: orNull(noteEn),
      attendances: people.map((person) => {
        const holder = holderOf(person);
        return { ...holder, role: roles.get(`${id} ${holder.userId ?? holder.contactId}`) ?? null };
      }),
    })),
    reviews: values.reviews.map(({ year, value, narrativeFr, narrativeEn }, index) => {
      if (!/^\d{4}$/.test(year.trim())) unreadable.push({ pointer: `/reviews/${index}/year`, message: m.forum_review_year_unreadable() });
      return {
        year: Number(year),
        value: value === null ? null : Number(value),
        narrativeFr: orNull(narrativeFr),
        narrativeEn: orNull(narrativeEn),
      };
    }),
    descriptionFr: orNull(values.descriptionFr),
    descriptionEn: orNull(values.descriptionEn),
  };
  if (unreadable.length > 0) {
    const detail = [...new Set(unreadable.map(({ message }) => message))].join(' ');
    throw new Problem({ status: 422, title: m.problem_invalid(), detail, errors: unreadable });
  }
  return body;
}
