import { api } from '#lib/api.ts';
import type { Frame } from '#lib/map/projection.ts';

export const load = async ({ fetch, params }) => {
  const [record, map, frames] = await Promise.all([
    api(fetch, 'GET /api/regions/:id', { params }),
    api(fetch, 'GET /api/regions/map'),
    fetch('/map/bounds.json').then((response) => response.json() as Promise<Record<string, Frame>>),
  ]);
  return { record, map, frames };
};
