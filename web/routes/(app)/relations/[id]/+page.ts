import { api, type Query } from '#lib/api.ts';
import { filtersOf } from '#lib/organizations/partner-filters.ts';
import { queryOf } from '#lib/url.ts';

/** What hangs on one of us, among the partners that the address's filters leave. */
export const load = async ({ fetch, params, url }) => ({
  hangs: await api(fetch, 'GET /api/acquaintances/:id', { params, query: queryOf({ searchParams: filtersOf(url.searchParams) }) as Query<'GET /api/acquaintances/:id'> }),
});
