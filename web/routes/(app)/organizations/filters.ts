import type { Answer } from '#lib/api.ts';
import { formatDate, inLocale } from '#lib/i18n.ts';
import * as labels from '#lib/labels.ts';
import { facetTitles } from '#lib/organizations/facets.ts';
import { withParams } from '#lib/url.ts';
import { m } from '#paraglide/messages.js';

type Facets = Answer<'GET /api/organizations/facets'>;
export type FilterInForce = { key: string; label: string; value: string; negated: boolean; href: string };

const notFilters = new Set(['sort', 'cursor', 'limit']);
const otherTitles: Record<string, () => string> = {
  q: m.organization_filter_words,
  lastContactBefore: m.organization_filter_before,
  lastContactAfter: m.organization_filter_after,
  place: m.organization_place,
  framework: m.organization_filter_framework,
  sector: m.organization_filter_sector,
  pending: m.organization_pending,
  archived: m.organization_archived,
};
const words: Record<string, Readonly<Record<string, () => string>>> = {
  kind: labels.organizationKinds,
  stage: labels.organizationStages,
  tier: labels.organizationTiers,
  priority: labels.priorities,
  agreement: labels.agreementStates,
  target: labels.targetDecisions,
  losingTouch: { true: m.organization_losing_touch, false: m.organization_in_touch },
  snoozed: { true: m.organization_snoozed, false: m.organization_not_snoozed },
};

type Address = { pathname: string; searchParams: Pick<URLSearchParams, 'entries' | 'getAll' | 'toString'> };

/** The filters of the address as chips, each with the address of the page without it. */
export function chipsOf(url: Address, facets: Facets): FilterInForce[] {
  return [...url.searchParams.entries()]
    .filter(([name, value]) => !notFilters.has(name) && value !== '')
    .map(([name, value]) => {
      const negated = name.startsWith('not.');
      const bare = negated ? name.slice(4) : name;
      const others = url.searchParams.getAll(name).filter((one) => one !== value);
      return {
        key: `${name}=${value}`,
        label: (facetTitles[bare] ?? otherTitles[bare])?.() ?? bare,
        value: inWords(bare, value, facets),
        negated,
        href: withParams(url, { [name]: others }),
      };
    });
}

function inWords(name: string, value: string, facets: Facets): string {
  const listed = facets[name]?.find((choice) => choice.value === value);
  if (listed?.labelFr !== undefined) return inLocale({ nameFr: listed.labelFr, nameEn: listed.labelEn }, 'name');
  if (name.startsWith('lastContact')) return formatDate(value);
  if (name === 'pending' || name === 'archived') return value === 'true' ? m.export_yes() : m.export_no();
  return labels.labelOf(words[name] ?? {}, value);
}

/** The day that was so many months ago, as the filter takes it. */
export function monthsAgo(months: number, from = new Date()): string {
  const day = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() - months, from.getUTCDate()));
  return day.toISOString().slice(0, 10);
}
