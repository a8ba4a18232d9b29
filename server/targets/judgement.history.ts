import type { Context } from '../http/context.ts';
import { isAlone } from './effective.rules.ts';

type Changes = Record<string, unknown[]>;

/**
 * The changes of an exercise as its history shows them: while each judge is alone, nobody's scores but one's own, and
 * nothing of what was agreed.
 */
export async function withoutScoresOf<C extends Changes>(ctx: Context, exerciseId: string, all: C[]): Promise<C[]> {
  const exercise = await ctx.db.reader.targetingExercise.findUnique({ where: { id: exerciseId }, select: { round: true, judges: { select: { userId: true } } } });
  if (!exercise || !isAlone({ round: exercise.round, judgeIds: exercise.judges.map(({ userId }) => userId) })) return all;
  const isOwn = (said: unknown): boolean => typeof said === 'object' && said !== null && 'judgeId' in said && said.judgeId === ctx.user.id;
  return all.map((changes) => {
    const { scores: _scores, judgements, ...others } = changes;
    const own = judgements?.map((said) => (Array.isArray(said) ? said.filter(isOwn) : [])) ?? [];
    return (own.flat().length > 0 ? { ...others, judgements: own } : others) as C;
  });
}
