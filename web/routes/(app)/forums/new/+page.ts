import { api } from '#lib/api.ts';
import { chosen } from '#lib/choices/choices.ts';

/** The city itself, whose membership the form asks for first. */
export const load = async ({ fetch }) => {
  const { items } = await api(fetch, 'GET /api/organizations', { query: { ours: ['true'], kind: ['municipality'], limit: 1 } });
  return { ours: chosen(items[0]) };
};
