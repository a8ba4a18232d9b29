import { loadOrganizations, loadPlaces } from '#lib/choices/choices.ts';
import { followUpSides, followUpStatuses, organizationKinds, organizationTiers, priorities, targetDecisions } from '#lib/labels.ts';
import { personWords, type ListingWords } from '#lib/listing/listing.ts';
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
    assignee: { title: m.follow_up_assignee, words: personWords },
    region: { title: m.organization_filter_region },
    priority: { title: m.organization_filter_priority, words: priorities, isScale: true },
    target: { title: m.organization_filter_target, words: targetDecisions, isScale: true },
    kind: { title: m.filter_partner_kind, words: organizationKinds },
    tier: { title: m.filter_tier, words: organizationTiers, isScale: true },
    country: { title: m.filter_country },
    organization: { title: m.interaction_partner },
  },
  others: {
    q: { title: m.interaction_words },
    overdue: { title: m.follow_up_lateness, words: lateness },
    contact: { title: m.interaction_contact },
    interaction: { title: m.follow_up_interaction },
    dueBefore: { title: m.follow_up_due_before },
    dueAfter: { title: m.follow_up_due_after },
    within: { title: m.filter_within },
    closedAfter: { title: m.filter_closed_after },
    closedBefore: { title: m.filter_closed_before },
    targetOf: { title: m.filter_target_of },
    place: { title: m.interaction_place },
  },
  days: [{ title: m.filter_due_within, quick: { param: 'dueBefore', values: ['7d', '30d', '3m'] }, from: 'dueAfter', to: 'dueBefore' }],
  pickers: [
    { param: 'within', load: loadOrganizations },
    { param: 'place', load: loadPlaces },
  ],
  sorts: [
    { value: 'dueOn', title: m.sort_due },
    { value: '-updatedAt', title: m.sort_updated },
  ],
};
