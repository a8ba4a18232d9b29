import type { Context } from '../http/context.ts';
import { isSecret } from './effective.rules.ts';

type Changes = Record<string, unknown[]>;

/**
 * The changes of an exercise as its history and the trail show them: while each judge is alone, nobody's scores but one's
 * own, and nothing of what was agreed; whoever is named a judge now.
 */
export async function withoutScoresOf<C extends Changes>(ctx: Context, exerciseId: string, all: C[]): Promise<C[]> {
  const { reader } = ctx.db;
  const exercise = await reader.targetingExercise.findUnique({ where: { id: exerciseId }, select: { round: true, judges: { select: { userId: true } } } });
  if (exercise?.round !== 'alone') return all;
  const said = await reader.judgement.findMany({ where: { candidate: { exerciseId } }, select: { id: true }, take: 1 });
  const isHidden = isSecret({ ...exercise, judgements: said });
  const isOwn = (line: unknown): boolean => typeof line === 'object' && line !== null && 'judgeId' in line && line.judgeId === ctx.user.id;
  return all.map((changes) => {
    const { scores, judgements, ...others } = changes;
    const own = judgements?.map((lines) => (Array.isArray(lines) ? lines.filter(isOwn) : [])) ?? [];
    return { ...others, ...(scores && !isHidden ? { scores } : {}), ...(own.flat().length > 0 ? { judgements: own } : {}) } as C;
  });
}
