import { contactName, type PersonName } from '../contacts/contact.names.rules.ts';
import { heldOn, known, todayOf } from '../contacts/contact.listing.ts';
import type { Context } from '../http/context.ts';
import type { Reference } from '../http/endpoint.ts';
import { listed, sql } from '../http/listing.ts';
import { visibleTo } from '../http/sight.ts';
import { nearVisits, type Government, type Visit } from './coordination.rules.ts';
import type { CandidateCoordination, Coordination } from './coordination.schema.ts';
import { governments } from './measure.rules.ts';

type Placed = { organizationId: string; placeId: string | null };
/** The candidates (by index) that something concerns. */
export type Concern = {
  of(organization: Placed): number[];
  inPlace(placeId: string): number[];
  ofForum(forumId: string): number[];
};
type Office = Omit<CandidateCoordination['offices'][number], 'isInside'>;
export type GovernmentRecords = {
  /** Every organization at or under either government */
  of: Map<string, Government>;
  offices: Office[];
  /** The ministry and Global Affairs Canada themselves, with what of them is no office abroad */
  headquarters: (Reference & { government: Government })[];
};

const ministries: Record<Government, string> = { quebec: 'org.mrif', canada: 'org.gac' };

/** The two governments as our records have them: what is under each, their offices abroad, their ministries. */
export function readGovernment(ctx: Context): GovernmentRecords {
  const tree = ctx.db.rows.all<{ id: string; government: string; ministry: string | null }>(sql`
    WITH RECURSIVE under("id", "government", "ministry") AS (
      SELECT "id", "id", NULL FROM "Organization" WHERE "id" IN (${governments.quebec}, ${governments.canada})
      UNION SELECT o."id", u."government", COALESCE(u."ministry", CASE WHEN o."id" IN (${ministries.quebec}, ${ministries.canada}) THEN o."id" END)
        FROM "Organization" o JOIN under u ON o."parentId" = u."id")
    SELECT "id", "government", "ministry" FROM under`);
  const nameOf = (id: string): Government => (id === governments.quebec ? 'quebec' : 'canada');
  const of = new Map(tree.map(({ id, government }) => [id, nameOf(government)]));
  type Row = Reference & { kind: string; placeId: string | null; placeFr: string; placeEn: string; lastHeldAt: Date | null };
  const rows = ctx.db.rows.all<Row>(sql`
    SELECT o."id", o."nameFr", o."nameEn", o."kind", o."lastHeldAt", o."placeId", p."nameFr" AS "placeFr", p."nameEn" AS "placeEn"
    FROM "Organization" o LEFT JOIN "Place" p ON p."id" = o."placeId"
    WHERE o."archivedAt" IS NULL AND o."stage" <> 'closed' AND NOT o."isOurs" AND o."id" IN (${listed([...of.keys()])}) ORDER BY o."sortName"`);
  const ministry = new Set(tree.filter((one) => one.ministry !== null).map(({ id }) => id));
  const named = ({ id, nameFr, nameEn }: Reference) => ({ id, nameFr, nameEn, government: of.get(id) ?? ('quebec' as const) });
  return {
    of,
    offices: rows.flatMap((row) =>
      row.kind === 'diplomatic_post' && row.placeId !== null
        ? [{ ...named(row), place: { id: row.placeId, nameFr: row.placeFr, nameEn: row.placeEn }, lastHeldAt: row.lastHeldAt?.toISOString() ?? null }]
        : [],
    ),
    headquarters: rows.filter(({ id, kind }) => kind !== 'diplomatic_post' && ministry.has(id)).map(named),
  };
}

/** The offices tied to a forum's body, or members of the forum, by candidate. */
export function readForumOffices(ctx: Context, { offices }: GovernmentRecords, forums: readonly { index: number; id: string; body: string | null }[]): Map<number, Set<string>> {
  const found = new Map<number, Set<string>>();
  if (forums.length === 0) return found;
  const rows = ctx.db.rows.all<{ officeId: string; organizationId: string | null; forumId: string | null }>(sql`
    SELECT "fromId" AS "officeId", "toId" AS "organizationId", NULL AS "forumId" FROM "OrganizationRelation" WHERE "fromId" IN (${listed(offices.map(({ id }) => id))})
    UNION ALL SELECT "organizationId", NULL, "forumId" FROM "Membership" WHERE "until" IS NULL AND "organizationId" IN (${listed(offices.map(({ id }) => id))})`);
  for (const { index, id, body } of forums) {
    found.set(index, new Set(rows.filter((row) => row.forumId === id || (body !== null && row.organizationId === body)).map(({ officeId }) => officeId)));
  }
  return found;
}

const lists = <T>(count: number): T[][] => Array.from({ length: count }, () => []);

