import type { Answer } from '#lib/api.ts';
import { inLocale } from '#lib/i18n.ts';
import * as labels from '#lib/labels.ts';
import { m } from '#paraglide/messages.js';

type Facet = Answer<'GET /api/organizations/facets'>[string][number];
export type Choice = { value: string; label: string; count: number; sign?: string };

const words: Record<string, Readonly<Record<string, () => string>>> = {
  kind: labels.organizationKinds,
  stage: labels.organizationStages,
  tier: labels.organizationTiers,
  priority: labels.priorities,
  agreement: labels.agreementStates,
  target: labels.targetDecisions,
  losingTouch: { true: m.organization_losing_touch },
  snoozed: { true: m.organization_snoozed },
};
const signs: Record<string, string> = { shines: '△', learns: '◇', attracts: '○' };

/** The filters in the order in which a strategist asks: where, for what, who, how far. */
export const facetTitles: Record<string, () => string> = {
  losingTouch: m.organization_filter_touch,
  snoozed: m.organization_filter_snoozed,
  region: m.organization_filter_region,
  priority: m.organization_filter_priority,
  commitment: m.organization_filter_commitment,
  target: m.organization_filter_target,
  kind: m.organization_kind,
  stage: m.organization_stage,
  tier: m.organization_tier,
  agreement: m.organization_filter_agreement,
  network: m.organization_filter_network,
  owner: m.organization_owner,
  tag: m.organization_filter_tag,
};

const order: Record<string, readonly string[]> = {
  priority: Object.keys(labels.priorities),
  stage: Object.keys(labels.organizationStages),
  tier: Object.keys(labels.organizationTiers),
  target: Object.keys(labels.targetDecisions),
};

/** The choices of one facet in words; those of a scale in its order, the others by number. */
export function choicesOf(name: string, values: readonly Facet[]): Choice[] {
  const scale = order[name];
  const choices = values.map(({ value, count, labelFr, labelEn }) => ({
    value,
    count,
    label: labelFr === undefined ? labels.labelOf(words[name] ?? {}, value) : inLocale({ nameFr: labelFr, nameEn: labelEn }, 'name'),
    ...(signs[value] ? { sign: signs[value] } : {}),
  }));
  return choices.toSorted((a, b) => (scale ? scale.indexOf(a.value) - scale.indexOf(b.value) : b.count - a.count));
}
