import { api } from '#lib/api.ts';

/** `?organization=ID` opens the form with a position there; `?name=` with a name typed elsewhere. */
export const load = async ({ fetch, url }) => {
  const id = url.searchParams.get('organization');
  const [forms, organization] = await Promise.all([
    api(fetch, 'GET /api/address-forms'),
    id ? api(fetch, 'GET /api/organizations/:id', { params: { id } }) : null,
  ]);
  return { forms: forms.items, organization };
};
