import { api, isProblem, type Query } from '#lib/api.ts';
import { queryOf } from '#lib/url.ts';
import { forumCandidate, organizationCandidate, placeCandidate, regionCandidate, type Found, type Subject } from './exercise.ts';

/** Candidates picked elsewhere, on their way to an exercise. */
export interface Picks {
  subject: Subject;
  found: Found[];
  /** How many there were where they come from; more than were taken when an exercise cannot hold them all */
  total: number;
  /** The query string that holds them, to carry them to another exercise */
  query: string;
}

/** As many as an exercise holds. */
export const mostCandidates = 200;
const lists = { organizations: 'organizations', forums: 'forums' } as const;
const path = (params: [string, string][]): string => `/targets/new?${new URLSearchParams(params).toString()}`;

/** The way to a new exercise among these regions and places. */
export const compareRegions = (regionIds: readonly string[], placeIds: readonly string[] = []): string =>
  path([...regionIds.map((id): [string, string] => ['region', id]), ...placeIds.map((id): [string, string] => ['place', id])]);
/** The way to a new exercise among these organizations. */
export const compareOrganizations = (ids: readonly string[]): string => path(ids.map((id) => ['organization', id]));
/** The way to a new exercise among all that a list shows with its filters, up to as many as an exercise holds. */
export function compareList(list: keyof typeof lists, searchParams: { toString(): string }): string {
  const filters = new URLSearchParams(searchParams.toString());
  for (const name of ['cursor', 'limit', 'view']) filters.delete(name);
  return path([['list', list], ['filters', filters.toString()]]);
}

/** What an address brings along; null when it brings nothing. What is gone since, or never was ours to see, stays out. */
export async function readPicks(fetcher: typeof fetch, { searchParams }: URL): Promise<Picks | null> {
  const query = searchParams.toString();
  const list = searchParams.get('list');
  const filters = { ...queryOf({ searchParams: new URLSearchParams(searchParams.get('filters') ?? '') }), limit: mostCandidates };
  if (list === lists.organizations) {
    const { items, total } = await api(fetcher, 'GET /api/organizations', { query: filters as Query<'GET /api/organizations'> });
    return { subject: 'organizations', found: items.map(organizationCandidate), total, query };
  }
  if (list === lists.forums) {
    const { items, total } = await api(fetcher, 'GET /api/forums', { query: filters as Query<'GET /api/forums'> });
    return { subject: 'forums', found: items.map(forumCandidate), total, query };
  }
  const ids = (name: string): string[] => [...new Set(searchParams.getAll(name))].slice(0, mostCandidates);
  const [regions, places, organizations, forums] = [ids('region'), ids('place'), ids('organization'), ids('forum')];
  const read = <T>(of: string[], one: (id: string) => Promise<T>) => Promise.all(of.map((id) => one(id).catch(missing)));
  const found =
    regions.length + places.length > 0
      ? (await Promise.all([
          regions.length > 0 ? readRegions(fetcher, regions) : [],
          read(places, async (id) => placeCandidate(await api(fetcher, 'GET /api/places/:id', { params: { id } }))),
        ])).flat()
      : organizations.length > 0
        ? await read(organizations, async (id) => organizationCandidate(await api(fetcher, 'GET /api/organizations/:id', { params: { id } })))
        : await read(forums, async (id) => forumCandidate(await api(fetcher, 'GET /api/forums/:id', { params: { id } })));
  const subject: Subject = regions.length + places.length > 0 ? 'regions' : organizations.length > 0 ? 'organizations' : 'forums';
  const kept = found.filter((one) => one !== null);
  return kept.length > 0 ? { subject, found: kept, total: kept.length, query } : null;
}

/** The regions of the office in the order in which they were picked, in one call: an office may pick all it has. */
async function readRegions(fetcher: typeof fetch, ids: readonly string[]): Promise<Found[]> {
  const { items } = await api(fetcher, 'GET /api/regions', { query: { limit: mostCandidates } });
  return ids.flatMap((id) => items.filter((one) => one.id === id).map(regionCandidate));
}

function missing(error: unknown): null {
  if (isProblem(error, 404)) return null;
  throw error;
}
