import { api } from '#lib/api.ts';
import { inLocale } from '#lib/i18n.ts';

/** The name of each organization or place that the address filters by, for its chip; what cannot be read keeps its id. */
export async function namesOf(fetcher: typeof fetch, url: URL): Promise<Record<string, string>> {
  const ids = (...params: string[]) => params.flatMap((param) => [...url.searchParams.getAll(param), ...url.searchParams.getAll(`not.${param}`)]);
  const read = async (id: string, record: Promise<{ nameFr: string; nameEn: string | null }>) => [id, inLocale(await record, 'name')] as const;
  const found = await Promise.allSettled([
    ...ids('organization', 'member').map((id) => read(id, api(fetcher, 'GET /api/organizations/:id', { params: { id } }))),
    ...ids('place').map((id) => read(id, api(fetcher, 'GET /api/places/:id', { params: { id } }))),
  ]);
  return Object.fromEntries(found.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])));
}
