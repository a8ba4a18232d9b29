import { api } from '#lib/api.ts';

export const load = async ({ fetch, url }) => {
  const decision = url.searchParams.get('decision');
  const archived = url.searchParams.get('archived');
  const [page, all] = await Promise.all([
    api(fetch, 'GET /api/regions', {
      query: {
        limit: 200,
        ...(decision ? { decision: [decision as 'target' | 'watch' | 'no'] } : {}),
        ...(archived === 'true' ? { archived: ['true' as const] } : {}),
      },
    }),
    api(fetch, 'GET /api/regions', { query: { limit: 200 } }),
  ]);
  return { page, all };
};
