import { api } from '#lib/api.ts';

export const load = async ({ fetch, params }) => {
  const [record, partners, decisions] = await Promise.all([
    api(fetch, 'GET /api/places/:id', { params }),
    api(fetch, 'GET /api/organizations', { query: { place: [params.id], limit: 12, sort: '-lastHeldAt' } }),
    api(fetch, 'GET /api/target-decisions', { query: { place: [params.id], current: ['true'], decision: ['target', 'watch'], limit: 20 } }),
  ]);
  return { record, partners, decisions: decisions.items };
};
