import type { Prisma } from '../../generated/prisma/client.ts';
import type { Transaction } from '../database.ts';
import type { Context, Write } from '../http/context.ts';
import { listPage, type ListQuery } from '../http/listing.ts';
import { invalid, notFound, type FieldError } from '../http/problem.ts';
import { actionOf, assertExist, assertVersion, createdBy, pick, recordFields, updatedBy } from '../http/records.ts';
import { decisionSelect, toDecision } from '../places/region.service.ts';
import { putInSearch, removeFromSearch, type SearchEntry } from '../search/index.ts';
import { checkPeriod } from './decision.rules.ts';
import { exerciseListing } from './exercise.listing.ts';
import { replaceLists } from './exercise.lists.ts';
import { checkScores, rank, sharesOf } from './exercise.rules.ts';
import { exerciseFields, type Exercise, type ExerciseChange, type ExerciseItem, type NewExercise } from './exercise.schema.ts';

const fieldNames = Object.keys(exerciseFields) as (keyof typeof exerciseFields)[];
const named = { select: { id: true, nameFr: true, nameEn: true } } as const;
const person = { select: { id: true, name: true } } as const;
const full = {
  lead: person,
  criteria: { orderBy: { position: 'asc' } },
  candidates: { include: { region: named, place: named, organization: named, forum: named }, orderBy: { position: 'asc' } },
} as const satisfies Prisma.TargetingExerciseInclude;
type CandidateRow = Prisma.TargetingExerciseGetPayload<{ include: typeof full }>['candidates'][number];

// ── Reading ──

export function getExercise(ctx: Context, id: string): Promise<Exercise> {
  return readExercise(ctx, ctx.db.reader, id);
}

async function readExercise(ctx: Context, from: Transaction, id: string): Promise<Exercise> {
  const row = await from.targetingExercise.findUnique({ where: { id }, include: full });
  if (!row) throw notFound();
  const regionIds = row.candidates.flatMap(({ regionId }) => (regionId ? [regionId] : []));
  const [scores, decisions] = await Promise.all([
    from.score.findMany({
      where: { candidate: { exerciseId: id } },
      include: { judge: person, evidence: { orderBy: { id: 'asc' } } },
      orderBy: { id: 'asc' },
    }),
    from.targetDecision.findMany({
      where: { regionId: { in: regionIds } },
      ...decisionSelect,
      orderBy: [{ decidedAt: 'desc' }, { id: 'desc' }],
    }),
  ]);
  const shares = sharesOf(row.criteria);
  const candidateById = new Map(row.candidates.map((candidate) => [candidate.id, candidate]));
  return {
    ...recordFields(row),
    ...(pick(row, fieldNames) as Pick<Exercise, keyof typeof exerciseFields>),
    lead: row.lead,
    criteria: row.criteria.map((criterion) => ({
      ...(pick(criterion, ['id', 'nameFr', 'nameEn', 'weight', 'direction', 'basis']) as Omit<Exercise['criteria'][number], 'share'>),
      share: shares.get(criterion.id) ?? 0,
    })),
    candidates: rank([...candidateById.keys()], row.criteria, scores).flatMap(({ candidateId, ...total }) => {
      const candidate = candidateById.get(candidateId);
      if (!candidate) return [];
      const decision = decisions.find(({ regionId }) => regionId !== null && regionId === candidate.regionId);
      return [
        {
          ...pick(candidate, ['id', 'nameFr', 'nameEn', 'regionId', 'placeId', 'organizationId', 'forumId']),
          record: recordOf(candidate),
          ...total,
          decision: decision ? toDecision(decision, ctx.now) : null,
        },
      ];
    }),
    scores: scores.map(({ candidateId, criterionId, value, judge, evidence }) => ({
      candidateId,
      criterionId,
      value,
      judge,
      evidence: evidence.map((one) => pick(one, ['id', 'statementFr', 'statementEn', 'source', 'observedOn'])),
    })),
  };
}

function recordOf({ region, place, organization, forum }: CandidateRow): Exercise['candidates'][number]['record'] {
  if (region) return { type: 'region', ...region };
  if (place) return { type: 'place', ...place };
  if (organization) return { type: 'organization', ...organization };
  if (forum) return { type: 'forum', ...forum };
  return null;
}

type ItemRow = Omit<ExerciseItem, 'lead' | 'criteria' | 'candidates' | 'updatedAt' | 'archivedAt'> & {
  leadId: string | null;
  criteria: number | bigint;
  candidates: number | bigint;
  updatedAt: Date;
  archivedAt: Date | null;
};

