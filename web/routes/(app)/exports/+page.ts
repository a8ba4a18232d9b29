import { api } from '#lib/api.ts';

export const load = async ({ fetch }) => ({ jobs: (await api(fetch, 'GET /api/export-jobs')).items });
