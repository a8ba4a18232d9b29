import { api, type Query } from '#lib/api.ts';
import type { PartnersMap } from '#lib/map/partners-map.ts';
import { views } from '#lib/map/views.ts';
import { facetNames, filtersOf } from '#lib/organizations/partner-filters.ts';
import { queryOf } from '#lib/url.ts';
import { frameAt, writeFrame, type Frame } from '#server/map/projection.rules.ts';

const shownPartners = 6;
const manyLines = 1000;

/** The map, its table and its card come from the address: the filters of the list of partners, a period, a frame. */
export const load = async ({ fetch, url }) => {
  const filters = queryOf({ searchParams: filtersOf(url.searchParams) }) as Query<'GET /api/organizations'>;
  const own = (name: string) => url.searchParams.get(name) ?? undefined;
  const picked = own('picked');
  const region = picked?.startsWith('region:') ? picked.slice('region:'.length) : undefined;
  const inForce = facetNames.filter((name) => name in filters || `not.${name}` in filters);
  const query = {
    ...filters,
    ...Object.fromEntries(['from', 'to', 'picked', 'sort'].flatMap((name) => (own(name) === undefined ? [] : [[name, own(name)]]))),
    ...(own('lines') === 'all' ? { limit: manyLines } : {}),
  } as Query<'GET /api/organizations/map'>;
  const frame = own('frame') ?? frameOfView(own('view'));
  const { region: _region, at: _at, ...others } = filters;
  const [map, partners, facets] = await Promise.all([
    api(fetch, 'GET /api/organizations/map', { query: frame ? { ...query, frame } : query }),
    picked
      ? api(fetch, 'GET /api/organizations', {
          query: { ...others, ...(region ? { region: [region] } : { ...(filters.region ? { region: filters.region } : {}), at: [picked] }), sort: '-lastHeldAt', limit: shownPartners },
        })
      : null,
    inForce.length > 0 ? api(fetch, 'GET /api/organizations/facets', { query: { ...filters, facet: inForce } as Query<'GET /api/organizations/facets'> }) : {},
  ]);
  return { map: map satisfies PartnersMap, partners, facets, filters };
};

function frameOfView(name: string | undefined): string | undefined {
  const view = name === undefined ? undefined : views[name];
  if (!view) return undefined;
  const [left, top, width, height]: Frame = view.frame;
  return writeFrame(frameAt([left + width / 2, top + height / 2], width));
}
