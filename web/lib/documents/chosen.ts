import { api, type Query } from '#lib/api.ts';
import { inLocale } from '#lib/i18n.ts';
import { queryOf } from '#lib/url.ts';
import { recordsOf } from './wishes.ts';
import { isSelectable, mostOfNote as most, types, type Chosen, type Selectable, type SubjectType } from './subjects.ts';

/** The records that the address of the maker names: one by one, or by the filters of a list. */
export async function readChosen(fetcher: typeof fetch, url: URL): Promise<Chosen> {
  const selection = url.searchParams.get('selection');
  if (isSelectable(selection)) return readSelection(fetcher, selection, url);
  const named = types.flatMap((type) => url.searchParams.getAll(type).map((id) => ({ type, id }))).slice(0, most);
  const subjects = await Promise.all(named.map(async (one) => ({ ...one, label: await labelOf(fetcher, one) })));
  return { subjects, total: subjects.length };
}

async function readSelection(fetcher: typeof fetch, collection: Selectable, url: URL): Promise<Chosen> {
  const { selection: _selection, cursor: _cursor, ...filters } = queryOf({ searchParams: new URLSearchParams(recordsOf(url.search)) });
  const asked = { ...filters, limit: most };
  if (collection === 'organizations') {
    const { items, total } = await api(fetcher, 'GET /api/organizations', { query: asked as Query<'GET /api/organizations'> });
    return { subjects: items.map((one) => ({ type: 'organization', id: one.id, label: inLocale(one, 'name') })), total };
  }
  if (collection === 'contacts') {
    const { items, total } = await api(fetcher, 'GET /api/contacts', { query: asked as Query<'GET /api/contacts'> });
    return { subjects: items.map(({ id, name }) => ({ type: 'contact', id, label: name })), total };
  }
  const { items, total } = await api(fetcher, 'GET /api/interactions', { query: asked as Query<'GET /api/interactions'> });
  return { subjects: items.map(({ id, subject }) => ({ type: 'interaction', id, label: subject })), total };
}

async function labelOf(fetcher: typeof fetch, { type, id }: { type: SubjectType; id: string }): Promise<string> {
  const params = { id };
  switch (type) {
    case 'organization':
      return inLocale(await api(fetcher, 'GET /api/organizations/:id', { params }), 'name');
    case 'contact':
      return (await api(fetcher, 'GET /api/contacts/:id', { params })).name;
    case 'interaction':
      return (await api(fetcher, 'GET /api/interactions/:id', { params })).subject;
    case 'mission':
      return inLocale(await api(fetcher, 'GET /api/missions/:id', { params }), 'title');
    case 'place':
      return inLocale(await api(fetcher, 'GET /api/places/:id', { params }), 'name');
    case 'region':
      return inLocale(await api(fetcher, 'GET /api/regions/:id', { params }), 'name');
    case 'framework':
      return inLocale(await api(fetcher, 'GET /api/frameworks/:id', { params }), 'title');
  }
}
