import { api, type Query } from '#lib/api.ts';
import { readFiltering, relaxed } from '#lib/listing/filtering.ts';
import { queryOf } from '#lib/url.ts';
import { asShown } from '#server/views/query.rules.ts';

/** The ledger shows what still binds unless the address asks for something else. */
export const load = async ({ fetch, url }) => {
  const asked = queryOf(url);
  const shown = asShown('followups', asked) as NonNullable<Query<'GET /api/followups'>>;
  const isOnlyOpen = shown !== asked;
  const { cursor: _cursor, limit: _limit, sort: _sort, ...filters } = shown;
  const [page, facets, overdue, filtering] = await Promise.all([
    api(fetch, 'GET /api/followups', { query: { limit: 100, ...shown } }),
    api(fetch, 'GET /api/followups/facets', { query: filters }),
    api(fetch, 'GET /api/followups', { query: { ...filters, overdue: ['true'], limit: 1 } }),
    readFiltering(fetch, 'followups', url),
  ]);
  return { page, facets, overdue: overdue.total, filtering: await relaxed(fetch, filtering, url, page.total), isOnlyOpen, filters };
};
