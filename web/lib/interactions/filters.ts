import { interactionKinds, interactionStatuses, priorities, sensitivities } from '#lib/labels.ts';
import type { ListingWords } from '#lib/listing/listing.ts';
import { m } from '#paraglide/messages.js';

/** The filters of interactions in words: those with counts beside the list, and those that come by a link. */
export const interactionFilters: ListingWords = {
  facets: {
    status: { title: m.interaction_status, words: interactionStatuses, isScale: true },
    kind: { title: m.interaction_kind, words: interactionKinds },
    priority: { title: m.interaction_priority, words: priorities, isScale: true },
    commitment: { title: m.interaction_commitments },
    region: { title: m.interaction_region },
    user: { title: m.interaction_user },
  },
  others: {
    q: { title: m.interaction_words },
    organization: { title: m.interaction_partner },
    contact: { title: m.interaction_contact },
    place: { title: m.interaction_place },
    sector: { title: m.interaction_sectors },
    mission: { title: m.interaction_mission },
    forumSession: { title: m.interaction_forum_session },
    from: { title: m.interaction_from },
    to: { title: m.interaction_to },
    sensitivity: { title: m.interaction_sensitivity, words: sensitivities },
  },
};
