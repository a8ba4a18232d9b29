import { api } from '#lib/api.ts';

export const load = async ({ fetch, url }) => {
  const q = url.searchParams.get('q')?.trim() ?? '';
  const found = q ? await api(fetch, 'GET /api/search', { query: { q, limit: 50 } }) : { items: [], total: 0 };
  return { q, found };
};
