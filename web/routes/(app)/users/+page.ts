import { api, type Query } from '#lib/api.ts';
import { queryOf } from '#lib/url.ts';

/** The people of the office; of those who left, how many follow-ups and partners wait for somebody else. */
export const load = async ({ fetch, url }) => {
  const users = await api(fetch, 'GET /api/users', { query: { limit: 200, ...queryOf(url) } as Query<'GET /api/users'> });
  if (users.items.every(({ disabledAt }) => disabledAt === null)) return { users, waiting: {} };
  const [followUps, organizations] = await Promise.all([
    api(fetch, 'GET /api/followups/facets', { query: { status: ['open', 'renegotiated'] } }),
    api(fetch, 'GET /api/organizations/facets', { query: {} }),
  ]);
  const count = (facet: { value: string; count: number }[] | undefined, id: string) => facet?.find(({ value }) => value === id)?.count ?? 0;
  const waiting: Record<string, { followUps: number; organizations: number }> = Object.fromEntries(
    users.items
      .filter(({ disabledAt }) => disabledAt !== null)
      .map(({ id }) => [id, { followUps: count(followUps.assignee, id), organizations: count(organizations.owner, id) }]),
  );
  return { users, waiting };
};
