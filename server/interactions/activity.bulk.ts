import { alone, type Alone } from '../database.ts';
import { sql } from '../http/listing.ts';
import { commitmentsKey, monthOf } from './activity.rules.ts';

type Held = { id: string; startsAt: string; sensitivity: string; placeId: string | null };
/** Interactions read at once. */
const readAtOnce = 5_000;

/**
 * Counts every month anew in a file that nobody has open, in one pass over the interactions: what `rebuildActivity`
 * leaves, many times faster.
 * @returns the number of interactions held, or null when the file is open somewhere: nothing was done then
 */
export function countActivityAlone(file: string): Promise<number | null> {
  return alone(file, async ({ raw, rows }) => {
    const { counts, held } = countActivity(rows);
    putActivity(raw, counts);
    return held;
  });
}

/** Puts the counts in the place of all that is there. */
export function putActivity(raw: Alone['raw'], counts: ReadonlyMap<string, number>): void {
  raw.transaction(() => {
    raw.exec('DELETE FROM activity_month');
    const insert = raw.prepare(`INSERT INTO activity_month ("axis", "month", "member", "commitments", "sensitivity", "held") VALUES (?, ?, ?, ?, ?, ?)`);
    for (const key of [...counts.keys()].sort()) insert.run(...key.split(separator), counts.get(key));
    raw.exec('DELETE FROM activity_stale');
  })();
}

/** Between the parts of a key; in the order of the table's, so that sorted keys are sorted rows. */
const separator = '\u0000';

/** Counts of interactions held, by the key of their row; and how many are held. */
export function countActivity(rows: Alone['rows']): { counts: Map<string, number>; held: number } {
  const { organizations, regionsOf } = groundOf(rows);
  const counts = new Map<string, number>();
  let count = 0;
  for (let after = ''; ; ) {
    // The plus keeps SQLite on the order of ids: by status it would sort them all for each part.
    const part = rows.all<Held>(sql`
      SELECT "id", CAST("startsAt" AS TEXT) AS "startsAt", "sensitivity", "placeId" FROM "Interaction"
      WHERE "id" > ${after} AND +"status" = 'held' AND "archivedAt" IS NULL ORDER BY "id" LIMIT ${readAtOnce}`);
    const last = part.at(-1);
    if (!last) return { counts, held: count };
    const met = grouped(rows.all(sql`
      SELECT "interactionId" AS "id", "organizationId" AS "value" FROM "InteractionOrganization" WHERE "interactionId" > ${after} AND "interactionId" <= ${last.id}`));
    const served = grouped(rows.all(sql`
      SELECT "interactionId" AS "id", "policyNodeId" AS "value" FROM "InteractionCommitment" WHERE "interactionId" > ${after} AND "interactionId" <= ${last.id}`));
    for (const { id, startsAt, sensitivity, placeId } of part) {
      const month = monthAt(startsAt);
      const cell = `${commitmentsKey(served.get(id) ?? [])}${separator}${sensitivity}`;
      const add = (axis: string, member: string): void => {
        const key = `${axis}${separator}${month}${separator}${member}${separator}${cell}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      };
      const [places, kinds, regions] = [new Set<string>(), new Set<string>(), new Set<string>()];
      if (placeId !== null) places.add(placeId);
      for (const organizationId of met.get(id) ?? []) {
        const one = organizations.get(organizationId);
        if (!one) continue;
        if (one.placeId !== null) places.add(one.placeId);
        if (!one.isOurs) kinds.add(one.kind);
      }
      for (const place of places) for (const region of regionsOf(place)) regions.add(region);
      add('all', '');
      for (const place of places) add('place', place);
      for (const kind of kinds) add('kind', kind);
      for (const region of regions) add('region', region);
    }
    after = last.id;
    count += part.length;
  }
}

/** What lies under interactions: partners with their place and kind, and the regions in which a place lies. */
function groundOf(rows: Alone['rows']) {
  type Partner = { id: string; placeId: string | null; kind: string; isOurs: boolean };
  const organizations = new Map(rows.all<Partner>(sql`SELECT "id", "placeId", "kind", "isOurs" FROM "Organization"`).map((one) => [one.id, one]));
  const above = new Map(rows.all<{ id: string; parentId: string | null }>(sql`SELECT "id", "parentId" FROM "Place"`).map((one) => [one.id, one.parentId]));
  const direct = grouped(rows.all(sql`SELECT "placeId" AS "id", "regionId" AS "value" FROM "RegionPlace"`));
  const known = new Map<string, ReadonlySet<string>>();
  const regionsOf = (place: string): ReadonlySet<string> => {
    const found = known.get(place);
    if (found) return found;
    const regions = new Set<string>();
    const seen = new Set<string>();
    for (let at: string | null = place; at !== null && !seen.has(at); at = above.get(at) ?? null) {
      seen.add(at);
      for (const region of direct.get(at) ?? []) regions.add(region);
    }
    known.set(place, regions);
    return regions;
  };
  return { organizations, regionsOf };
}

function grouped(pairs: readonly { id: string; value: string }[]): Map<string, string[]> {
  const lists = new Map<string, string[]>();
  for (const { id, value } of pairs) {
    const list = lists.get(id);
    if (list) list.push(value);
    else lists.set(id, [value]);
  }
  return lists;
}

/** The office's month of an instant as it is stored. No clock is a day away from UTC's, so only the ends of months are asked. */
const months = new Map<string, string>();
function monthAt(stored: string): string {
  const day = stored.slice(8, 10);
  if (day > '01' && day < '28') return stored.slice(0, 7);
  // A month turns on the hour.
  const hour = stored.slice(0, 13);
  const known = months.get(hour);
  if (known !== undefined) return known;
  if (months.size >= 50_000) months.clear();
  const month = monthOf(new Date(stored));
  months.set(hour, month);
  return month;
}
