import { error } from '@sveltejs/kit';

/** An address that leads nowhere, said inside the shell so that the ways on are at hand. */
export const load = async ({ parent }) => {
  await parent();
  error(404);
};
