import { api } from '#lib/api.ts';

export const load = async ({ fetch }) => ({ cadence: await api(fetch, 'GET /api/cadence') });
