import { api, type Query } from '#lib/api.ts';
import { queryOf } from '#lib/url.ts';

export const load = async ({ fetch, url }) => ({
  templates: await api(fetch, 'GET /api/document-templates', { query: queryOf(url) as Query<'GET /api/document-templates'> }),
});
