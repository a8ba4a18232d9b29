import { api } from '#lib/api.ts';

/** The subject comes in the address; both are read so that the page can name them. */
export const load = async ({ fetch, url }) => {
  const [organizationId, interactionId] = [url.searchParams.get('organization'), url.searchParams.get('interaction')];
  const [organization, interaction] = await Promise.all([
    organizationId ? api(fetch, 'GET /api/organizations/:id', { params: { id: organizationId } }) : null,
    interactionId ? api(fetch, 'GET /api/interactions/:id', { params: { id: interactionId } }) : null,
  ]);
  const partner = organization ?? interaction?.organizations[0] ?? null;
  const coming = partner
    ? await api(fetch, 'GET /api/interactions', { query: { organization: [partner.id], status: ['planned'], limit: 10, sort: 'startsAt' } })
    : null;
  return { organization, interaction, coming: coming?.items ?? [] };
};
