import { api, type Query } from '#lib/api.ts';
import { filterNames } from '#lib/interactions/names.ts';
import { queryOf } from '#lib/url.ts';

/** The list, its total and its facets come from the same filters: those of the address. */
export const load = async ({ fetch, url, parent }) => {
  const query = queryOf(url) as Query<'GET /api/interactions'>;
  const { cursor: _cursor, limit: _limit, sort: _sort, ...filters } = query;
  const { session } = await parent();
  const [page, facets, names] = await Promise.all([
    api(fetch, 'GET /api/interactions', { query }),
    api(fetch, 'GET /api/interactions/facets', { query: filters }),
    filterNames(fetch, url, session.name),
  ]);
  return { page, facets, names };
};
