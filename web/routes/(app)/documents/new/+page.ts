import { api } from '#lib/api.ts';
import { readChosen } from '#lib/documents/chosen.ts';

/** The records come in the address, one by one or as the filters of a list; they are read so that the page can name them. */
export const load = async ({ fetch, url }) => {
  const [kinds, chosen] = await Promise.all([api(fetch, 'GET /api/notes/kinds'), readChosen(fetch, url)]);
  const [only, another] = chosen.subjects;
  const single = another ? null : (only ?? null);
  const [organization, interaction] = await Promise.all([
    single?.type === 'organization' ? api(fetch, 'GET /api/organizations/:id', { params: { id: single.id } }) : null,
    single?.type === 'interaction' ? api(fetch, 'GET /api/interactions/:id', { params: { id: single.id } }) : null,
  ]);
  const partner = organization ?? interaction?.organizations[0] ?? null;
  const coming = partner
    ? await api(fetch, 'GET /api/interactions', { query: { organization: [partner.id], status: ['planned'], limit: 10, sort: 'startsAt' } })
    : null;
  return { kinds: kinds.items, chosen, partner, interaction, coming: coming?.items ?? [] };
};
