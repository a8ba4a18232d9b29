import { api } from '#lib/api.ts';

export const load = async ({ fetch, params }) => ({ framework: await api(fetch, 'GET /api/frameworks/:id', { params }) });
