import { api, type Query } from '#lib/api.ts';
import { queryOf } from '#lib/url.ts';

export const load = async ({ fetch, url }) => ({
  notes: await api(fetch, 'GET /api/notes', { query: queryOf(url) as Query<'GET /api/notes'> }),
});
