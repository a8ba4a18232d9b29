import { pick } from '../http/records.ts';
import { pairOf } from './effective.rules.ts';
import type { ExerciseRow } from './exercise.rows.ts';
import { exerciseFields } from './exercise.schema.ts';

const fieldNames = Object.keys(exerciseFields) as (keyof typeof exerciseFields)[];
const criterionNames = ['nameFr', 'weight', 'weightShines', 'weightLearns', 'weightAttracts', 'direction', 'basis', 'measure', 'scaleTop'] as const;

type Said = { candidateId: string; criterionId: string; judgeId?: string; value: number | null; name: string };
type Recorded = Record<string, unknown>;

/**
 * What the audit trail keeps of a change: what people said, not the totals that follow from it; of the scores, those that
 * differ. `scores` and `judgements` are hidden in the history of the record while the judges are alone.
 */
export function trailOf(before: ExerciseRow | null, after: ExerciseRow): { before: Recorded | null; after: Recorded } {
  const scores = differing(before ? saidScores(before) : [], saidScores(after));
  const judgements = differing(before ? saidJudgements(before) : [], saidJudgements(after));
  return {
    before: before && { ...recorded(before), scores: scores.before, judgements: judgements.before },
    after: { ...recorded(after), scores: scores.after, judgements: judgements.after },
  };
}

function recorded(exercise: ExerciseRow): Recorded {
  return {
    ...pick(exercise, [...fieldNames, 'archivedAt', 'computedAt']),
    criteria: exercise.criteria.map((criterion) => Object.fromEntries(Object.entries(pick(criterion, criterionNames)).filter(([, value]) => value !== null))),
    candidates: exercise.candidates.map(({ nameFr }) => nameFr).sort(),
    judges: exercise.judges.map(({ user, doneAt }) => ({ name: user.name, isDone: doneAt !== null })),
  };
}

function saidScores(exercise: ExerciseRow): Said[] {
  const nameOf = namesIn(exercise);
  return exercise.scores.map(({ candidateId, criterionId, value, figure, evidence }) => ({
    candidateId,
    criterionId,
    value,
    ...(figure === null ? {} : { figure }),
    evidence: evidence.length,
    name: nameOf(candidateId, criterionId, value),
  }));
}

function saidJudgements(exercise: ExerciseRow): Said[] {
  const nameOf = namesIn(exercise);
  return exercise.judgements.map(({ candidateId, criterionId, judgeId, judgeName, value, statement, source }) => ({
    candidateId,
    criterionId,
    judgeId,
    value,
    ...(statement ? { statement } : {}),
    ...(source ? { source } : {}),
    name: `${judgeName} – ${nameOf(candidateId, criterionId, value)}`,
  }));
}

/** How a score is called in the trail, which outlives the names themselves. */
function namesIn({ candidates, criteria }: ExerciseRow): (candidateId: string, criterionId: string, value: number | null) => string {
  const names = new Map([...candidates, ...criteria].map(({ id, nameFr }) => [id, nameFr]));
  return (candidateId, criterionId, value) => `${names.get(candidateId) ?? ''} – ${names.get(criterionId) ?? ''} (${value ?? '?'})`;
}

/** Both lists without the lines that they have in common. */
function differing(before: Said[], after: Said[]): { before: Said[]; after: Said[] } {
  const keyOf = (line: Said): string => `${pairOf(line)}\n${JSON.stringify({ ...line, name: '' })}`;
  const [old, current] = [new Set(before.map(keyOf)), new Set(after.map(keyOf))];
  return { before: before.filter((line) => !current.has(keyOf(line))), after: after.filter((line) => !old.has(keyOf(line))) };
}
