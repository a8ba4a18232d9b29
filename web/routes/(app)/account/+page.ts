import { api } from '#lib/api.ts';

export const load = async ({ fetch }) => {
  const [sessions, tokens] = await Promise.all([api(fetch, 'GET /api/sessions'), api(fetch, 'GET /api/tokens')]);
  return { sessions: sessions.items, tokens: tokens.items };
};
