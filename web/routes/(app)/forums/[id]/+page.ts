import { api } from '#lib/api.ts';

/** The forum, and what was said at its sessions. */
export const load = async ({ fetch, params }) => {
  const [forum, decisions] = await Promise.all([
    api(fetch, 'GET /api/forums/:id', { params }),
    api(fetch, 'GET /api/target-decisions', { query: { forum: [params.id], current: ['true'], limit: 1 } }),
  ]);
  const sessions = forum.sessions.map(({ id }) => id).slice(0, 100);
  const interactions =
    sessions.length > 0 ? (await api(fetch, 'GET /api/interactions', { query: { forumSession: sessions, limit: 100 } })).items : [];
  return { forum, interactions, decisions: decisions.items };
};