/** Agreements of theirs with somebody there, and the partners there that have one of theirs and one of ours in force. */
export function readAgreements(ctx: Context, { of }: GovernmentRecords, concern: Concern, count: number) {
  type Row = Placed & Pick<CandidateCoordination['agreements'][number], 'id' | 'titleFr' | 'titleEn' | 'state'> & { isOurs: boolean };
  const rows = ctx.db.rows.all<Row>(sql`
    SELECT a."id", a."titleFr", a."titleEn", a."state", p."organizationId", o."placeId", o."isOurs" FROM "Agreement" a
    JOIN "AgreementParty" p ON p."agreementId" = a."id" JOIN "Organization" o ON o."id" = p."organizationId"
    WHERE a."archivedAt" IS NULL AND ${visibleTo(ctx, sql`a."sensitivity"`, sql`a."createdById"`)} ORDER BY a."sortName", a."id"`);
  const found = lists<CandidateCoordination['agreements'][number]>(count);
  const [theirs, ours] = [Array.from({ length: count }, () => new Set<string>()), new Set<string>()];
  for (const [id, parties] of Map.groupBy(rows, (row) => row.id)) {
    const [first] = parties;
    const sides = [...new Set(parties.flatMap(({ organizationId }) => of.get(organizationId) ?? []))];
    const others = parties.filter(({ organizationId, isOurs }) => !isOurs && !of.has(organizationId));
    if (first?.state === 'in_force' && parties.some(({ isOurs }) => isOurs)) for (const { organizationId } of others) ours.add(organizationId);
    if (!first || sides.length === 0) continue;
    for (const party of others) for (const index of concern.of(party)) theirs[index]?.add(party.organizationId);
    const indexes = new Set(parties.filter(({ isOurs }) => !isOurs).flatMap((party) => concern.of(party)));
    for (const index of indexes) found[index]?.push({ id, titleFr: first.titleFr, titleEn: first.titleEn, state: first.state, governments: sides });
  }
  return { found, shared: theirs.map((partners) => new Set([...partners].filter((id) => ours.has(id)))) };
}

/** Where a mission goes, or comes from: its itinerary, and where the organizations that it meets are; home is nowhere to go. */
const missionPlaces = sql`(
  SELECT it."missionId", it."placeId", it."startsOn", it."endsOn" FROM "ItineraryItem" it WHERE it."placeId" IS NOT NULL
  UNION ALL SELECT mo."missionId", o."placeId", NULL, NULL FROM "MissionOrganization" mo JOIN "Organization" o ON o."id" = mo."organizationId"
    WHERE o."placeId" IS NOT NULL AND NOT o."isOurs")`;
const isAbroad = sql`mp."placeId" NOT IN (SELECT "placeId" FROM "Organization" WHERE "isOurs" AND "placeId" IS NOT NULL)`;

/** Missions there that were coordinated with either, or that met one of their organizations; the latest first. */
export function readMissions(ctx: Context, { of }: GovernmentRecords, concern: Concern, count: number): CandidateCoordination['missions'][] {
  type Row = Omit<CandidateCoordination['missions'][number], 'governments'>;
  const rows = ctx.db.rows.all<Row>(sql`
    SELECT ms."id", ms."titleFr", ms."titleEn", ms."status", ms."direction", ms."startsOn", ms."endsOn",
      ms."ministryCoordination" AS "ministry", ms."federalCoordination" AS "federal" FROM "Mission" ms
    WHERE ms."archivedAt" IS NULL AND ms."status" <> 'cancelled' AND ${visibleTo(ctx, sql`ms."sensitivity"`, sql`ms."createdById"`)}
    ORDER BY COALESCE(ms."startsOn", ms."endsOn") DESC NULLS LAST, ms."id"`);
  const places = Map.groupBy(ctx.db.rows.all<{ missionId: string; placeId: string }>(sql`SELECT DISTINCT mp."missionId", mp."placeId" FROM ${missionPlaces} mp WHERE ${isAbroad}`), ({ missionId }) => missionId);
  const met = Map.groupBy(ctx.db.rows.all<Placed & { missionId: string }>(sql`
    SELECT mo."missionId", mo."organizationId", o."placeId" FROM "MissionOrganization" mo JOIN "Organization" o ON o."id" = mo."organizationId"`), ({ missionId }) => missionId);
  const found = lists<CandidateCoordination['missions'][number]>(count);
  for (const row of rows) {
    const organizations = met.get(row.id) ?? [];
    const sides = [...new Set(organizations.flatMap(({ organizationId }) => of.get(organizationId) ?? []))];
    if (row.ministry === 'none' && row.federal === 'none' && sides.length === 0) continue;
    const indexes = new Set([
      ...(places.get(row.id) ?? []).flatMap(({ placeId }) => concern.inPlace(placeId)),
      ...organizations.flatMap(({ organizationId }) => concern.of({ organizationId, placeId: null })),
    ]);
    for (const index of indexes) found[index]?.push({ ...row, governments: sides });
  }
  return found;
}

