import { api } from '#lib/api.ts';

export const load = async ({ fetch, params }) => {
  const [record, partners] = await Promise.all([
    api(fetch, 'GET /api/places/:id', { params }),
    api(fetch, 'GET /api/organizations', { query: { place: [params.id], limit: 12, sort: '-lastHeldAt' } }),
  ]);
  return { record, partners };
};
