import { api } from '#lib/api.ts';
import { queryOf } from '#lib/url.ts';
import type { Query } from '#lib/api.ts';

export const load = async ({ fetch, url }) => ({
  users: await api(fetch, 'GET /api/users', { query: { limit: 200, ...queryOf(url) } as Query<'GET /api/users'> }),
});
