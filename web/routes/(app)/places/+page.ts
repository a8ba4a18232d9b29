import { api, type Query } from '#lib/api.ts';
import { queryOf } from '#lib/url.ts';

export const load = async ({ fetch, url }) => {
  const filters = queryOf(url) as Query<'GET /api/places'>;
  // Without a filter the list is the top of the tree, not three hundred names in a row.
  const isTop = Object.keys(filters ?? {}).every((name) => ['sort', 'cursor', 'limit'].includes(name));
  const query = isTop ? { ...filters, parent: ['pl.world'] } : filters;
  const { cursor: _cursor, limit: _limit, ...counted } = filters ?? {};
  const [page, facets] = await Promise.all([
    api(fetch, 'GET /api/places', { query: query ?? {} }),
    api(fetch, 'GET /api/places/facets', { query: counted }),
  ]);
  return { page, facets, isTop };
};