/** What of their policies is served there: by whom, through which commitment areas; the latest policy first. */
export function readThrusts(ctx: Context, { of }: GovernmentRecords, concern: Concern, count: number): CandidateCoordination['thrusts'][] {
  type Titled = { id: string; titleFr: string; titleEn: string | null };
  type Node = Titled & { issuerId: string; frameworkId: string; frameworkFr: string; frameworkEn: string; status: CandidateCoordination['thrusts'][number]['framework']['status'] };
  const nodes = new Map(ctx.db.rows.all<Node>(sql`
    SELECT n."id", n."titleFr", n."titleEn", f."id" AS "frameworkId", f."shortTitleFr" AS "frameworkFr", f."shortTitleEn" AS "frameworkEn", f."status", f."issuerId"
    FROM "PolicyNode" n JOIN "Framework" f ON f."id" = n."frameworkId"
    WHERE n."archivedAt" IS NULL AND f."archivedAt" IS NULL AND f."issuerId" IN (${listed([...of.keys()])})
    ORDER BY COALESCE(f."periodFrom", f."adoptedOn") DESC, n."position", n."id"`).map((node) => [node.id, node]));
  type Aligned = { commitmentId: string; policyNodeId: string; status: 'suggested' | 'confirmed' };
  const aligned = Map.groupBy(ctx.db.rows.all<Aligned>(sql`
    SELECT "commitmentId", "policyNodeId", "status" FROM "Alignment" WHERE "status" <> 'rejected' AND "archivedAt" IS NULL`), ({ commitmentId }) => commitmentId);
  const titles = new Map(ctx.db.rows.all<Titled>(sql`SELECT "id", "titleFr", "titleEn" FROM "PolicyNode" WHERE "archivedAt" IS NULL`).map((row) => [row.id, row]));
  const served = ctx.db.rows.all<Placed & { node: string }>(sql`
    SELECT oc."organizationId", o."placeId", oc."policyNodeId" AS "node" FROM "OrganizationCommitment" oc JOIN "Organization" o ON o."id" = oc."organizationId"
    WHERE o."archivedAt" IS NULL AND NOT o."isOurs"`).filter(({ organizationId }) => !of.has(organizationId));
  const forums = ctx.db.rows.all<{ forumId: string; node: string }>(sql`SELECT "forumId", "policyNodeId" AS "node" FROM "ForumCommitment"`);

  type Served = { partners: Set<string>; commitments: Set<string>; isDirect: boolean; isSuggested: boolean };
  const found = Array.from({ length: count }, () => new Map<string, Served>());
  const add = (index: number, node: string, partner: string | null): void => {
    const put = (id: string, commitment: Aligned | null): void => {
      if (!nodes.has(id)) return;
      const known = found[index]?.get(id) ?? { partners: new Set(), commitments: new Set(), isDirect: false, isSuggested: false };
      if (partner !== null) known.partners.add(partner);
      if (commitment) known.commitments.add(commitment.commitmentId);
      else known.isDirect = true;
      if (commitment?.status === 'suggested') known.isSuggested = true;
      found[index]?.set(id, known);
    };
    put(node, null);
    for (const one of aligned.get(node) ?? []) put(one.policyNodeId, one);
  };
  for (const row of served) for (const index of concern.of(row)) add(index, row.node, row.organizationId);
  for (const { forumId, node } of forums) for (const index of concern.ofForum(forumId)) add(index, node, null);

  const order = [...nodes.keys()];
  return found.map((thrusts) =>
    [...thrusts]
      .sort(([a, one], [b, other]) => Number(isPast(nodes.get(a)?.status)) - Number(isPast(nodes.get(b)?.status)) || other.partners.size - one.partners.size || order.indexOf(a) - order.indexOf(b))
      .flatMap(([id, { partners, commitments, isDirect, isSuggested }]) => {
        const node = nodes.get(id);
        if (!node) return [];
        return [{
          id, titleFr: node.titleFr, titleEn: node.titleEn,
          government: of.get(node.issuerId) ?? ('quebec' as const),
          framework: { id: node.frameworkId, titleFr: node.frameworkFr, titleEn: node.frameworkEn, status: node.status },
          alignment: isDirect ? null : isSuggested ? ('suggested' as const) : ('confirmed' as const),
          commitments: [...commitments].flatMap((commitment) => titles.get(commitment) ?? []),
          partners: partners.size,
        }];
      }),
  );
}

const isPast = (status: string | undefined): boolean => status === 'superseded' || status === 'completed';

