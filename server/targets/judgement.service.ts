import { answerAfter } from '../http/after.ts';
import type { Context } from '../http/context.ts';
import { forbidden, invalid, notFound, type FieldError } from '../http/problem.ts';
import { updatedBy } from '../http/records.ts';
import { uuid7 } from '../uuid.ts';
import { m } from '../../generated/paraglide/messages.js';
import { pairOf } from './effective.rules.ts';
import { conclude } from './exercise.finish.ts';
import { loadExercise, type ExerciseRow } from './exercise.rows.ts';
import { checkJudgements } from './exercise.rules.ts';
import type { Exercise, Judgements } from './exercise.schema.ts';
import { readExercise } from './exercise.view.ts';
import { assertNotFrozen } from './frozen.read.ts';

/**
 * What the caller, named a judge of the exercise, says of some pairs; what they said of others stays. It asks for no
 * If-Match: nobody else writes the same lines.
 */
export async function judge(ctx: Context, id: string, { judgements, done }: Judgements): Promise<Exercise> {
  const written = ctx.write(async (write) => {
    const { tx } = write;
    await assertNotFrozen(tx, id);
    const before = await loadExercise(tx, id);
    if (!before) throw notFound();
    if (!before.judges.some(({ userId }) => userId === ctx.user.id)) throw forbidden((locale) => m.target_judge_only({}, { locale }));
    const errors = [...checkJudgements(judgements), ...checkPairs(before, judgements)];
    if (errors.length > 0) throw invalid(errors);
    const said = new Set(judgements.map(pairOf));
    const replaced = before.judgements.filter((one) => one.judgeId === ctx.user.id && said.has(pairOf(one)));
    await tx.judgement.deleteMany({ where: { id: { in: replaced.map((one) => one.id) } } });
    await tx.judgement.createMany({
      data: judgements.map((judgement) => ({ id: uuid7(), ...judgement, judgeId: ctx.user.id, updatedAt: ctx.now })),
    });
    if (done !== undefined) {
      const key = { exerciseId: id, userId: ctx.user.id };
      await tx.exerciseJudge.update({ where: { exerciseId_userId: key }, data: { doneAt: done ? ctx.now : null } });
    }
    // While each is alone the exercise of the others is unchanged, and what they are about to save is not out of date.
    const { version, ...stamp } = updatedBy(ctx.user.id, ctx.now);
    await tx.targetingExercise.update({ where: { id }, data: before.round === 'alone' ? stamp : { ...stamp, version } });
    return conclude(write, id, 'update', before);
  });
  return answerAfter(written, () => readExercise(ctx, id));
}

function checkPairs({ candidates, criteria }: ExerciseRow, judgements: Judgements['judgements']): FieldError[] {
  return judgements.flatMap(({ candidateId, criterionId }, index): FieldError[] => {
    const criterion = criteria.find((one) => one.id === criterionId);
    const message: FieldError['message'] = (locale) => m.problem_field_reference({}, { locale });
    return [
      ...(candidates.some((one) => one.id === candidateId) ? [] : [{ pointer: `/judgements/${index}/candidateId`, message }]),
      ...(criterion ? [] : [{ pointer: `/judgements/${index}/criterionId`, message }]),
      ...(criterion?.basis !== 'computed' ? [] : [{ pointer: `/judgements/${index}/criterionId`, message: (locale: 'fr' | 'en') => m.target_score_computed({}, { locale }) }]),
    ];
  });
}
