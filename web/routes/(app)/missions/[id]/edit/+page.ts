import { api } from '#lib/api.ts';

export const load = async ({ fetch, params }) => ({ mission: await api(fetch, 'GET /api/missions/:id', { params }) });
