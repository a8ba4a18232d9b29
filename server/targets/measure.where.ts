import { membersOf, organizationsUnder, placeWithin } from '../http/conditions.ts';
import type { Context } from '../http/context.ts';
import { join, sql, type Sql } from '../http/listing.ts';
import { subjectOf, type MeasureCandidate } from './measure.rules.ts';

type Candidate = MeasureCandidate & { id: string };
type Placed = { organizationId: string; placeId: string | null };
/** Ids of the places, organizations and sessions whose interactions concern a candidate. */
export type Concerned = { places?: Sql; organizations?: Sql; sessions?: Sql };

/**
 * Where candidates are, so that one query a measure answers for all of them: the places of each region and place, the
 * organizations at or under each organization, the members of each forum. Candidates are told by their index.
 */
export type Whereabouts = {
  candidates: readonly Candidate[];
  zeros(): number[];
  /** The candidates that an organization concerns: by its place, as itself or under one, as a member */
  of(organization: Placed): number[];
  /** Those that it concerns as itself or under one */
  under(organizationId: string): number[];
  /** Those that an office at a place serves: a region it lies in, a place or organization of the same country */
  served(placeId: string): Iterable<number>;
  /** False where no country is known: of an organization, of a place and what lies in it, of a region without places */
  isPlaced(index: number): boolean;
  /** The sum over organizations for each candidate */
  add<Row extends Placed>(rows: readonly Row[], value: (row: Row) => number): number[];
  /** Region → its candidates */
  regions(): Map<string, number[]>;
  /** For the candidates that are no region: whose interactions concern them */
  read(): Map<string, Concerned>;
};

