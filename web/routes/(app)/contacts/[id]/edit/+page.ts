import { api } from '#lib/api.ts';

export const load = async ({ fetch, params }) => {
  const [contact, forms] = await Promise.all([
    api(fetch, 'GET /api/contacts/:id', { params }),
    api(fetch, 'GET /api/address-forms'),
  ]);
  return { contact, forms: forms.items };
};
