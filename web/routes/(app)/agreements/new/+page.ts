import { api } from '#lib/api.ts';
import { chosen } from '#lib/choices/choices.ts';

/** The city is a party to begin with; `?organization=` names the partner. */
export const load = async ({ fetch, url }) => {
  const partner = url.searchParams.get('organization');
  const [ours, organization] = await Promise.all([
    api(fetch, 'GET /api/organizations', { query: { ours: ['true'], kind: ['municipality'], limit: 1 } }),
    partner ? api(fetch, 'GET /api/organizations/:id', { params: { id: partner } }) : null,
  ]);
  return { ours: chosen(ours.items[0]), partner: chosen(organization) };
};
