import type { Answer } from '#lib/api.ts';
import { inLocale } from '#lib/i18n.ts';
import { facetTitles } from './facets.ts';
import { withParams } from '#lib/url.ts';
import { m } from '#paraglide/messages.js';

export type Facets = Answer<'GET /api/organizations/facets'>;

/** The parameters of an address, which a page may read and not change. */
export type Params = Pick<URLSearchParams, 'getAll' | 'toString'>;

/** What of the address belongs to a picture of partners (map, who knows whom) and is not a filter of their list. */
const ownParams = ['from', 'to', 'pace', 'frame', 'view', 'picked', 'sort', 'lines', 'months', 'show', 'by', 'offset', 'cursor', 'limit'];

/** The address's filters alone: those of the list of partners. */
export function filtersOf(searchParams: Params): URLSearchParams {
  const filters = new URLSearchParams(searchParams.toString());
  for (const name of ownParams) filters.delete(name);
  return filters;
}

/** Another page on the same partners: the map, who knows whom, their list. */
export function withFilters(path: string, searchParams: Params): string {
  const text = filtersOf(searchParams).toString();
  return text ? `${path}?${text}` : path;
}

/** The filters that the pictures of partners offer, as their list counts them. */
export const facetNames = ['region', 'priority', 'commitment', 'target', 'kind', 'tier', 'stage', 'agreement', 'owner', 'network', 'tag', 'losingTouch'] as const;

type Chip = { key: string; label: string; value: string; negated: boolean; href: string };

/** The filters in force as chips, each with the address of the page without it. `words` says a value as its facet does. */
export function chipsOf(url: { pathname: string; searchParams: Params }, words: (name: string, value: string) => string): Chip[] {
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
