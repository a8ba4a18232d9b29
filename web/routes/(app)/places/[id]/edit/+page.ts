import { api } from '#lib/api.ts';

export const load = async ({ fetch, params }) => ({ place: await api(fetch, 'GET /api/places/:id', { params }) });
