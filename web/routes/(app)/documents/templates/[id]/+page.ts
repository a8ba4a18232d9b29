import { api } from '#lib/api.ts';

export const load = async ({ fetch, params }) => ({
  template: await api(fetch, 'GET /api/document-templates/:id', { params: { id: params.id } }),
});
