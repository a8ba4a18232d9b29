import { api } from '#lib/api.ts';

/** Everything one needs before a call: the calls are independent and go out together. */
export const load = async ({ fetch, params }) => {
  const organization = [params.id];
  const [record, contacts, interactions, coming, followUps, agreements, line, decisions] = await Promise.all([
    api(fetch, 'GET /api/organizations/:id', { params }),
    api(fetch, 'GET /api/contacts', { query: { organization, limit: 12, sort: '-lastHeldAt' } }),
    api(fetch, 'GET /api/interactions', { query: { organization, status: ['held'], limit: 60 } }),
    api(fetch, 'GET /api/interactions', { query: { organization, status: ['planned', 'draft'], limit: 20, sort: 'startsAt' } }),
    api(fetch, 'GET /api/followups', { query: { organization, status: ['open', 'renegotiated'], limit: 50 } }),
    api(fetch, 'GET /api/agreements', { query: { organization, limit: 20 } }),
    api(fetch, 'GET /api/timeline', { query: { organization: params.id } }),
    api(fetch, 'GET /api/target-decisions', { query: { organization, current: ['true'], decision: ['target', 'watch'], limit: 20 } }),
  ]);
  return { record, contacts, interactions, coming, followUps, agreements, line, decisions: decisions.items };
};
