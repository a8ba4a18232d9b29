import { followUpSides, followUpStatuses } from '#lib/labels.ts';
import type { ListingWords } from '#lib/listing/listing.ts';
import { m } from '#paraglide/messages.js';

const lateness = { true: m.follow_up_overdue, false: m.follow_up_on_time };
const nearness = {
  late: m.follow_up_overdue,
  week: m.follow_up_due_week,
  month: m.follow_up_due_month,
  later: m.follow_up_due_later,
  none: m.follow_up_due_none,
};

/** The filters of follow-ups in words: those with counts beside the ledger, and those that come by a link. */
export const followUpFilters: ListingWords = {
  facets: {
    due: { title: m.follow_up_lateness, words: nearness, isScale: true },
    promisedBy: { title: m.follow_up_side, words: followUpSides, isScale: true },
    status: { title: m.follow_up_status, words: followUpStatuses, isScale: true },
    assignee: { title: m.follow_up_assignee },
    organization: { title: m.interaction_partner },
  },
  others: {
    q: { title: m.interaction_words },
    overdue: { title: m.follow_up_lateness, words: lateness },
    contact: { title: m.interaction_contact },
    interaction: { title: m.follow_up_interaction },
    dueBefore: { title: m.follow_up_due_before },
    dueAfter: { title: m.follow_up_due_after },
  },
};
