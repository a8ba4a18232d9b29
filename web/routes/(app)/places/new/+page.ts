import { api } from '#lib/api.ts';

export const load = async ({ fetch, url }) => {
  const id = url.searchParams.get('parent');
  return { parent: id ? await api(fetch, 'GET /api/places/:id', { params: { id } }) : null };
};
