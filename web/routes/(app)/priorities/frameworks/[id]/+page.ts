import { api } from '#lib/api.ts';

export const load = async ({ fetch, params }) => {
  const [record, nodes] = await Promise.all([
    api(fetch, 'GET /api/frameworks/:id', { params }),
    api(fetch, 'GET /api/policy-nodes', { query: { framework: [params.id], limit: 200 } }),
  ]);
  return { record, nodes: nodes.items, total: nodes.total };
};
