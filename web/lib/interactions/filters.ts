import { loadOrganizations, loadPlaces } from '#lib/choices/choices.ts';
import { interactionKinds, interactionStatuses, organizationKinds, priorities, sensitivities, targetDecisions } from '#lib/labels.ts';
import { personWords, type ListingWords } from '#lib/listing/listing.ts';
import { m } from '#paraglide/messages.js';

/** The filters of interactions in words: those with counts beside the list, and those that come by a link. */
export const interactionFilters: ListingWords = {
  facets: {
    status: { title: m.interaction_status, words: interactionStatuses, isScale: true },
    kind: { title: m.interaction_kind, words: interactionKinds },
    priority: { title: m.interaction_priority, words: priorities, isScale: true },
    commitment: { title: m.interaction_commitments },
    sector: { title: m.interaction_sectors },
    region: { title: m.interaction_region },
    target: { title: m.organization_filter_target, words: targetDecisions, isScale: true },
    user: { title: m.interaction_user, words: personWords },
    partnerKind: { title: m.filter_partner_kind, words: organizationKinds },
    country: { title: m.filter_country },
  },
  others: {
    q: { title: m.interaction_words },
    organization: { title: m.interaction_partner },
    contact: { title: m.interaction_contact },
    targetOf: { title: m.filter_target_of },
    place: { title: m.interaction_place },
    at: { title: m.interaction_place },
    within: { title: m.filter_within },
    mission: { title: m.interaction_mission },
    forum: { title: m.filter_with_forum },
    forumSession: { title: m.interaction_forum_session },
    from: { title: m.interaction_from },
    to: { title: m.interaction_to },
    sensitivity: { title: m.interaction_sensitivity, words: sensitivities },
  },
  days: [{ title: m.filter_since, quick: { param: 'from', values: ['-1m', '-3m', '-12m', '-24m'] }, from: 'from', to: 'to' }],
  pickers: [
    { param: 'within', load: loadOrganizations },
    { param: 'place', load: loadPlaces },
  ],
  sorts: [
    { value: '-startsAt', title: m.sort_newest },
    { value: 'startsAt', title: m.sort_oldest },
    { value: '-updatedAt', title: m.sort_updated },
  ],
};
