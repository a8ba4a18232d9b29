import { api } from '#lib/api.ts';
import { chosen } from '#lib/choices/choices.ts';

export const load = async ({ fetch, params }) => {
  const [forum, ours] = await Promise.all([
    api(fetch, 'GET /api/forums/:id', { params }),
    api(fetch, 'GET /api/organizations', { query: { ours: ['true'], kind: ['municipality'], limit: 1 } }),
  ]);
  return { forum, ours: chosen(ours.items[0]) };
};
