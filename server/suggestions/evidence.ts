import type { Transaction } from '../database.ts';
import type { Context } from '../http/context.ts';
import { join, sql, type Sql } from '../http/listing.ts';
import { visibleTo } from '../interactions/interaction.listing.ts';
import type { Interaction } from '../interactions/interaction.schema.ts';
import { sectorsOf, wordsOf, type Candidate, type Reason, type Said, type Ties } from './suggestion.rules.ts';

// These queries read tables of other features, on purpose and in one place: what ties an interaction to a commitment
// area or to a sector is theirs, and is only counted and named here, never written.

export type Partner = NonNullable<Awaited<ReturnType<typeof readPartners>>>[number];
type Tie = Exclude<Reason, { kind: 'words' }>;

/** The organizations met that are not ours, as they are now, in the order of their names. */
export function readPartners(from: Transaction, { organizations }: Interaction) {
  return from.organization.findMany({
    where: { id: { in: organizations.map(({ id }) => id) }, isOurs: false },
    orderBy: [{ sortName: 'asc' }, { id: 'asc' }],
  });
}

export const reference = ({ id, nameFr, nameEn }: Partner) => ({ id, nameFr, nameEn });

/** What was said, as far as the caller may see it. Sectors speak the interaction's own language. */
export function saidIn({ subject, summary, discussionPoints, sectors, language }: Interaction): Said {
  const points = discussionPoints.flatMap((point) => [point.subject, point.theirPosition, point.ourPosition]);
  const names = sectors.map(({ nameFr, nameEn }) => (language === 'fr' ? nameFr : (nameEn ?? nameFr)));
  return { subject, text: [summary, ...points].filter(Boolean).join('\n'), sector: names.join('\n') };
}

/** All that can be proposed, and the texts of the house among which a word is rare or not. */
export async function readCandidates(from: Transaction) {
  const nodes = await from.policyNode.findMany({
    where: { archivedAt: null },
    select: { id: true, kind: true, priority: true, titleFr: true, titleEn: true, descriptionFr: true, descriptionEn: true },
    orderBy: [{ frameworkId: 'asc' }, { position: 'asc' }, { id: 'asc' }],
  });
  const sectors = await from.sector.findMany({ where: { archivedAt: null }, orderBy: [{ position: 'asc' }, { id: 'asc' }] });
  const areas = nodes.filter(({ kind }) => kind === 'commitment');
  return { areas, sectors, ...understood(nodes, areas, sectors) };
}

type Node = { id: string; titleFr: string; titleEn: string; descriptionFr: string | null; descriptionEn: string | null };
type Understood = { corpus: Set<string>[]; candidates: { commitments: Candidate[]; sectors: Candidate[] } };
/** Taking the texts apart costs more than all the rest, and they hardly ever change. */
let last: { texts: string; understood: Understood } | null = null;

function understood(nodes: Node[], areas: Node[], sectors: { id: string; nameFr: string; nameEn: string }[]): Understood {
  const texts = JSON.stringify([nodes, sectors.map(({ id, nameFr, nameEn }) => [id, nameFr, nameEn])]);
  if (last?.texts === texts) return last.understood;
  const corpus = nodes.map((node) => wordsOf([node.titleFr, node.titleEn, node.descriptionFr, node.descriptionEn].join(' ')));
  const names = sectors.map(({ nameFr, nameEn }) => `${nameFr} ${nameEn}`);
  const commitments = areas.map(({ id, titleFr, titleEn, descriptionFr, descriptionEn }, position): Candidate => {
    const description = `${descriptionFr ?? ''} ${descriptionEn ?? ''}`;
    const title = `${titleFr} ${titleEn}`;
    return { id, position, title: [title, ...sectorsOf(`${title} ${description}`, names, corpus)].join(' '), description };
  });
  const fields = sectors.map(({ id }, position): Candidate => ({ id, position, title: names[position] ?? '', description: '' }));
  last = { texts, understood: { corpus, candidates: { commitments, sectors: fields } } };
  return last.understood;
}

/** What the partners' other held interactions were about, as far as the caller may see them. */
function pastOf(from: Transaction, ctx: Context, { id }: Interaction, partnerIds: string[], { table, subject }: { table: Sql; subject: Sql }): Promise<HistoryRow[]> {
  return from.$queryRaw<HistoryRow[]>(sql`
    SELECT io."organizationId", t.${subject} AS "subjectId", count(*) AS count, max(i."startsAt") AS "lastAt"
    FROM "InteractionOrganization" io JOIN ${table} t ON t."interactionId" = io."interactionId"
      JOIN "Interaction" i ON i."id" = io."interactionId"
    WHERE io."organizationId" IN (${join(partnerIds)}) AND i."id" <> ${id} AND i."status" = 'held' AND i."archivedAt" IS NULL
      AND ${visibleTo(ctx, sql`i`)} GROUP BY 1, 2 ORDER BY 1, 2`);
}

