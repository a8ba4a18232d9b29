import { api, type Query } from '#lib/api.ts';
import { namesOf } from '#lib/listing/names.ts';
import { queryOf } from '#lib/url.ts';

/** The list, its total and its facets come from the same filters: those of the address. */
export const load = async ({ fetch, url }) => {
  const query = queryOf(url) as Query<'GET /api/forums'>;
  const { cursor: _cursor, limit: _limit, ...filters } = query;
  const [page, facets, names] = await Promise.all([
    api(fetch, 'GET /api/forums', { query }),
    api(fetch, 'GET /api/forums/facets', { query: filters }),
    namesOf(fetch, url),
  ]);
  return { page, facets, names };
};
