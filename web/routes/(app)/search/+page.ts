import { api } from '#lib/api.ts';
import { isResultType } from '#lib/search/results.ts';

/** `?q=` and perhaps `&type=`, one kind of record to keep to. */
export const load = async ({ fetch, url }) => {
  const q = url.searchParams.get('q')?.trim() ?? '';
  const asked = url.searchParams.get('type');
  const type = isResultType(asked) ? asked : null;
  const found = q ? await api(fetch, 'GET /api/search', { query: { q, limit: type ? 100 : 40, countTo: 1_000, ...(type ? { types: [type] } : {}) } }) : null;
  return { q, type, found };
};
