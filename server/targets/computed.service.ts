import type { Transaction } from '../database.ts';
import { answerAfter } from '../http/after.ts';
import type { Context } from '../http/context.ts';
import { notFound } from '../http/problem.ts';
import { updatedBy } from '../http/records.ts';
import { dateInZone } from '../text/format.rules.ts';
import { uuid7 } from '../uuid.ts';
import { pairOf } from './effective.rules.ts';
import { conclude } from './exercise.finish.ts';
import { loadExercise } from './exercise.rows.ts';
import type { Exercise, ExerciseChange, MovedScores } from './exercise.schema.ts';
import { readExercise } from './exercise.view.ts';
import { assertNotFrozen } from './frozen.read.ts';
import { evidencePeriod, scoreOf, topOf, type Measure, type MeasureCandidate, type MeasurePeriod } from './measure.rules.ts';
import { figuresOf } from './measure.service.ts';

type Period = { evidenceFrom: string | null; evidenceTo: string | null; heldOn: string | null };
type Counted = { id: string; basis: string; measure: string | null; scaleTop: number | null };
/** Of an exercise, what its computed scores depend on. */
export type Counting = Period & { criteria: readonly Counted[]; candidates: readonly (MeasureCandidate & { id: string })[] };
/** What the records say, by what candidates stand for. */
export type Counts = { of: string; byRecord: Map<string, Partial<Record<Measure, number | null>>> };
type Noted = { candidateId: string; criterionId: string; figure: number | null; value: number | null };

/** What the records say today of every candidate by every computed criterion; asked before the write that notes it. */
export async function countNow(ctx: Context, counting: Counting, period: MeasurePeriod = periodOf(ctx, counting)): Promise<Counts> {
  const measures = [...new Set(computedOf(counting).map(({ measure }) => measure as Measure))];
  const candidates = new Map(counting.candidates.map((candidate) => [recordKey(candidate), { ...candidate, id: recordKey(candidate) }]));
  const byRecord = measures.length === 0 ? new Map() : await figuresOf(ctx, { candidates: [...candidates.values()], measures, period });
  return { of: signature(ctx, counting), byRecord };
}

/** The scores that the counts give: a figure out of the highest among the candidates, or out of what the criterion names. */
export function scored(counting: Counting, { byRecord }: Counts): Noted[] {
  return computedOf(counting).flatMap(({ id: criterionId, measure, scaleTop }) => {
    const figures = counting.candidates.map((candidate) => byRecord.get(recordKey(candidate))?.[measure as Measure] ?? null);
    const top = topOf(measure as Measure, figures, scaleTop);
    return counting.candidates.map(({ id: candidateId }, index) => {
      const figure = figures[index] ?? null;
      return { candidateId, criterionId, figure, value: scoreOf(figure, top) };
    });
  });
}

/** Whether a change would have the computed scores counted anew: other criteria, candidates or time. */
export function recounts(ctx: Context, before: Counting, after: Counting): boolean {
  return signature(ctx, before) !== signature(ctx, after);
}

/** What a change makes of an exercise, as far as its computed scores depend on it. */
export function changed(before: Counting, change: Partial<Period> & Pick<ExerciseChange, 'criteria' | 'candidates'>): Counting {
  const { evidenceFrom, evidenceTo, heldOn } = { ...before, ...change };
  const criteria = change.criteria?.map(({ id = '', ...sent }): Counted => ({ ...none, ...before.criteria.find((one) => one.id === id), ...sent, id }));
  const candidates = change.candidates?.map(({ id = '', ...sent }) => ({ ...nothing, ...before.candidates.find((one) => one.id === id), ...sent, id }));
  return { evidenceFrom, evidenceTo, heldOn, criteria: criteria ?? before.criteria, candidates: candidates ?? before.candidates };
}
const none = { basis: 'manual', measure: null, scaleTop: null };
const nothing = { regionId: null, placeId: null, organizationId: null, forumId: null };

/** Notes the counts as the scores of the computed criteria, in the place of those noted before. */
export async function noteCounts(ctx: Context, tx: Transaction, exerciseId: string, counts: Counts): Promise<void> {
  const row = await loadExercise(tx, exerciseId);
  if (!row) throw notFound();
  const noted = scored(row, counts);
  await tx.score.deleteMany({ where: { candidate: { exerciseId }, criterion: { basis: 'computed' } } });
  await tx.score.createMany({ data: noted.map((score) => ({ id: uuid7(), ...score })) });
  await tx.targetingExercise.update({ where: { id: exerciseId }, data: { computedAt: noted.length > 0 ? ctx.now : null } });
}

/** Notes today's figures, where the exercise may have been computed long ago. */
export async function refreshComputed(ctx: Context, id: string): Promise<Exercise> {
  const seen = await loadExercise(ctx.db.reader, id);
  if (!seen) throw notFound();
  const counts = await countNow(ctx, seen);
  const written = ctx.write(async (write) => {
    const { tx } = write;
    await assertNotFrozen(tx, id);
    const before = await loadExercise(tx, id);
    if (!before) throw notFound();
    await noteCounts(ctx, tx, id, signature(ctx, before) === counts.of ? counts : await countNow(ctx, before));
    await tx.targetingExercise.update({ where: { id }, data: updatedBy(ctx.user.id, ctx.now) });
    return conclude(write, id, 'update', before);
  });
  return answerAfter(written, () => readExercise(ctx, id));
}

/** The computed scores that today's records would change. */
export async function movedScores(ctx: Context, id: string): Promise<MovedScores> {
  const row = await loadExercise(ctx.db.reader, id);
  if (!row) throw notFound();
  const items = movedFrom(row.scores, scored(row, await countNow(ctx, row)));
  return { asOf: ctx.now.toISOString(), computedAt: row.computedAt?.toISOString() ?? null, items };
}

/** What differs between the scores that were noted and those that would be. */
export function movedFrom(noted: readonly Noted[], now: readonly Noted[]): MovedScores['items'] {
  const before = new Map(noted.map((score) => [pairOf(score), score]));
  return now.flatMap(({ candidateId, criterionId, figure, value }) => {
    const old = before.get(pairOf({ candidateId, criterionId }));
    const [figureBefore, valueBefore] = [old?.figure ?? null, old?.value ?? null];
    if (figureBefore === figure && valueBefore === value) return [];
    return { candidateId, criterionId, figureBefore, figureNow: figure, valueBefore, valueNow: value };
  });
}

export const periodOf = (ctx: Context, exercise: Period): MeasurePeriod => evidencePeriod(exercise, dateInZone(ctx.now));

const computedOf = ({ criteria }: Pick<Counting, 'criteria'>): Counted[] => criteria.filter(({ basis, measure }) => basis === 'computed' && measure !== null);

/** What a candidate stands for, in one text; the same for all that stand for nothing. */
const recordKey = ({ regionId, placeId, organizationId, forumId }: MeasureCandidate): string => [regionId, placeId, organizationId, forumId].map((id) => id ?? '').join('\n');

function signature(ctx: Context, counting: Counting): string {
  const criteria = computedOf(counting).map(({ id, measure, scaleTop }) => [id, measure, scaleTop]);
  const candidates = criteria.length === 0 ? [] : counting.candidates.map((candidate) => [candidate.id, recordKey(candidate)]);
  return JSON.stringify([criteria.sort(), candidates.sort(), criteria.length === 0 ? null : periodOf(ctx, counting)]);
}
