import { api } from '#lib/api.ts';
import { formatDate, inLocale } from '#lib/i18n.ts';
import { namesOf } from '#lib/listing/names.ts';
import { m } from '#paraglide/messages.js';

/** The words for the ids and days that the address filters by, for the chips; what cannot be read keeps its id. */
export async function filterNames(fetcher: typeof fetch, url: URL, me: string): Promise<Record<string, string>> {
  const given = (param: string) => [...url.searchParams.getAll(param), ...url.searchParams.getAll(`not.${param}`)];
  const days = ['from', 'to', 'dueBefore', 'dueAfter'].flatMap(given).map((day) => [day, formatDate(day)]);
  const [records, read] = await Promise.all([
    namesOf(fetcher, url),
    Promise.allSettled([
      ...given('contact').map(async (id) => [id, (await api(fetcher, 'GET /api/contacts/:id', { params: { id } })).name]),
      ...given('mission').map(async (id) => [id, inLocale(await api(fetcher, 'GET /api/missions/:id', { params: { id } }), 'title')]),
      ...given('interaction').map(async (id) => [id, (await api(fetcher, 'GET /api/interactions/:id', { params: { id } })).subject]),
    ]),
  ]);
  const found = read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  return { ...records, ...Object.fromEntries([...days, ...found, ['me', me]]), true: m.list_yes(), false: m.list_no() };
}
