import type { Answer } from '#lib/api.ts';

export type Facets = Answer<'GET /api/organizations/facets'>;

/** The parameters of an address, which a page may read and not change. */
export type Params = Pick<URLSearchParams, 'getAll' | 'toString'>;

/** What of the address belongs to a picture of partners (map, who knows whom) and is not a filter of their list. */
export const ownParams = ['from', 'to', 'pace', 'frame', 'view', 'picked', 'sort', 'lines', 'months', 'show', 'by', 'offset', 'cursor', 'limit'];

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
