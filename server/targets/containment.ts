import type { Transaction } from '../database.ts';
import { join, sql } from '../http/listing.ts';

type Placed = { id: string; regionId: string | null; placeId: string | null; organizationId: string | null };

/**
 * Of candidates, which lies in which: a place or an organization in a region or a place above it, a region all of whose
 * places lie in another. Two that cover the same places lie in each other; the same record twice is not said here.
 * @returns pairs of candidate ids, the outer one first
 */
export async function containments(from: Transaction, candidates: readonly Placed[]): Promise<[string, string][]> {
  const [regionIds, organizationIds] = [idsOf(candidates, 'regionId'), idsOf(candidates, 'organizationId')];
  const roots = await rootsOf(from, regionIds, organizationIds);
  const of = (candidate: Placed): string[] => {
    if (candidate.regionId) return roots.get(candidate.regionId) ?? [];
    if (candidate.placeId) return [candidate.placeId];
    return candidate.organizationId ? (roots.get(candidate.organizationId) ?? []) : [];
  };
  const above = await ancestorsOf(from, [...new Set(candidates.flatMap(of))]);
  return candidates.flatMap((outer) => {
    const covered = new Set(outer.regionId || outer.placeId ? of(outer) : []);
    if (covered.size === 0) return [];
    return candidates.flatMap((inner): [string, string][] => {
      const places = of(inner);
      const isSame = outer.id === inner.id || recordOf(outer) === recordOf(inner);
      const lies = !isSame && places.length > 0 && places.every((place) => above.get(place)?.some((id) => covered.has(id)));
      return lies ? [[outer.id, inner.id]] : [];
    });
  });
}

const idsOf = (candidates: readonly Placed[], field: 'regionId' | 'organizationId'): string[] => [...new Set(candidates.flatMap((candidate) => candidate[field] ?? []))];
const recordOf = ({ regionId, placeId, organizationId }: Placed): string => JSON.stringify([regionId, placeId, organizationId]);

/** The places that make each region, and the one of each organization. */
async function rootsOf(from: Transaction, regionIds: string[], organizationIds: string[]): Promise<Map<string, string[]>> {
  const rows = await from.$queryRaw<{ key: string; placeId: string }[]>(sql`
    SELECT "regionId" AS "key", "placeId" FROM "RegionPlace" WHERE "regionId" IN (${join([...regionIds, ''])})
    UNION ALL SELECT "id", "placeId" FROM "Organization" WHERE "placeId" IS NOT NULL AND "id" IN (${join([...organizationIds, ''])})`);
  const roots = new Map<string, string[]>();
  for (const { key, placeId } of rows) roots.set(key, [...(roots.get(key) ?? []), placeId]);
  return roots;
}

/** Each place with itself and every place that it lies in. */
async function ancestorsOf(from: Transaction, placeIds: string[]): Promise<Map<string, string[]>> {
  if (placeIds.length === 0) return new Map();
  const rows = await from.$queryRaw<{ key: string; id: string }[]>(sql`
    WITH RECURSIVE above("key", "id") AS (
      SELECT "id", "id" FROM "Place" WHERE "id" IN (${join(placeIds)})
      UNION SELECT a."key", p."parentId" FROM above a JOIN "Place" p ON p."id" = a."id" WHERE p."parentId" IS NOT NULL
    ) SELECT "key", "id" FROM above`);
  const above = new Map<string, string[]>();
  for (const { key, id } of rows) above.set(key, [...(above.get(key) ?? []), id]);
  return above;
}
