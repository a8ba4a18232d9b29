import { api } from '#lib/api.ts';

/** The mission, and what was said and done on it. */
export const load = async ({ fetch, params }) => {
  const [mission, interactions] = await Promise.all([
    api(fetch, 'GET /api/missions/:id', { params }),
    api(fetch, 'GET /api/interactions', { query: { mission: [params.id], sort: 'startsAt', limit: 50 } }),
  ]);
  return { mission, interactions };
};
