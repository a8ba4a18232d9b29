import { api, type Query } from '#lib/api.ts';
import { facetNames, filtersOf } from '#lib/organizations/partner-filters.ts';
import { queryOf } from '#lib/url.ts';

/** Who knows whom, from the address: the filters of the list of partners, who is shown, from which partner on. */
export const load = async ({ fetch, url }) => {
  const filters = queryOf({ searchParams: filtersOf(url.searchParams) }) as Query<'GET /api/organizations'>;
  const own = (name: string) => url.searchParams.get(name) ?? undefined;
  const inForce = facetNames.filter((name) => name in filters || `not.${name}` in filters);
  const [answer, facets] = await Promise.all([
    api(fetch, 'GET /api/acquaintances', {
      query: { ...filters, ...(own('show') ? { show: own('show') } : {}), ...(own('offset') ? { offset: Number(own('offset')) } : {}) } as Query<'GET /api/acquaintances'>,
    }),
    inForce.length > 0 ? api(fetch, 'GET /api/organizations/facets', { query: { ...filters, facet: inForce } as Query<'GET /api/organizations/facets'> }) : {},
  ]);
  return { answer, facets, filters };
};
