import type { Transaction } from '../database.ts';
import type { Context } from '../http/context.ts';
import { notFound } from '../http/problem.ts';
import { pick, recordFields } from '../http/records.ts';
import { decisionSelect, toDecision } from '../places/region.service.ts';
import { dateInZone } from '../text/format.rules.ts';
import { containments } from './containment.ts';
import { effectiveScores, pairOf, visibleJudgements, type EffectiveScore } from './effective.rules.ts';
import { loadExercise, sittingOf, type ExerciseRow, type ScoreRow } from './exercise.rows.ts';
import { exerciseFields, type Exercise } from './exercise.schema.ts';
import { readFrozen } from './frozen.read.ts';
import { evidencePeriod, topOf, type Measure } from './measure.rules.ts';
import { checkExercise } from './target.check.rules.ts';
import { onHundred, robustnessDraws, sharesOf, weightOf, type Direction, type Lens, type LensWeights, type Ranked, type RankingInput } from './target.rules.ts';
import { rankAside } from './robustness.service.ts';

const fieldNames = Object.keys(exerciseFields) as (keyof typeof exerciseFields)[];
const criterionNames = ['id', 'nameFr', 'nameEn', 'weight', 'weightShines', 'weightLearns', 'weightAttracts', 'direction', 'basis', 'measure', 'scaleTop'] as const;
const recordIds = ['regionId', 'placeId', 'organizationId', 'forumId'] as const;

/** One exercise as its caller may see it: as it was decided once it is frozen. It ranks the candidates: not for a write. */
export async function readExercise(ctx: Context, id: string): Promise<Exercise> {
  const { reader } = ctx.db;
  const frozen = await readFrozen(reader, id, ctx.now);
  if (frozen) return frozen.exercise;
  const row = await loadExercise(reader, id);
  if (!row) throw notFound();
  return (await viewOf(ctx, reader, row)).exercise;
}

/** An open exercise, and the ranking itself as it was worked out, to the last digit. */
export async function viewOf(ctx: Context, from: Transaction, row: ExerciseRow): Promise<{ exercise: Exercise; ranking: Ranked[] }> {
  const sitting = sittingOf(row);
  const effective = effectiveScores(sitting, row.scores, row.judgements, ctx.user.id);
  const { ranking } = await rankAside(ctx, rankingInput(row, effective));
  const [decisionOf, contains] = [await currentDecisions(ctx, from, row), await containments(from, row.candidates)];
  const lens = row.lens as Lens;
  const shares = sharesOf(row.criteria, lens);
  const byId = new Map(row.candidates.map((candidate) => [candidate.id, candidate]));
  const exercise: Exercise = {
    ...recordFields(row),
    ...(pick(row, fieldNames) as Pick<Exercise, keyof typeof exerciseFields>),
    lead: row.lead,
    evidencePeriod: evidencePeriod(row, dateInZone(row.computedAt ?? ctx.now)),
    criteria: row.criteria.map((criterion) => ({
      ...(pick(criterion, criterionNames) as Omit<Exercise['criteria'][number], 'share' | 'top'>),
      share: Math.round((shares.get(criterion.id) ?? 0) * 1e6) / 1e6,
      top: topIn(row, criterion),
    })),
    candidates: ranking.flatMap((ranked) => {
      const candidate = byId.get(ranked.candidate);
      if (!candidate) return [];
      return {
        ...pick(candidate, ['id', 'nameFr', 'nameEn', ...recordIds]),
        record: recordOf(candidate),
        ...standingOf(ranked),
        decision: decisionOf(candidate),
      };
    }),
    scores: wireScores(row, effective),
    judges: row.judges.map(({ user, doneAt }) => ({ ...user, doneAt: doneAt?.toISOString() ?? null })),
    judgements: visibleJudgements(sitting, row.judgements, ctx.user.id).map(({ id: _id, judgeId, judgeName, ...judgement }) => ({
      ...judgement,
      judge: { id: judgeId, name: judgeName },
    })),
    computedAt: row.computedAt?.toISOString() ?? null,
    remarks: checkExercise({
      lens,
      criteria: row.criteria,
      candidates: row.candidates,
      scores: effective.map(({ candidateId, criterionId, low }) => ({ candidate: candidateId, criterion: criterionId, low })),
      contains,
    }),
    frozen: null,
  };
  return { exercise, ranking };
}

