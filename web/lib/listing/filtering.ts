import { api, isProblem, type Answer, type Query } from '#lib/api.ts';

type FiltersQuery = NonNullable<Query<'GET /api/filters'>>;
export type Collection = FiltersQuery['collection'];
export type Described = Answer<'GET /api/filters'>;
export type View = Answer<'GET /api/views'>['items'][number];
export type Filtering = {
  collection: Collection;
  described: Described;
  views: View[];
  /** The view that was opened, and what changed in it */
  view: View | null;
  changes: Answer<'GET /api/views/:id/changes'> | null;
};

const pageOnly = ['cursor', 'limit', 'view'];
const nothing: Described = { filters: [], dropped: [], without: [] };

/** The query string of the list that an address shows: filters and sort. */
export function listQueryOf(url: { searchParams: { toString(): string } }): string {
  const search = new URLSearchParams(url.searchParams.toString());
  for (const name of pageOnly) search.delete(name);
  return search.toString();
}

/** What a list page shows beside its records: the names in its filters, the kept views, the view that is open. */
export async function readFiltering(fetcher: typeof fetch, collection: Collection, url: URL): Promise<Filtering> {
  const opened = url.searchParams.get('view');
  const [described, views, changes] = await Promise.all([
    describe(fetcher, collection, url, false),
    api(fetcher, 'GET /api/views', { query: { collection: [collection], limit: 200 } }),
    opened ? changesOf(fetcher, opened) : null,
  ]);
  const view = views.items.find(({ id }) => id === opened) ?? null;
  return { collection, described, views: views.items, view, changes: view && changes };
}

/** The same for a list that has nothing left: what would come back without each filter. */
export async function relaxed(fetcher: typeof fetch, filtering: Filtering, url: URL, total: number): Promise<Filtering> {
  if (total > 0) return filtering;
  return { ...filtering, described: await describe(fetcher, filtering.collection, url, true) };
}

async function describe(fetcher: typeof fetch, collection: Collection, url: URL, relax: boolean): Promise<Described> {
  const query = listQueryOf(url);
  const hasFilters = [...new URLSearchParams(query).keys()].some((name) => name !== 'sort');
  // What is too long to be told apart is a text to search for, and needs no name.
  if (!hasFilters || query.length > 12_000) return nothing;
  return api(fetcher, 'GET /api/filters', { query: { collection, query, ...(relax ? { relax: 'true' } : {}) } });
}

/** A view that is gone, or that was never ours to see, opens as the filters in the address. */
async function changesOf(fetcher: typeof fetch, id: string): Promise<Answer<'GET /api/views/:id/changes'> | null> {
  try {
    return await api(fetcher, 'GET /api/views/:id/changes', { params: { id } });
  } catch (error) {
    if (isProblem(error, 404)) return null;
    throw error;
  }
}