export async function whereabouts(ctx: Context, candidates: readonly Candidate[]): Promise<Whereabouts> {
  const subjects = candidates.map((candidate) => subjectOf(candidate));
  const ids = (kind: string): string[] => subjects.flatMap((subject) => (subject?.kind === kind ? [subject.id] : []));
  const indexes = (kind: string, id: string): number[] => subjects.flatMap((subject, index) => (subject?.kind === kind && subject.id === id ? [index] : []));
  const { rows } = ctx.db;
  const any = (which: string[], query: (list: Sql) => Sql): Sql => (which.length > 0 ? query(join(which)) : sql`SELECT NULL AS "id", NULL AS "key" WHERE FALSE`);
  const tree = rows.all<{ id: string; parentId: string | null; countryCode: string | null }>(sql`SELECT "id", "parentId", "countryCode" FROM "Place"`);
  const members = rows.all<{ key: string; id: string }>(any(ids('region'), (list) => sql`SELECT "regionId" AS "key", "placeId" AS "id" FROM "RegionPlace" WHERE "regionId" IN (${list})`));
  const networks = rows.all<{ key: string; id: string }>(any(ids('forum'), (list) => sql`
    SELECT mb."forumId" AS "key", mb."organizationId" AS "id" FROM "Membership" mb WHERE mb."forumId" IN (${list}) AND mb."organizationId" IN ${membersOf(ids('forum'))} AND mb."until" IS NULL`));
  const homes = rows.all<{ id: string; countryCode: string | null }>(any(ids('organization'), (list) => sql`
    SELECT o."id", p."countryCode" FROM "Organization" o LEFT JOIN "Place" p ON p."id" = o."placeId" WHERE o."id" IN (${list})`));
  const beneath = rows.all<{ key: string; id: string }>(any(ids('organization'), (list) => sql`
    WITH RECURSIVE under("key", "id") AS (
      SELECT "id", "id" FROM "Organization" WHERE "id" IN (${list})
      UNION SELECT u."key", o."id" FROM "Organization" o JOIN under u ON o."parentId" = u."id") SELECT "key", "id" FROM under`));

  const children = Map.groupBy(tree, ({ parentId }) => parentId);
  const within = (start: readonly string[]): Set<string> => {
    const found = new Set(start);
    for (const id of found) for (const child of children.get(id) ?? []) found.add(child.id);
    return found;
  };
  const [byPlace, byOrganization, byOffice] = [new Map<string, number[]>(), new Map<string, number[]>(), new Map<string, number[]>()];
  const put = (map: Map<string, number[]>, keys: Iterable<string>, index: number): void => {
    for (const key of keys) {
      const known = map.get(key);
      if (known) known.push(index);
      else map.set(key, [index]);
    }
  };
  const placesOfRegion = Map.groupBy(members, ({ key }) => key);
  const countryOf = new Map(tree.map(({ id, countryCode }) => [id, countryCode]));
  const placesOfCountry = Map.groupBy(tree, ({ countryCode }) => countryCode);
  const inCountry = (code: string | null | undefined): string[] => (code ? (placesOfCountry.get(code) ?? []).map(({ id }) => id) : []);
  const home = new Map(homes.map(({ id, countryCode }) => [id, countryCode]));
  const unders = Map.groupBy(beneath, ({ key }) => key);
  const networkMembers = Map.groupBy(networks, ({ key }) => key);
  const isSomewhere = (places: Iterable<string>): boolean => [...places].some((id) => countryOf.get(id));
  const isPlaced: boolean[] = [];
  subjects.forEach((subject, index) => {
    if (subject?.kind === 'region') {
      const places = within((placesOfRegion.get(subject.id) ?? []).map(({ id }) => id));
      isPlaced[index] = isSomewhere(places);
      put(byPlace, places, index);
      put(byOffice, places, index);
    } else if (subject?.kind === 'place') {
      const places = within([subject.id]);
      isPlaced[index] = isSomewhere(places);
      put(byPlace, places, index);
      put(byOffice, new Set([...places, ...inCountry(countryOf.get(subject.id))]), index);
    } else if (subject?.kind === 'organization') {
      put(byOrganization, (unders.get(subject.id) ?? []).map(({ id }) => id), index);
      put(byOffice, inCountry(home.get(subject.id)), index);
      isPlaced[index] = Boolean(home.get(subject.id));
    } else if (subject?.kind === 'forum') {
      put(byOrganization, (networkMembers.get(subject.id) ?? []).map(({ id }) => id), index);
    }
  });

  const none: number[] = [];
  const where: Whereabouts = {
    candidates,
    zeros: () => candidates.map(() => 0),
    of: ({ organizationId, placeId }) => {
      const [here, itself] = [(placeId !== null && byPlace.get(placeId)) || none, byOrganization.get(organizationId) ?? none];
      return here.length === 0 ? itself : itself.length === 0 ? here : [...here, ...itself];
    },
    under: (organizationId) => byOrganization.get(organizationId) ?? none,
    served: (placeId) => byOffice.get(placeId) ?? none,
    isPlaced: (index) => isPlaced[index] ?? false,
    add: (organizations, value) => {
      const sums = where.zeros();
      for (const row of organizations) for (const index of where.of(row)) sums[index] = (sums[index] ?? 0) + value(row);
      return sums;
    },
    regions: () => new Map(ids('region').map((id) => [id, indexes('region', id)])),
    read: () =>
      new Map(
        candidates.flatMap((candidate, index): [string, Concerned][] => {
          const subject = subjects[index];
          if (!subject || subject.kind === 'region') return [];
          return [[candidate.id, concernedBy[subject.kind](subject.id)]];
        }),
      ),
  };
  return where;
}

const concernedBy: Record<'place' | 'organization' | 'forum', (id: string) => Concerned> = {
  place: (id) => ({
    places: sql`(SELECT p."id" FROM "Place" p WHERE ${placeWithin(sql`p."id"`)([id])})`,
    organizations: sql`(SELECT o."id" FROM "Organization" o WHERE ${placeWithin(sql`o."placeId"`)([id])})`,
  }),
  organization: (id) => ({ organizations: sql`(SELECT o."id" FROM "Organization" o WHERE o."id" IN ${organizationsUnder([id])})` }),
  forum: (id) => ({
    sessions: sql`(SELECT fs."id" FROM "ForumSession" fs WHERE fs."forumId" = ${id})`,
    organizations: sql`(SELECT f."organizationId" AS "id" FROM "Forum" f WHERE f."id" = ${id} AND f."organizationId" IS NOT NULL)`,
  }),
};
