import { api } from '#lib/api.ts';

export const load = async ({ fetch, params }) => ({ node: await api(fetch, 'GET /api/policy-nodes/:id', { params }) });
