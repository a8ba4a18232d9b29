import type { Prisma } from '../../generated/prisma/client.ts';
import { m } from '../../generated/paraglide/messages.js';
import { Outdated, answerAfter } from '../http/after.ts';
import type { Context } from '../http/context.ts';
import { listPage, type ListQuery } from '../http/listing.ts';
import { conflict, invalid, notFound } from '../http/problem.ts';
import { createdBy, updatedBy } from '../http/records.ts';
import { decisionSelect, toDecision } from '../places/region.service.ts';
import { dateInZone } from '../text/format.rules.ts';
import { daysOfQuarter, quarterOf } from '../text/quarter.rules.ts';
import { planMeasures } from '../vocabulary.ts';
import { readFrozen } from './frozen.read.ts';
import { listBehind, reachedBy, type Reached } from './target-decision.figures.ts';
import { targetDecisionListing } from './target-decision.listing.ts';
import { checkPlan, proposePlan, quartersBefore, quartersOfPlan, standingOf, type PlanMeasure } from './target-decision.rules.ts';
import type { TargetDecision, TargetDecisionItem, TargetPlan } from './target-decision.schema.ts';
import { firstRanks, firstsOf } from './target.rules.ts';

const named = { select: { id: true, nameFr: true, nameEn: true, archivedAt: true } } as const;
const full = {
  ...decisionSelect.include,
  region: named,
  place: named,
  organization: named,
  forum: named,
  plan: { include: { lines: { orderBy: [{ quarter: 'asc' }, { measure: 'asc' }] } } },
} as const satisfies Prisma.TargetDecisionInclude;
type Row = Prisma.TargetDecisionGetPayload<{ include: typeof full }>;
type Thing = TargetDecision['subject'];

const [latestAt, latestId] = [{ decidedAt: 'desc' }, { id: 'desc' }] as const;

function subjectOf(row: Row): { thing: Thing; isArchived: boolean } {
  for (const type of ['region', 'place', 'organization', 'forum'] as const) {
    const found = row[type];
    if (found) return { thing: { type, id: found.id, nameFr: found.nameFr, nameEn: found.nameEn }, isArchived: found.archivedAt !== null };
  }
  throw notFound();
}

const aboutSame = ({ regionId, placeId, organizationId, forumId }: Row): Prisma.TargetDecisionWhereInput => ({ regionId, placeId, organizationId, forumId });

// ── Reading ──

export async function listTargetDecisions(
  ctx: Context,
  query: ListQuery,
): Promise<{ items: TargetDecisionItem[]; total: number; nextCursor: string | null }> {
  const { rows, total, nextCursor } = await listPage<{ id: string; isCurrent: unknown }>(targetDecisionListing, ctx, query);
  const found = await ctx.db.reader.targetDecision.findMany({ where: { id: { in: rows.map(({ id }) => id) } }, include: full });
  const byId = new Map(found.map((row) => [row.id, row]));
  const items: TargetDecisionItem[] = [];
  for (const { id, isCurrent } of rows) {
    const row = byId.get(id);
    if (row) items.push(await toItem(ctx, row, Boolean(isCurrent)));
  }
  return { items, total, nextCursor };
}

async function toItem(ctx: Context, row: Row, isCurrent: boolean): Promise<TargetDecisionItem> {
  const quarter = quarterOf(dateInZone(ctx.now));
  const lines = isCurrent ? (row.plan?.lines ?? []).filter((line) => line.quarter === quarter && line.planned > 0) : [];
  const reached = lines.length === 0 ? {} : await reachedBy(ctx, { id: row.id, regionId: row.regionId, quarters: [quarter], measures: lines.map(({ measure }) => measure as PlanMeasure) });
  return {
    ...decidedOf(ctx, row, isCurrent),
    objectiveFr: row.plan?.objectiveFr ?? null,
    objectiveEn: row.plan?.objectiveEn ?? null,
    hasPlan: (row.plan?.lines.length ?? 0) > 0,
    pace: inOrder(lines).map(({ measure, planned }) => ({ quarter, measure, planned, reached: reached[measure]?.[quarter] ?? 0 })),
  };
}

/** Lines in the order in which a plan names its measures. */
const inOrder = (lines: readonly { measure: string; planned: number }[]): { measure: PlanMeasure; planned: number }[] =>
  planMeasures.flatMap((measure) => lines.filter((line) => line.measure === measure).map(({ planned }) => ({ measure, planned })));

function decidedOf(ctx: Context, row: Row, isCurrent: boolean): Pick<TargetDecision, 'subject' | 'isCurrent' | 'isDue'> & ReturnType<typeof toDecision> {
  return {
    ...toDecision(row, ctx.now),
    subject: subjectOf(row).thing,
    isCurrent,
    isDue: isCurrent && row.reviewOn !== null && row.reviewOn <= dateInZone(ctx.now),
  };
}

