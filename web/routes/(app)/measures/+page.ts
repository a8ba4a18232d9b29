import { api, type Query } from '#lib/api.ts';
import { queryOf } from '#lib/url.ts';

export const load = async ({ fetch, url }) => {
  const query = (queryOf(url) as Query<'GET /api/measures'>) ?? {};
  const { cursor: _cursor, limit: _limit, ...filters } = query;
  const [page, facets] = await Promise.all([
    api(fetch, 'GET /api/measures', { query }),
    api(fetch, 'GET /api/measures/facets', { query: filters }),
  ]);
  return { page, facets };
};
