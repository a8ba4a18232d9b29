import { api, type Query } from '#lib/api.ts';
import { filterNames } from '#lib/interactions/names.ts';
import { queryOf } from '#lib/url.ts';

/** The ledger shows what still binds unless the address asks for something else. */
export const load = async ({ fetch, url, parent }) => {
  const asked = queryOf(url) as Query<'GET /api/followups'>;
  const isTold = ['status', 'not.status', 'archived', 'interaction'].some((name) => url.searchParams.has(name));
  const open: Query<'GET /api/followups'> = isTold ? {} : { status: ['open', 'renegotiated'] };
  const { cursor: _cursor, limit: _limit, sort: _sort, ...filters } = asked;
  const { session } = await parent();
  const [page, facets, overdue, names, views] = await Promise.all([
    api(fetch, 'GET /api/followups', { query: { limit: 100, ...open, ...asked } }),
    api(fetch, 'GET /api/followups/facets', { query: { ...open, ...filters } }),
    api(fetch, 'GET /api/followups', { query: { ...open, ...filters, overdue: ['true'], limit: 1 } }),
    filterNames(fetch, url, session.name),
    api(fetch, 'GET /api/views', { query: { collection: ['followups'], limit: 100 } }),
  ]);
  const { true: _true, false: _false, ...words } = names;
  return { page, facets, overdue: overdue.total, names: words, views: views.items, isOnlyOpen: !isTold, filters: { ...open, ...filters } };
};
