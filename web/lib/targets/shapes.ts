import { api, type Answer } from '#lib/api.ts';
import type { Exercise } from './board.ts';

export type Shape = Answer<'GET /api/map/shapes'>['items'][number];

/** Where the regions and places of an exercise are drawn; nothing is asked for where it chooses among something else. */
export async function readShapes(fetcher: typeof fetch, { subject, candidates }: Pick<Exercise, 'subject' | 'candidates'>): Promise<Shape[]> {
  const [place, region] = [candidates.flatMap(({ placeId }) => placeId ?? []), candidates.flatMap(({ regionId }) => regionId ?? [])];
  if (subject !== 'regions' || place.length + region.length === 0) return [];
  const unique = (ids: string[]): string[] => [...new Set(ids)];
  return (await api(fetcher, 'GET /api/map/shapes', { query: { place: unique(place), region: unique(region) } })).items;
}
