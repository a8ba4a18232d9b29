import { api } from '#lib/api.ts';
import { readPicks } from '#lib/targets/picks.ts';

export const load = async ({ fetch, params, url }) => {
  const [exercise, picks] = await Promise.all([api(fetch, 'GET /api/targeting-exercises/:id', { params }), readPicks(fetch, url)]);
  return { exercise, picks };
};
