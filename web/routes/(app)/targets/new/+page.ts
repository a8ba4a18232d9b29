import { api } from '#lib/api.ts';
import { readPicks } from '#lib/targets/picks.ts';

export const load = async ({ fetch, url }) => {
  const picks = await readPicks(fetch, url);
  if (!picks) return { picks, others: [] };
  const open = await api(fetch, 'GET /api/targeting-exercises', { query: { status: ['open'], subject: [picks.subject], limit: 5 } });
  return { picks, others: open.items.map(({ id, titleFr, titleEn }) => ({ id, titleFr, titleEn })) };
};
