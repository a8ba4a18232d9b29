import { api } from '#lib/api.ts';
import { may } from '#lib/permissions.ts';

/** Mine, for whoever has things of their own to do; everyone's on demand, and for those who only read. */
export const load = async ({ fetch, url, parent }) => {
  const asked = url.searchParams.get('scope');
  const { session } = await parent();
  const scope = asked === 'all' || asked === 'mine' ? asked : may(session, 'officer') ? 'mine' : 'all';
  const [today, digest, views] = await Promise.all([
    api(fetch, 'GET /api/today', { query: { scope } }),
    api(fetch, 'GET /api/digest', { query: { unseen: 'true' } }),
    api(fetch, 'GET /api/views', { query: { pinned: ['true'], limit: 50 } }),
  ]);
  return { today, digest, views: views.items };
};
