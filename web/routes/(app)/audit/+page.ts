import { api, type Query } from '#lib/api.ts';
import { queryOf } from '#lib/url.ts';

export const load = async ({ fetch, url }) => {
  const [events, users] = await Promise.all([
    api(fetch, 'GET /api/audit', { query: queryOf(url) as Query<'GET /api/audit'> }),
    api(fetch, 'GET /api/users', { query: { limit: 200 } }),
  ]);
  return { events, users: users.items };
};
