import { api } from '#lib/api.ts';
import { dateOf, formatDateShort } from '#lib/i18n.ts';
import type { Option } from '#lib/ui/option.ts';

/** The interactions that a stop of an itinerary may point to, latest first. */
export async function loadInteractions(query: string, signal: AbortSignal): Promise<Option[]> {
  const { items } = await api(fetch, 'GET /api/interactions', { query: { ...(query ? { q: [query] } : {}), limit: 8 }, signal });
  return items.map(({ id, subject, startsAt }) => ({ id, label: subject, detail: formatDateShort(dateOf(startsAt)) }));
}
