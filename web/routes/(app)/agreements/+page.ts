import { api, type Query } from '#lib/api.ts';
import { readFiltering, relaxed } from '#lib/listing/filtering.ts';
import { queryOf } from '#lib/url.ts';

/** The list, its total and its facets come from the same filters: those of the address. */
export const load = async ({ fetch, url }) => {
  const query = queryOf(url) as Query<'GET /api/agreements'>;
  const { cursor: _cursor, limit: _limit, ...filters } = query;
  const [page, facets, filtering] = await Promise.all([
    api(fetch, 'GET /api/agreements', { query }),
    api(fetch, 'GET /api/agreements/facets', { query: filters }),
    readFiltering(fetch, 'agreements', url),
  ]);
  return { page, facets, filtering: await relaxed(fetch, filtering, url, page.total) };
};
