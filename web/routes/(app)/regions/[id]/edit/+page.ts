import { api } from '#lib/api.ts';

export const load = async ({ fetch, params }) => ({ region: await api(fetch, 'GET /api/regions/:id', { params }) });
