import type { Answer } from '#lib/api.ts';
import { inLocale } from '#lib/i18n.ts';
import { facetTitles } from '#lib/organizations/facets.ts';
import { withParams } from '#lib/url.ts';
import { m } from '#paraglide/messages.js';
import { filtersOf } from './partners-map.ts';

export type Facets = Answer<'GET /api/organizations/facets'>;

/** The filters that the map offers, as the list of partners counts them. */
export const facetNames = ['region', 'priority', 'commitment', 'target', 'kind', 'tier', 'stage', 'agreement', 'owner', 'network', 'tag', 'losingTouch'] as const;

type Chip = { key: string; label: string; value: string; negated: boolean; href: string };

/** The filters in force as chips, each with the address of the map without it. `words` says a value as its facet does. */
export function chipsOf(url: URL, words: (name: string, value: string) => string): Chip[] {
  return [...filtersOf(url.searchParams).entries()]
    .filter(([, value]) => value !== '')
    .map(([name, value]) => {
      const negated = name.startsWith('not.');
      const bare = negated ? name.slice(4) : name;
      return {
        key: `${name}=${value}`,
        label: (facetTitles[bare] ?? otherTitles[bare])?.() ?? bare,
        value: words(bare, value),
        negated,
        href: withParams(url, { [name]: url.searchParams.getAll(name).filter((one) => one !== value) }),
      };
    });
}

const otherTitles: Record<string, () => string> = {
  q: m.organization_filter_words,
  place: m.organization_place,
  at: m.organization_place,
  lastContactBefore: m.organization_filter_before,
  lastContactAfter: m.organization_filter_after,
};

/** A value as the facet names it; itself when no facet does. */
export function namedBy(facets: Facets, name: string, value: string): string | null {
  const facet = facets[name]?.find((one) => one.value === value);
  return facet?.labelFr === undefined ? null : inLocale({ nameFr: facet.labelFr, nameEn: facet.labelEn ?? null }, 'name');
}