/** What ties commitment areas to the interaction besides its words, for each partner that has not turned the pair down. */
export async function commitmentTies(
  from: Transaction,
  ctx: Context,
  interaction: Interaction,
  partners: Partner[],
  dismissed: (partnerId: string, subjectId: string) => boolean,
): Promise<Ties> {
  const ids = partners.map(({ id }) => id);
  const stated = await from.organizationCommitment.findMany({
    where: { organizationId: { in: ids }, isStated: true },
    orderBy: [{ organizationId: 'asc' }, { policyNodeId: 'asc' }],
  });
  const history = await pastOf(from, ctx, interaction, ids, { table: sql`"InteractionCommitment"`, subject: sql`"policyNodeId"` });
  const ties = tiesOf(partners, dismissed, stated.map(({ organizationId, policyNodeId }) => ({ organizationId, subjectId: policyNodeId })), history);
  const { mission, forumSession } = interaction;
  if (mission) {
    const objectives = await from.missionObjective.findMany({ where: { missionId: mission.id, policyNodeId: { not: null } } });
    for (const id of new Set(objectives.map(({ policyNodeId }) => policyNodeId ?? ''))) add(ties, id, { kind: 'mission', mission });
  }
  if (forumSession) {
    const works = await from.forumCommitment.findMany({ where: { forumId: forumSession.forum.id } });
    for (const { policyNodeId } of works) add(ties, policyNodeId, { kind: 'forum', forum: forumSession.forum });
  }
  return ties;
}

/** The same for sectors: those of the partner, and those of what was done together. */
export async function sectorTies(
  from: Transaction,
  ctx: Context,
  interaction: Interaction,
  partners: Partner[],
  dismissed: (partnerId: string, subjectId: string) => boolean,
): Promise<Ties> {
  const ids = partners.map(({ id }) => id);
  const stated = await from.organizationSector.findMany({
    where: { organizationId: { in: ids } },
    orderBy: [{ organizationId: 'asc' }, { sectorId: 'asc' }],
  });
  const history = await pastOf(from, ctx, interaction, ids, { table: sql`"InteractionSector"`, subject: sql`"sectorId"` });
  return tiesOf(partners, dismissed, stated.map(({ organizationId, sectorId }) => ({ organizationId, subjectId: sectorId })), history);
}

type HistoryRow = { organizationId: string; subjectId: string; count: number | bigint; lastAt: Date | string | number | bigint };

function tiesOf(
  partners: Partner[],
  dismissed: (partnerId: string, subjectId: string) => boolean,
  stated: { organizationId: string; subjectId: string }[],
  history: HistoryRow[],
): Map<string, Tie[]> {
  const ties = new Map<string, Tie[]>();
  const partnerOf = (id: string) => partners.find((one) => one.id === id);
  for (const { organizationId, subjectId } of stated) {
    const partner = partnerOf(organizationId);
    if (partner && !dismissed(organizationId, subjectId)) add(ties, subjectId, { kind: 'stated', organization: reference(partner) });
  }
  for (const { organizationId, subjectId, count, lastAt } of history) {
    const partner = partnerOf(organizationId);
    if (!partner || dismissed(organizationId, subjectId)) continue;
    const last = new Date(typeof lastAt === 'bigint' ? Number(lastAt) : lastAt).toISOString();
    add(ties, subjectId, { kind: 'history', organization: reference(partner), count: Number(count), lastAt: last });
  }
  return ties;
}

function add(ties: Map<string, Tie[]>, id: string, tie: Tie): void {
  ties.set(id, [...(ties.get(id) ?? []), tie]);
}

/** The partners with whom the caller sees something planned from `since` on. */
export async function partnersPlanned(from: Transaction, ctx: Context, partners: Partner[], since: Date): Promise<Set<string>> {
  const rows = await from.$queryRaw<{ organizationId: string }[]>(sql`
    SELECT DISTINCT io."organizationId" FROM "InteractionOrganization" io JOIN "Interaction" i ON i."id" = io."interactionId"
    WHERE io."organizationId" IN (${join(partners.map(({ id }) => id))}) AND i."status" = 'planned' AND i."archivedAt" IS NULL
      AND i."startsAt" >= ${since} AND ${visibleTo(ctx, sql`i`)}`);
  return new Set(rows.map(({ organizationId }) => organizationId));
}
