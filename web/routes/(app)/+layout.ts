import { redirect } from '@sveltejs/kit';
import { signInPathFor } from '#lib/return-path.ts';

export const load = async ({ parent, url }) => {
  const { session } = await parent();
  if (!session) redirect(303, signInPathFor(url));
  return { session };
};