export async function listExercises(
  ctx: Context,
  query: ListQuery,
): Promise<{ items: ExerciseItem[]; total: number; nextCursor: string | null }> {
  const { rows, total, nextCursor } = await listPage<ItemRow>(exerciseListing, ctx, query);
  const leadIds = [...new Set(rows.flatMap(({ leadId }) => (leadId ? [leadId] : [])))];
  const leads = await ctx.db.reader.user.findMany({ where: { id: { in: leadIds } }, ...person });
  const items = rows.map(({ leadId, ...row }) => ({
    ...row,
    lead: leads.find(({ id }) => id === leadId) ?? null,
    criteria: Number(row.criteria),
    candidates: Number(row.candidates),
    updatedAt: row.updatedAt.toISOString(),
    archivedAt: row.archivedAt?.toISOString() ?? null,
  }));
  return { items, total, nextCursor };
}

// ── Writing ──

export async function createExercise(ctx: Context, input: NewExercise): Promise<Exercise> {
  refuse([...checkPeriod(input), ...checkScores(input.scores ?? [])]);
  return ctx.write(async (write) => {
    await assertExist([{ pointer: '/leadId', table: write.tx.user, ids: [input.leadId] }]);
    const { id } = await write.tx.targetingExercise.create({
      data: { ...(pick(input, fieldNames) as { titleFr: string }), ...createdBy(ctx.user.id, ctx.now) },
      select: { id: true },
    });
    await replaceLists(write.tx, id, input, ctx.user.id);
    return finish(ctx, write, id, 'create', null);
  });
}

export async function updateExercise(ctx: Context, id: string, ifMatch: number, change: ExerciseChange): Promise<Exercise> {
  return ctx.write(async (write) => {
    const { tx } = write;
    const stored = await tx.targetingExercise.findUnique({ where: { id } });
    await assertVersion(stored, ifMatch, () => readExercise(ctx, tx, id));
    refuse(checkPeriod({ ...stored, ...change }));
    await assertExist([{ pointer: '/leadId', table: tx.user, ids: [change.leadId] }]);
    const before = await readExercise(ctx, tx, id);
    await tx.targetingExercise.update({
      where: { id },
      data: { ...pick(change, fieldNames), ...updatedBy(ctx.user.id, ctx.now, change.archived) },
    });
    await replaceLists(tx, id, change, ctx.user.id);
    return finish(ctx, write, id, actionOf(change.archived), before);
  });
}

async function finish(
  ctx: Context,
  { tx, audit }: Write,
  id: string,
  action: 'create' | 'update' | 'archive' | 'restore',
  before: Exercise | null,
): Promise<Exercise> {
  const after = await readExercise(ctx, tx, id);
  if (after.archivedAt) await removeFromSearch(tx, 'targeting-exercise', id);
  else await putInSearch(tx, exerciseSearchEntry(after));
  await audit({
    action,
    recordType: 'targeting-exercise',
    recordId: id,
    recordLabel: after.titleFr,
    before: before && recorded(before),
    after: recorded(after),
  });
  return after;
}

/** What the audit trail keeps: what people said, not the totals that follow from it. */
function recorded(exercise: Exercise): Record<string, unknown> {
  return {
    ...pick(exercise, [...fieldNames, 'archivedAt']),
    criteria: exercise.criteria.map((criterion) => pick(criterion, ['nameFr', 'weight', 'direction', 'basis'])),
    candidates: exercise.candidates.map(({ nameFr }) => nameFr).sort(),
    scores: exercise.scores.map(({ candidateId, criterionId, value, evidence }) => ({ candidateId, criterionId, value, evidence: evidence.length })),
  };
}

function refuse(errors: FieldError[]): void {
  if (errors.length > 0) throw invalid(errors);
}

export function exerciseSearchEntry(exercise: {
  id: string;
  titleFr: string;
  titleEn: string | null;
  periodFrom: string | null;
  periodTo: string | null;
}): SearchEntry {
  const { id, titleFr, titleEn, periodFrom, periodTo } = exercise;
  const period = [periodFrom, periodTo].filter(Boolean).join(' – ') || null;
  return { type: 'targeting-exercise', id, titleFr, titleEn, detailFr: period, detailEn: period, names: [titleFr, titleEn] };
}

/** Every targeting exercise as search sees it, for a rebuild of the index: `take` of them, by id, after one. */
export async function exerciseSearchEntries(from: Transaction, after: string, take: number): Promise<SearchEntry[]> {
  const rows = await from.targetingExercise.findMany({ where: { archivedAt: null, id: { gt: after } }, orderBy: { id: 'asc' }, take });
  return rows.map(exerciseSearchEntry);
}