/** An exercise, stored or frozen, as far as it is weighed. */
type Weighed = Pick<ExerciseRow, 'lens' | 'seed' | 'weightSpread'> & {
  criteria: readonly (LensWeights & { id: string; direction: string })[];
  candidates: readonly { id: string }[];
};

/** What the ranking of an exercise depends on, and nothing else. */
export function rankingInput(
  row: Weighed,
  effective: readonly Pick<EffectiveScore, 'candidateId' | 'criterionId' | 'low' | 'high' | 'value'>[],
): RankingInput {
  return {
    candidates: row.candidates.map(({ id }) => id),
    criteria: row.criteria.map((criterion) => ({
      id: criterion.id,
      weight: weightOf(criterion, row.lens as Lens),
      direction: criterion.direction as Direction,
    })),
    scores: effective.map(({ candidateId, criterionId, low, high, value }) => ({ candidate: candidateId, criterion: criterionId, low, high, middle: value })),
    draws: robustnessDraws,
    seed: row.seed,
    weightSpread: row.weightSpread,
  };
}

/** How a candidate stands, as it goes on the wire. */
function standingOf({ rank, score, low, high, evidence, rankAcceptability, centralWeights, confidence }: Ranked) {
  return {
    rank,
    total: onHundred(score),
    low: onHundred(low),
    high: onHundred(high),
    known: Math.round(evidence * 1000) / 1000,
    rankAcceptability,
    centralWeights,
    confidence,
  };
}

/** The figure worth 5, among those that were noted. */
function topIn({ scores }: ExerciseRow, { id, basis, measure, scaleTop }: ExerciseRow['criteria'][number]): number | null {
  if (basis !== 'computed' || measure === null) return null;
  return topOf(measure as Measure, scores.filter(({ criterionId }) => criterionId === id).map(({ figure }) => figure), scaleTop);
}

/** Of an agreed score, who gave it and what supports it; of one's own while alone, oneself. */
function wireScores(row: ExerciseRow, effective: readonly EffectiveScore[]): Exercise['scores'] {
  const stored = new Map<string, ScoreRow>(row.scores.map((score) => [pairOf(score), score]));
  return effective.map((score) => {
    const agreed = score.origin === 'agreed' ? stored.get(pairOf(score)) : undefined;
    return {
      ...score,
      judge: agreed?.judgeId ? { id: agreed.judgeId, name: agreed.judgeName ?? '' } : null,
      evidence: (agreed?.evidence ?? []).map((one) => pick(one, ['id', 'statementFr', 'statementEn', 'source', 'observedOn'])),
    };
  });
}

type CandidateRow = ExerciseRow['candidates'][number];

function recordOf({ region, place, organization, forum }: CandidateRow): Exercise['candidates'][number]['record'] {
  if (region) return { type: 'region', ...region };
  if (place) return { type: 'place', ...place };
  if (organization) return { type: 'organization', ...organization };
  if (forum) return { type: 'forum', ...forum };
  return null;
}

/** The decision that holds today for what each candidate stands for: the latest. */
async function currentDecisions(ctx: Context, from: Transaction, { candidates }: ExerciseRow) {
  const where = recordIds.flatMap((field) => {
    const ids = candidates.flatMap((candidate) => candidate[field] ?? []);
    return ids.length === 0 ? [] : [{ [field]: { in: ids } }];
  });
  if (where.length === 0) return () => null;
  const found = await from.targetDecision.findMany({ where: { OR: where }, ...decisionSelect, orderBy: [{ decidedAt: 'desc' }, { id: 'desc' }] });
  return (candidate: CandidateRow) => {
    const decision = found.find((one) => recordIds.some((field) => one[field] !== null && one[field] === candidate[field]));
    return decision ? toDecision(decision, ctx.now) : null;
  };
}
