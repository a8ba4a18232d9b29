import type { Answer } from '#lib/api.ts';
import { dateOf, formatList, formatTime, inLocale } from '#lib/i18n.ts';
import { interactionKinds } from '#lib/labels.ts';
import { m } from '#paraglide/messages.js';
import { dateInZone } from '#server/text/format.rules.ts';

type Item = Answer<'GET /api/interactions'>['items'][number];
type When = { startsAt: string; isAllDay: boolean; timeZone: string };

/** The calendar day of an interaction: where the hour was said when only the day is known, at the office otherwise. */
export const dayOf = (one: When): string => (one.isAllDay ? dateInZone(one.startsAt, one.timeZone) : dateOf(one.startsAt));

/** The hour at the office, or « toute la journée ». */
export const hourOf = (one: When): string => (one.isAllDay ? m.interaction_all_day() : formatTime(one.startsAt));

/** Somebody who took part, under a neutral word where they are not for the reader. */
export const nameOf = ({ name }: { name: string | null }): string => name ?? m.people_not_shown();

/** The partners, or the people met when there is no partner; at most `limit` of them. */
export function partnersOf(one: Pick<Item, 'organizations' | 'people'>, limit = 3): string {
  const names = one.organizations.length > 0 ? one.organizations.map((organization) => inLocale(organization, 'name')) : one.people.filter(({ side }) => side !== 'ours').map(nameOf);
  return names.length > limit ? m.interaction_and_others({ names: names.slice(0, limit).join(', '), count: names.length - limit }) : formatList(names);
}

/** « Visioconférence · 4 participants ». */
export function detailOf(one: Pick<Item, 'kind' | 'location' | 'people'>): string {
  const people = one.people.length > 1 ? m.interaction_participants({ count: one.people.length }) : '';
  return [interactionKinds[one.kind](), one.location, people].filter(Boolean).join(' · ');
}
