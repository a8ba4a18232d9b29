import type { Context } from '../http/context.ts';
import { kept } from '../http/kept.ts';
import { placeInRegion } from '../http/conditions.ts';
import { join, sql, type Sql } from '../http/listing.ts';
import { heldByMember } from '../interactions/activity.read.ts';
import { commitmentsIn } from '../interactions/activity.rules.ts';
import { dateInZone, formatDate } from '../text/format.rules.ts';
import { labelOf } from '../text/labels.ts';
import { twelveMonthsBefore } from '../text/period.rules.ts';
import type { organizationKinds } from '../vocabulary.ts';
import { commitmentHeads, readPolicy, under } from './coverage.heads.ts';
import { lastTwelveMonths, rankCandidates, type Candidate, type ReasonKind } from './coverage.rules.ts';
import type { CandidatesQuery, CoverageCandidates } from './coverage.schema.ts';
import { m } from '../../generated/paraglide/messages.js';

/** How many partners are looked at, and how many are proposed. */
const [looked, proposed] = [300, 8];

type Row = {
  id: string;
  nameFr: string;
  nameEn: string | null;
  sortName: string;
  kind: (typeof organizationKinds)[number];
  lastHeldAt: Date | null;
  placeId: string | null;
  placeFr: string | null;
  placeEn: string | null;
};
type Tie = { organizationId: string; id: string; fr: string; en: string | null; others: number };
type Word = (locale: 'fr' | 'en') => string;
type Reasoned = Candidate & { row: Row; said: { kind: ReasonKind; text: Word }[] };

/**
 * Partners of a region or of a kind who do not serve the commitment areas named, but could: they serve neighbouring ones,
 * belong to the networks of those who do or work in their sectors, are of their kind, or were met lately.
 */
export function listCandidates(ctx: Context, query: CandidatesQuery): Promise<CoverageCandidates> {
  return kept(ctx, { module: import.meta.url, name: 'findCandidates' }, query, findCandidates);
}

export async function findCandidates(ctx: Context, { commitment, region, kind }: CandidatesQuery): Promise<CoverageCandidates> {
  const policy = await readPolicy(ctx);
  const nodes = new Set(commitment.flatMap((id) => under(policy, id)));
  const asked = sql`(${join([...nodes])})`;
  const areas = commitmentHeads(policy);
  const prioritiesAsked = new Set(areas.filter(({ id }) => commitment.includes(id)).map(({ priority }) => priority));
  const neighbours = areas.filter(({ id, priority }) => !commitment.includes(id) && prioritiesAsked.has(priority)).flatMap(({ nodes }) => [...(nodes ?? [])]);
  const near = neighbours.length > 0 ? sql`oc."policyNodeId" IN (${join(neighbours)})` : sql`FALSE`;
  const rows = await ctx.db.reader.$queryRaw<Row[]>(sql`
    SELECT o."id", o."nameFr", o."nameEn", o."sortName", o."kind", o."lastHeldAt", o."placeId", p."nameFr" AS "placeFr", p."nameEn" AS "placeEn"
    FROM "Organization" o LEFT JOIN "Place" p ON p."id" = o."placeId"
    WHERE o."archivedAt" IS NULL AND NOT o."isOurs" AND o."stage" <> 'closed'
      AND ${region === undefined ? sql`TRUE` : placeInRegion(sql`o."placeId"`)([region])}
      AND ${kind === undefined ? sql`TRUE` : sql`o."kind" = ${kind}`}
      AND NOT EXISTS (SELECT 1 FROM "OrganizationCommitment" oc WHERE oc."organizationId" = o."id" AND oc."policyNodeId" IN ${asked})
    ORDER BY (SELECT count(*) FROM "OrganizationCommitment" oc WHERE oc."organizationId" = o."id" AND ${near}) DESC,
      o."lastHeldAt" DESC NULLS LAST, o."id" LIMIT ${looked}`);
  if (rows.length === 0) return { items: [] };
  const ties = await readTies(ctx, rows.map(({ id }) => id), nodes, near);
  const since = twelveMonthsBefore(ctx.now);
  const candidates = rows.map((row): Reasoned => {
    const said: Reasoned['said'] = [];
    for (const one of ties.neighbours.get(row.id) ?? []) {
      said.push({ kind: 'neighbour', text: (locale) => m.coverage_reason_neighbour({ area: inWords(one, locale) }, { locale }) });
    }
    for (const one of ties.networks.get(row.id) ?? []) {
      said.push({ kind: 'network', text: (locale) => m.coverage_reason_network({ network: inWords(one, locale), count: one.others }, { locale }) });
    }
    for (const one of ties.sectors.get(row.id) ?? []) {
      said.push({ kind: 'sector', text: (locale) => m.coverage_reason_sector({ sector: inWords(one, locale) }, { locale }) });
    }
    const { lastHeldAt } = row;
    if (lastHeldAt && lastHeldAt >= since) {
      said.push({ kind: 'met', text: (locale) => m.coverage_reason_met({ date: formatDate(dateInZone(lastHeldAt), locale) }, { locale }) });
    }
    const alike = ties.kinds.get(row.kind) ?? 0;
    if (alike > 0 && kind === undefined) {
      said.push({ kind: 'kind', text: (locale) => m.coverage_reason_kind({ kind: labelOf('organization_kind', row.kind, locale), count: alike }, { locale }) });
    }
    const times = Map.groupBy(said, (one) => one.kind);
    return {
      id: row.id,
      sortName: row.sortName,
      lastHeldAt: lastHeldAt?.toISOString() ?? null,
      reasons: [...times].map(([reason, some]) => ({ kind: reason, times: some.length })),
      row,
      said,
    };
  });
  return { items: rankCandidates(candidates, proposed).map(toItem) };
}

