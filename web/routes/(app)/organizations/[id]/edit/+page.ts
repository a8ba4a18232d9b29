import { api } from '#lib/api.ts';

export const load = async ({ fetch, params }) => ({
  organization: await api(fetch, 'GET /api/organizations/:id', { params }),
});
