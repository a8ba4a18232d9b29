import { api } from '#lib/api.ts';

export const load = async ({ fetch, params }) => ({ agreement: await api(fetch, 'GET /api/agreements/:id', { params }) });