function toItem({ row, said }: Reasoned): CoverageCandidates['items'][number] {
  const { id, nameFr, nameEn, kind, placeId, placeFr, placeEn, lastHeldAt } = row;
  return {
    organization: { id, nameFr, nameEn },
    kind,
    place: placeId && placeFr ? { id: placeId, nameFr: placeFr, nameEn: placeEn } : null,
    lastHeldAt: lastHeldAt?.toISOString() ?? null,
    reasons: said.slice(0, 4).map((one) => ({ kind: one.kind, textFr: one.text('fr'), textEn: one.text('en') })),
  };
}

const inWords = ({ fr, en }: Tie, locale: 'fr' | 'en'): string => (locale === 'en' ? (en ?? fr) : fr);

/** What ties these organizations to the commitment areas asked for, by organization (kinds: interactions held in twelve months). */
async function readTies(
  ctx: Context,
  ids: string[],
  nodes: ReadonlySet<string>,
  near: Sql,
): Promise<{ neighbours: Map<string, Tie[]>; networks: Map<string, Tie[]>; sectors: Map<string, Tie[]>; kinds: Map<string, number> }> {
  const these = sql`"organizationId" IN (${join(ids)})`;
  const asked = sql`(${join([...nodes])})`;
  const serves = (id: Sql): Sql => sql`EXISTS (SELECT 1 FROM "OrganizationCommitment" oc CROSS JOIN "Organization" o ON o."id" = oc."organizationId"
    WHERE oc."organizationId" = ${id} AND oc."policyNodeId" IN ${asked} AND o."archivedAt" IS NULL AND NOT o."isOurs")`;
  const { reader } = ctx.db;
  const [neighbours, networks, sectors, held] = await Promise.all([
    reader.$queryRaw<Tie[]>(sql`
      SELECT oc."organizationId", n."id", n."titleFr" AS "fr", n."titleEn" AS "en", 0 AS "others" FROM "OrganizationCommitment" oc
      JOIN "PolicyNode" n ON n."id" = oc."policyNodeId" WHERE oc.${these} AND ${near} ORDER BY n."position"`),
    reader.$queryRaw<Tie[]>(sql`
      WITH shared AS MATERIALIZED (SELECT ms."forumId", count(*) AS "others" FROM "Membership" ms
        WHERE ms."until" IS NULL AND ${serves(sql`ms."organizationId"`)} GROUP BY ms."forumId")
      SELECT ms."organizationId", f."id", f."nameFr" AS "fr", f."nameEn" AS "en", s."others" FROM "Membership" ms
      JOIN shared s ON s."forumId" = ms."forumId" JOIN "Forum" f ON f."id" = ms."forumId"
      WHERE ms."until" IS NULL AND f."archivedAt" IS NULL AND ms.${these} ORDER BY s."others" DESC, f."sortName"`),
    reader.$queryRaw<Tie[]>(sql`
      SELECT os."organizationId", s."id", s."nameFr" AS "fr", s."nameEn" AS "en", 0 AS "others" FROM "OrganizationSector" os
      JOIN "Sector" s ON s."id" = os."sectorId" WHERE os.${these} AND os."sectorId" IN (
        SELECT x."id" FROM "Sector" x WHERE EXISTS (SELECT 1 FROM "OrganizationSector" served
          WHERE served."sectorId" = x."id" AND ${serves(sql`served."organizationId"`)})) ORDER BY s."position"`),
    heldByMember(ctx, { axis: 'kind', period: lastTwelveMonths(dateInZone(ctx.now)) }),
  ]);
  const kinds = new Map<string, number>();
  for (const one of held) {
    if (commitmentsIn(one.commitments).some((id) => nodes.has(id))) kinds.set(one.member, (kinds.get(one.member) ?? 0) + one.held);
  }
  return {
    neighbours: Map.groupBy(neighbours, (one) => one.organizationId),
    networks: Map.groupBy(networks, (one) => one.organizationId),
    sectors: Map.groupBy(sectors, (one) => one.organizationId),
    kinds,
  };
}
