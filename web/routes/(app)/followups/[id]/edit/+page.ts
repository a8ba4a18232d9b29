import { redirect } from '@sveltejs/kit';
import { api } from '#lib/api.ts';
import { may } from '#lib/permissions.ts';

export const load = async ({ fetch, params, parent }) => {
  const { session } = await parent();
  if (!may(session, 'officer')) redirect(303, `/followups/${params.id}`);
  return { record: await api(fetch, 'GET /api/followups/:id', { params }) };
};
