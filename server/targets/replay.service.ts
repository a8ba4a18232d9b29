import type { Context } from '../http/context.ts';
import { conflict, notFound } from '../http/problem.ts';
import { dateInZone } from '../text/format.rules.ts';
import { addMonths, monthsBetween } from '../interactions/activity.rules.ts';
import { m } from '../../generated/paraglide/messages.js';
import { countNow, movedFrom, scored } from './computed.service.ts';
import { pairOf } from './effective.rules.ts';
import type { Replay } from './exercise.schema.ts';
import { rankingInput } from './exercise.view.ts';
import { readFrozen } from './frozen.read.ts';
import type { MeasurePeriod } from './measure.rules.ts';
import { rankAside } from './robustness.service.ts';
import { compareReplay } from './target.compare.rules.ts';
import { firstsOf } from './target.rules.ts';

/**
 * A frozen exercise weighed again: the same weights, judged scores and draws, with what the records say today over as
 * many months as then, to this one.
 */
export async function replayExercise(ctx: Context, id: string): Promise<Replay> {
  const frozen = await readFrozen(ctx.db.reader, id, ctx.now);
  if (!frozen) {
    if ((await ctx.db.reader.targetingExercise.count({ where: { id } })) === 0) throw notFound();
    throw conflict((locale) => m.target_replay_open({}, { locale }));
  }
  const { exercise, snapshot } = frozen;
  const period = endingAt(dateInZone(ctx.now).slice(0, 7), exercise.evidencePeriod);
  const now = scored(exercise, await countNow(ctx, exercise, period));
  const moved = movedFrom(exercise.scores, now);
  const today = new Map(now.map((score) => [pairOf(score), score]));
  const scores = exercise.scores.map((score) => {
    const counted = today.get(pairOf(score));
    return counted ? { ...score, value: counted.value, low: counted.value, high: counted.value } : score;
  });
  const { ranking } = await rankAside(ctx, rankingInput(exercise, scores));
  const top = firstsOf(exercise.candidates.filter(({ decision }) => decision?.decision === 'target').length, exercise.candidates.length);
  const { criteria } = rankingInput(exercise, []);
  return {
    asOf: ctx.now.toISOString(),
    frozenAt: snapshot.frozenAt,
    period,
    candidates: compareReplay(criteria, snapshot.ranking, ranking, moved, top),
    top,
  };
}

/** As many whole months as a period has, the last of them told. */
function endingAt(to: string, { from, to: last }: MeasurePeriod): MeasurePeriod {
  return { from: addMonths(to, 1 - monthsBetween(from, last).length), to };
}
