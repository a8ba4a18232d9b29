import { api } from '#lib/api.ts';

export const load = async ({ fetch, params }) => ({ measure: await api(fetch, 'GET /api/measures/:id', { params }) });
