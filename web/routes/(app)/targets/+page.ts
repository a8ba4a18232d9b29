import { api } from '#lib/api.ts';

export const load = async ({ fetch, url }) => {
  const archived = url.searchParams.get('archived') === 'true';
  const [regions, exercises] = await Promise.all([
    api(fetch, 'GET /api/regions', { query: { limit: 200 } }),
    api(fetch, 'GET /api/targeting-exercises', { query: { limit: 100, ...(archived ? { archived: ['true' as const] } : {}) } }),
  ]);
  return { regions: regions.items, exercises };
};
