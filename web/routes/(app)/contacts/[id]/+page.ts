import { api } from '#lib/api.ts';

/** All that one needs before meeting somebody: the calls are independent and go out together. */
export const load = async ({ fetch, params }) => {
  const contact = [params.id];
  const [record, interactions, coming, followUps] = await Promise.all([
    api(fetch, 'GET /api/contacts/:id', { params }),
    api(fetch, 'GET /api/interactions', { query: { contact, status: ['held'], limit: 60 } }),
    api(fetch, 'GET /api/interactions', { query: { contact, status: ['planned', 'draft'], limit: 20, sort: 'startsAt' } }),
    api(fetch, 'GET /api/followups', { query: { contact, status: ['open', 'renegotiated'], limit: 50 } }),
  ]);
  return { record, interactions, coming, followUps };
};
