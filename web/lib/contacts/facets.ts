import { loadOrganizations, loadPlaces } from '#lib/choices/choices.ts';
import { languageName } from '#lib/i18n.ts';
import * as labels from '#lib/labels.ts';
import { personWords, yesOrNo, type ListingWords } from '#lib/listing/listing.ts';
import { m } from '#paraglide/messages.js';

/** The filters of people, in the order in which one looks for somebody. */
export const contactFilters: ListingWords = {
  facets: {
    // « À compléter » is a filter worth a line only while there is something to complete.
    pending: { title: m.contact_filter_pending, words: { true: m.contact_pending, false: m.contact_not_pending }, hides: (value) => value === 'false' },
    knownBy: { title: m.contact_filter_known_by, words: { ...personWords, none: m.filter_known_by_nobody } },
    region: { title: m.contact_filter_region },
    kind: { title: m.contact_filter_kind, words: labels.organizationKinds },
    role: { title: m.filter_role, words: labels.positionRoles },
    priority: { title: m.organization_filter_priority, words: labels.priorities, isScale: true },
    target: { title: m.organization_filter_target, words: labels.targetDecisions, isScale: true },
    met: { title: m.filter_met, words: { true: m.filter_met_true, false: m.filter_met_false } },
    language: { title: m.contact_filter_language, wordOf: (code) => capitalized(languageName(code)) },
    country: { title: m.filter_country },
  },
  others: {
    q: { title: m.contact_filter_words },
    organization: { title: m.contact_filter_organization },
    within: { title: m.filter_within },
    network: { title: m.filter_network_of },
    targetOf: { title: m.filter_target_of },
    place: { title: m.contact_filter_place },
    acquainted: { title: m.filter_acquainted, words: yesOrNo },
    tier: { title: m.filter_tier, words: labels.organizationTiers },
    lastContactBefore: { title: m.filter_not_met_since },
    lastContactAfter: { title: m.filter_met_since },
    verifiedBefore: { title: m.filter_verified },
    archived: { title: m.contact_filter_archived, words: yesOrNo },
  },
  days: [
    {
      title: m.filter_not_met_since,
      quick: { param: 'lastContactBefore', values: ['-3m', '-6m', '-12m', '-24m'] },
      from: 'lastContactAfter',
      to: 'lastContactBefore',
    },
    { title: m.filter_verified, quick: { param: 'verifiedBefore', values: ['-1y', '-2y', '-3y'] } },
  ],
  pickers: [
    { param: 'within', load: loadOrganizations },
    { param: 'place', load: loadPlaces },
  ],
  sorts: [
    { value: 'name', title: m.sort_name },
    { value: 'lastHeldAt', title: m.sort_last_met },
    { value: '-lastHeldAt', title: m.sort_last_met_recent },
    { value: '-updatedAt', title: m.sort_updated },
  ],
};

/** The first letter as a capital, for a word that begins a line. */
export function capitalized(text: string): string {
  return text.charAt(0).toLocaleUpperCase('fr-CA') + text.slice(1);
}
