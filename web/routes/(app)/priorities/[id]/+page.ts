import { api } from '#lib/api.ts';

export const load = async ({ fetch, params }) => {
  const [record, line] = await Promise.all([
    api(fetch, 'GET /api/policy-nodes/:id', { params }),
    api(fetch, 'GET /api/timeline', { query: { commitment: params.id } }),
  ]);
  return { record, line };
};
