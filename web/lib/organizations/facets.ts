import { loadOrganizations, loadPlaces } from '#lib/choices/choices.ts';
import { languageName } from '#lib/i18n.ts';
import * as labels from '#lib/labels.ts';
import { personWords, yesOrNo, type ListingWords } from '#lib/listing/listing.ts';
import { quarterInWords } from '#lib/targets/quarters.ts';
import { m } from '#paraglide/messages.js';

/** The filters in the order in which a strategist asks: where, for what, who, how far. */
export const organizationFilters: ListingWords = {
  facets: {
    losingTouch: { title: m.organization_filter_touch, words: { true: m.organization_losing_touch, false: m.organization_in_touch } },
    snoozed: { title: m.organization_filter_snoozed, words: { true: m.organization_snoozed, false: m.organization_not_snoozed } },
    region: { title: m.organization_filter_region },
    priority: { title: m.organization_filter_priority, words: labels.priorities, isScale: true },
    commitment: { title: m.organization_filter_commitment },
    sector: { title: m.organization_filter_sector },
    target: { title: m.organization_filter_target, words: labels.targetDecisions, isScale: true },
    kind: { title: m.organization_kind, words: labels.organizationKinds },
    stage: { title: m.organization_stage, words: labels.organizationStages, isScale: true },
    tier: { title: m.organization_tier, words: { ...labels.organizationTiers, none: m.filter_no_tier }, isScale: true },
    met: { title: m.filter_met, words: { true: m.filter_met_true, false: m.filter_met_false } },
    agreement: { title: m.organization_filter_agreement, words: { ...labels.agreementStates, none: m.filter_no_agreement } },
    network: { title: m.organization_filter_network },
    owner: { title: m.organization_owner, words: personWords },
    country: { title: m.filter_country },
    tag: { title: m.organization_filter_tag },
  },
  others: {
    q: { title: m.organization_filter_words },
    lastContactBefore: { title: m.filter_not_met_since },
    lastContactAfter: { title: m.filter_met_since },
    targetOf: { title: m.filter_target_of },
    metIn: { title: m.filter_met_in, wordOf: quarterInWords },
    place: { title: m.organization_place },
    at: { title: m.organization_place },
    within: { title: m.filter_within },
    countryOf: { title: m.filter_country_of },
    language: { title: m.filter_writing_language, wordOf: languageName },
    framework: { title: m.organization_filter_framework },
    promises: { title: m.filter_promises, words: yesOrNo },
    pending: { title: m.organization_pending, words: yesOrNo },
    archived: { title: m.organization_archived, words: yesOrNo },
  },
  days: [
    {
      title: m.organization_not_met_since,
      quick: { param: 'lastContactBefore', values: ['-3m', '-6m', '-12m', '-24m'] },
      from: 'lastContactAfter',
      to: 'lastContactBefore',
    },
  ],
  pickers: [
    { param: 'place', load: loadPlaces },
    { param: 'within', load: loadOrganizations },
  ],
  sorts: [
    { value: 'name', title: m.sort_name },
    { value: 'lastHeldAt', title: m.sort_last_met },
    { value: '-lastHeldAt', title: m.sort_last_met_recent },
    { value: 'tier', title: m.sort_tier },
    { value: '-openFollowUps', title: m.sort_open_follow_ups },
    { value: '-updatedAt', title: m.sort_updated },
  ],
};
