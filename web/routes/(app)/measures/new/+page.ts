import { api } from '#lib/api.ts';

export const load = async ({ fetch, url }) => {
  const id = url.searchParams.get('policyNode');
  return { policyNode: id ? await api(fetch, 'GET /api/policy-nodes/:id', { params: { id } }) : null };
};