export async function getTargetDecision(ctx: Context, id: string): Promise<TargetDecision> {
  const { reader } = ctx.db;
  const row = await reader.targetDecision.findUnique({ where: { id }, include: full });
  if (!row) throw notFound();
  const decisions = await reader.targetDecision.findMany({ where: aboutSame(row), ...decisionSelect, orderBy: [latestAt, latestId] });
  const today = dateInZone(ctx.now);
  const quarters = quartersOf(row, today);
  const begun = quarters.filter((quarter) => standingOf(quarter, today) !== 'future');
  const isCurrent = decisions[0]?.id === id && !subjectOf(row).isArchived;
  const isUnplanned = isCurrent && row.decision === 'target' && (row.plan?.lines.length ?? 0) === 0;
  const lookedAt = [...new Set([...begun, ...(isUnplanned ? quartersBefore(today) : [])])];
  const reached = await reachedBy(ctx, { id, regionId: row.regionId, quarters: lookedAt, measures: [...planMeasures] });
  return {
    ...decidedOf(ctx, row, isCurrent),
    version: row.plan?.version ?? 0,
    objectiveFr: row.plan?.objectiveFr ?? null,
    objectiveEn: row.plan?.objectiveEn ?? null,
    plannedBy: row.plan ? await personOf(ctx, row.plan.updatedById) : null,
    plannedAt: row.plan?.updatedAt.toISOString() ?? null,
    quarters: quarters.map((quarter) => ({
      quarter,
      ...daysOfQuarter(quarter),
      standing: standingOf(quarter, today),
      figures: planMeasures.map((measure) => ({
        measure,
        planned: row.plan?.lines.find((line) => line.quarter === quarter && line.measure === measure)?.planned ?? null,
        reached: begun.includes(quarter) ? (reached[measure]?.[quarter] ?? 0) : null,
        ...listBehind(id, measure, quarter),
      })),
    })),
    proposal: isUnplanned ? proposePlan(quarters, reached satisfies Reached, today) : [],
    standing: await standingIn(ctx, row),
    decisions: decisions.map((decision) => toDecision(decision, ctx.now)),
  };
}

const quartersOf = (row: Row, today: string): string[] => quartersOfPlan(row, dateInZone(row.decidedAt), today);

const personOf = (ctx: Context, id: string | null): Promise<{ id: string; name: string } | null> =>
  id === null ? Promise.resolve(null) : ctx.db.reader.user.findUnique({ where: { id }, select: { id: true, name: true } });

/** The rank and the robustness that the choice rested on, when the exercise behind it is frozen. */
async function standingIn(ctx: Context, row: Row): Promise<TargetDecision['standing']> {
  if (!row.exerciseId) return null;
  const frozen = await readFrozen(ctx.db.reader, row.exerciseId, ctx.now);
  if (!frozen) return null;
  const { exercise } = frozen;
  const { thing } = subjectOf(row);
  const candidate = exercise.candidates.find(({ record }) => record?.type === thing.type && record.id === thing.id);
  if (!candidate) return null;
  const top = firstsOf(exercise.candidates.filter(({ decision }) => decision?.decision === 'target').length, exercise.candidates.length);
  const isRanked = candidate.rankAcceptability.length > 0;
  return { rank: candidate.rank, candidates: exercise.candidates.length, top, first: isRanked ? firstRanks(candidate, top) : null };
}

// ── Writing ──

/** Writes the plan of a target that holds, whole. @throws 409 for another decision, 412 when somebody wrote it meanwhile */
export async function planTarget(ctx: Context, id: string, input: TargetPlan): Promise<TargetDecision> {
  const written = ctx.write(async ({ tx, audit }) => {
    const row = await tx.targetDecision.findUnique({ where: { id }, include: full });
    if (!row) throw notFound();
    const { thing, isArchived } = subjectOf(row);
    const latest = await tx.targetDecision.findFirst({ where: aboutSame(row), orderBy: [latestAt, latestId], select: { id: true } });
    if (latest?.id !== id || isArchived) throw conflict((locale) => m.target_plan_superseded({}, { locale }));
    if (row.decision !== 'target') throw conflict((locale) => m.target_plan_only_targets({}, { locale }));
    if ((row.plan?.version ?? 0) !== input.version) throw new Outdated(id);
    const errors = checkPlan(input.lines, quartersOf(row, dateInZone(ctx.now)));
    if (errors.length > 0) throw invalid(errors);
    const texts = { objectiveFr: textOf(input.objectiveFr), objectiveEn: textOf(input.objectiveEn) };
    const lines = input.lines.map(({ quarter, measure, planned }) => ({ quarter, measure, planned }));
    if (row.plan) {
      await tx.targetPlan.update({
        where: { id: row.plan.id },
        data: { ...texts, lines: { deleteMany: {}, create: lines }, ...updatedBy(ctx.user.id, ctx.now) },
      });
    } else {
      await tx.targetPlan.create({ data: { ...texts, decisionId: id, lines: { create: lines }, ...createdBy(ctx.user.id, ctx.now) } });
    }
    await audit({
      action: 'update',
      recordType: thing.type,
      recordId: thing.id,
      recordLabel: thing.nameFr,
      before: row.plan && recorded(row.plan),
      after: recorded({ ...texts, lines }),
    });
    return { id };
  });
  return answerAfter(written, () => getTargetDecision(ctx, id));
}

const textOf = (text: string | null | undefined): string | null => text?.trim() || null;

/** What the audit trail keeps of a plan. */
function recorded(plan: { objectiveFr: string | null; objectiveEn: string | null; lines: { quarter: string; measure: string; planned: number }[] }): Record<string, unknown> {
  const said = (measure: PlanMeasure): string | null => {
    const lines = plan.lines.filter((line) => line.measure === measure).map(({ quarter, planned }) => `${quarter} = ${planned}`).sort();
    return lines.length > 0 ? lines.join(', ') : null;
  };
  return {
    objectiveFr: plan.objectiveFr,
    objectiveEn: plan.objectiveEn,
    planHeldInteractions: said('held_interactions'),
    planPartnersMet: said('partners_met'),
    planMissions: said('missions'),
    planAgreementsSigned: said('agreements_signed'),
  };
}
