import { api } from '#lib/api.ts';

export const load = async ({ fetch, params }) => ({ record: await api(fetch, 'GET /api/regions/:id', { params }) });
