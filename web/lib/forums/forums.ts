import type { Answer } from '#lib/api.ts';
import { inLocale } from '#lib/i18n.ts';
import * as labels from '#lib/labels.ts';
import { loadOrganizations } from '#lib/choices/choices.ts';
import type { ListingWords } from '#lib/listing/listing.ts';
import { m } from '#paraglide/messages.js';

export type Forum = Answer<'GET /api/forums/:id'>;
export type ForumItem = Answer<'GET /api/forums'>['items'][number];
export type Tone = 'going' | 'waiting' | 'done' | 'late';

/** The filters of the list, in the order in which one asks: are we in, what is it, is it alive, for what. */
export const forumFilters: ListingWords = {
  facets: {
    membership: { title: m.forum_our_membership, words: { ...labels.membershipStatuses, none: m.filter_not_member }, isScale: true },
    kind: { title: m.forum_kind, words: labels.forumKinds, isScale: true },
    status: { title: m.forum_status, words: labels.forumStatuses, isScale: true },
    target: { title: m.organization_filter_target, words: labels.targetDecisions, isScale: true },
    priority: { title: m.forum_filter_priority, words: labels.priorities, isScale: true },
    commitment: { title: m.forum_filter_commitment },
  },
  others: {
    q: { title: m.list_words },
    targetOf: { title: m.filter_target_of },
    member: { title: m.forum_member },
    region: { title: m.filter_member_region },
    place: { title: m.filter_member_place },
    within: { title: m.filter_member_within },
  },
  pickers: [{ param: 'member', load: loadOrganizations }],
  sorts: [
    { value: 'name', title: m.sort_name },
    { value: 'renewalOn', title: m.sort_renewal },
    { value: '-updatedAt', title: m.sort_updated },
  ],
};

/** The sign of our membership: we take part, it is to be settled, or it is over. */
export function membershipTone(status: keyof typeof labels.membershipStatuses): Tone {
  if (status === 'member' || status === 'listed' || status === 'participates') return 'going';
  return status === 'to_confirm' || status === 'not_confirmed' ? 'waiting' : 'done';
}

/** The acronym in the page's language, or the other one; null when there is none, or when it is the name. */
export function acronymOf(forum: { nameFr: string; nameEn: string | null; acronymFr: string | null; acronymEn: string | null }): string | null {
  const acronym = inLocale(forum, 'acronym');
  return acronym && acronym !== inLocale(forum, 'name') ? acronym : null;
}

/** Who holds a mandate or was there, by name; the neutral word for a person that may not be named. */
export function holderName(line: { contact: { name: string } | null; user: { name: string } | null; contactId: string | null; holderName?: string | null }): string {
  return line.contact?.name ?? line.user?.name ?? line.holderName ?? (line.contactId ? m.people_not_shown() : '');
}
