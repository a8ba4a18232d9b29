import { api } from '#lib/api.ts';
import { may } from '#lib/permissions.ts';

/** Mine, for whoever has things of their own to do; everyone's on demand, and for those who only read. */
export const load = async ({ fetch, url, parent }) => {
  const asked = url.searchParams.get('scope');
  const { session } = await parent();
  const scope = asked === 'all' || asked === 'mine' ? asked : may(session, 'officer') ? ('mine' as const) : ('all' as const);
  const day = url.searchParams.get('day');
  const [agenda, quarantine] = await Promise.all([
    api(fetch, 'GET /api/agenda', { query: { scope, ...(day ? { day } : {}) } }),
    api(fetch, 'GET /api/quarantine'),
  ]);
  return { agenda, quarantine };
};