/** The visits too near each other at each candidate, its forum's sessions and its own missions included. */
export function readNear(ctx: Context, concern: Concern, count: number, today: string): CandidateCoordination['flags'][] {
  type Row = Visit & { recordId: string; titleFr: string; titleEn: string | null };
  const visits = ctx.db.rows.all<Row>(sql`
    SELECT 'mission' AS "type", ms."id", ms."id" AS "recordId", ms."titleFr", ms."titleEn", mp."placeId",
      COALESCE(mp."startsOn", ms."startsOn", mp."endsOn", ms."endsOn", '') AS "from", COALESCE(mp."endsOn", ms."endsOn", mp."startsOn", ms."startsOn", '') AS "to"
    FROM "Mission" ms JOIN ${missionPlaces} mp ON mp."missionId" = ms."id"
    WHERE ms."archivedAt" IS NULL AND ms."status" <> 'cancelled' AND ${visibleTo(ctx, sql`ms."sensitivity"`, sql`ms."createdById"`)} AND ${isAbroad}
    UNION ALL SELECT 'session', fs."id", f."id", fs."titleFr", fs."titleEn", fs."placeId", COALESCE(fs."startsOn", fs."endsOn", ''), COALESCE(fs."endsOn", fs."startsOn", '')
    FROM "ForumSession" fs JOIN "Forum" f ON f."id" = fs."forumId" WHERE f."archivedAt" IS NULL AND fs."placeId" IS NOT NULL`);
  const places = new Map(ctx.db.rows.all<Reference & { parentId: string | null; countryCode: string | null }>(sql`SELECT "id", "nameFr", "nameEn", "parentId", "countryCode" FROM "Place"`).map((place) => [place.id, place]));
  /** Up to the country: a continent is no place to meet in. */
  const isIn = (id: string, outer: string): boolean => {
    for (let at = places.get(id); at?.countryCode; at = places.get(at.parentId ?? '')) if (at.id === outer) return true;
    return false;
  };
  const found = lists<CandidateCoordination['flags'][number]>(count);
  for (const { first, second, days } of nearVisits(visits, today, (one, other) => one === other || isIn(one, other) || isIn(other, one))) {
    const inner = isIn(first.placeId, second.placeId) ? first.placeId : second.placeId;
    const place = places.get(inner);
    if (!place) continue;
    const forums = [first, second].flatMap((visit) => (visit.type === 'session' ? concern.ofForum(visit.recordId) : []));
    const visit = ({ type, recordId, titleFr, titleEn, from, to }: Row) => ({ type, record: { id: recordId, titleFr, titleEn }, from, to });
    for (const index of new Set([...concern.inPlace(inner), ...forums])) {
      found[index]?.push({ place: { id: inner, nameFr: place.nameFr, nameEn: place.nameEn }, first: visit(first), second: visit(second), days });
    }
  }
  return found;
}

/** People who hold a position today in one of these organizations, and whom somebody of ours knows; most known first. */
export async function peopleKnown(ctx: Context, offices: ReadonlyMap<string, Reference & { government: Government }>): Promise<Coordination['headquarters']> {
  if (offices.size === 0) return [];
  type Row = PersonName & { id: string; organizationId: string; titleFr: string | null; titleEn: string | null };
  const rows = await ctx.db.reader.$queryRaw<Row[]>(sql`
    SELECT c."id", c."givenName", c."particle", c."familyName", c."nameOrder", p."organizationId", p."titleFr", p."titleEn"
    FROM "Position" p JOIN "Contact" c ON c."id" = p."contactId"
    WHERE p."organizationId" IN (${listed([...offices.keys()])}) AND ${heldOn(todayOf(ctx))} AND c."archivedAt" IS NULL
      AND ${visibleTo(ctx, sql`c."sensitivity"`, sql`c."createdById"`)} ORDER BY c."sortName", c."id", p."isPrimary" DESC, p."id"`);
  if (rows.length === 0) return [];
  const knowers = Map.groupBy(
    await ctx.db.reader.$queryRaw<{ contactId: string; id: string; name: string }[]>(sql`
      SELECT DISTINCT k."contactId", u."id", u."name" FROM ${known(ctx, listed(rows.map(({ id }) => id)))} k
      JOIN "User" u ON u."id" = k."userId" ORDER BY u."name"`),
    ({ contactId }) => contactId,
  );
  return rows
    .flatMap((row) => {
      const [office, by] = [offices.get(row.organizationId), knowers.get(row.id) ?? []];
      if (!office || by.length === 0) return [];
      const { government, ...organization } = office;
      return [{ id: row.id, name: contactName(row), titleFr: row.titleFr, titleEn: row.titleEn, organization, government, knownBy: by.map(({ id, name }) => ({ id, name })) }];
    })
    .sort((a, b) => b.knownBy.length - a.knownBy.length);
}
