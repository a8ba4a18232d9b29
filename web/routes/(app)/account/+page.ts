import { api } from '#lib/api.ts';

export const load = async ({ fetch }) => {
  const [sessions, tokens, feeds, mail] = await Promise.all([api(fetch, 'GET /api/sessions'), api(fetch, 'GET /api/tokens'), api(fetch, 'GET /api/calendar-feeds'), api(fetch, 'GET /api/digest/mail')]);
  return { mail, sessions: sessions.items, tokens: tokens.items, feeds: feeds.items };
};
