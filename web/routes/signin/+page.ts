import { redirect } from '@sveltejs/kit';
import { api } from '#lib/api.ts';
import { safeReturnPath } from '#lib/return-path.ts';

export const load = async ({ fetch, parent, url }) => {
  const { session } = await parent();
  const to = safeReturnPath(url.searchParams.get('to'));
  if (session) redirect(303, to);
  return { to, welcome: await api(fetch, 'GET /api/session/welcome') };
};
