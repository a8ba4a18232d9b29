import { api } from '#lib/api.ts';
import { readShapes } from '#lib/targets/shapes.ts';

export const load = async ({ fetch, params }) => {
  const record = await api(fetch, 'GET /api/targeting-exercises/:id', { params });
  return { record, shapes: await readShapes(fetch, record) };
};
