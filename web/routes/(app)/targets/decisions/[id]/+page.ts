import { api } from '#lib/api.ts';
import { dateOf } from '#lib/i18n.ts';

/** The target, and what happened there since it was decided: the calls of the second line go out together. */
export const load = async ({ fetch, params }) => {
  const target = await api(fetch, 'GET /api/target-decisions/:id', { params });
  const targetOf = [params.id];
  const since = dateOf(target.decidedAt);
  const [interactions, missions, agreements] = await Promise.all([
    api(fetch, 'GET /api/interactions', { query: { targetOf, status: ['held'], from: [since], limit: 6 } }),
    api(fetch, 'GET /api/missions', { query: { targetOf, status: ['under_way', 'report_due', 'closed'], from: [since], limit: 5 } }),
    api(fetch, 'GET /api/agreements', { query: { targetOf, signedAfter: [since], limit: 5, sort: '-signedOn' } }),
  ]);
  return { target, since, interactions, missions, agreements };
};
