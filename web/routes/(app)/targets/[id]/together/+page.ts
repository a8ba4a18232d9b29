import { api } from '#lib/api.ts';

export const load = async ({ fetch, params }) => ({ exercise: await api(fetch, 'GET /api/targeting-exercises/:id', { params }) });
