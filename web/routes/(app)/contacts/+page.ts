import { api, isProblem, type Query } from '#lib/api.ts';
import { queryOf } from '#lib/url.ts';

/** The list, its total and its facets come from the same filters: those of the address. */
export const load = async ({ fetch, url }) => {
  const query = queryOf(url) as Query<'GET /api/contacts'>;
  const { cursor: _cursor, limit: _limit, ...filters } = query;
  const asked = [...new Set([...(query.organization ?? []), ...(query['not.organization'] ?? [])])].slice(0, 5);
  const [page, facets, organizations] = await Promise.all([
    api(fetch, 'GET /api/contacts', { query }),
    api(fetch, 'GET /api/contacts/facets', { query: filters }),
    Promise.all(asked.map((id) => named(fetch, id))),
  ]);
  return { page, facets, filters, organizations: organizations.filter((one) => one !== null) };
};

/** The organization that a filter names; a filter on one that is gone still stands, under its id. */
async function named(fetcher: typeof fetch, id: string): Promise<{ id: string; nameFr: string; nameEn: string | null } | null> {
  try {
    return await api(fetcher, 'GET /api/organizations/:id', { params: { id } });
  } catch (error) {
    if (isProblem(error, 404)) return null;
    throw error;
  }
}
