/** What is on record of a candidate by one criterion: agreed, or counted. */
export type StoredScore = { candidateId: string; criterionId: string; value: number | null; figure: number | null };
/** What one judge says of it. */
export type StoredJudgement = { candidateId: string; criterionId: string; judgeId: string; value: number | null };
/** The state of an exercise that decides what counts as a score, and for whom. */
export type Sitting = {
  round: string;
  /** Who is named a judge now: what others once said does not count */
  judgeIds: readonly string[];
  criteria: readonly { id: string; basis: string }[];
};

/** The score that counts: `value` is the mean of what makes `low` and `high`; all three are null where it is unknown. */
export type EffectiveScore = {
  candidateId: string;
  criterionId: string;
  value: number | null;
  low: number | null;
  high: number | null;
  /** agreed by the judges, counted in the records, or still open between judges */
  origin: 'agreed' | 'computed' | 'judges';
  figure: number | null;
};

/** Whether each judge still scores without seeing the others: what was agreed before is set aside too. */
export const isAlone = ({ round, judgeIds }: Pick<Sitting, 'round' | 'judgeIds'>): boolean => round === 'alone' && judgeIds.length > 0;

/** Whether scores are to be kept from the others: also where nobody is named a judge any more, and something was said. */
export const isSecret = ({ round, judges, judgements }: { round: string; judges: readonly unknown[]; judgements: readonly unknown[] }): boolean =>
  round === 'alone' && (judges.length > 0 || judgements.length > 0);

/** The judgements that somebody may see: all of the named judges' once they are together, their own while each is alone. */
export function visibleJudgements<J extends { judgeId: string }>(sitting: Sitting, judgements: readonly J[], viewerId: string | null): J[] {
  const named = judgements.filter(({ judgeId }) => sitting.judgeIds.includes(judgeId));
  return isAlone(sitting) ? named.filter(({ judgeId }) => judgeId === viewerId) : named;
}

/**
 * The scores on which the ranking that `viewerId` sees rests, one a pair at most, in the order of what is given; a pair
 * without one is unknown.
 * - A computed criterion counts what was noted of it.
 * - A judged one counts what was agreed; failing that, once the judges are together, everything from the lowest to the
 *   highest that they say. A judge who says « unknown » leaves the others' scores as they are.
 * - While each judge is alone, it counts what the viewer says as a judge, and nothing else.
 */
export function effectiveScores(
  sitting: Sitting,
  scores: readonly StoredScore[],
  judgements: readonly StoredJudgement[],
  viewerId: string | null,
): EffectiveScore[] {
  const computed = new Set(sitting.criteria.filter(({ basis }) => basis === 'computed').map(({ id }) => id));
  const effective = new Map<string, EffectiveScore>();
  const isHidden = isAlone(sitting);
  for (const { candidateId, criterionId, value, figure } of scores) {
    const isComputed = computed.has(criterionId);
    if (isHidden && !isComputed) continue;
    const origin = isComputed ? 'computed' : 'agreed';
    effective.set(pairOf({ candidateId, criterionId }), { candidateId, criterionId, value, low: value, high: value, origin, figure });
  }
  const open = visibleJudgements(sitting, judgements, viewerId).filter(({ criterionId }) => !computed.has(criterionId));
  for (const [pair, said] of Map.groupBy(open, pairOf)) {
    const [first] = said;
    if (!first || effective.has(pair)) continue;
    const { candidateId, criterionId } = first;
    effective.set(pair, { candidateId, criterionId, ...spreadOf(said.map(({ value }) => value)), origin: 'judges', figure: null });
  }
  return [...effective.values()];
}

/** One name for a candidate and a criterion together. */
export const pairOf = ({ candidateId, criterionId }: { candidateId: string; criterionId: string }): string => `${candidateId}\n${criterionId}`;

/** From the lowest to the highest of the values that are known, with their mean. */
function spreadOf(values: readonly (number | null)[]): Pick<EffectiveScore, 'value' | 'low' | 'high'> {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return { value: null, low: null, high: null };
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  return { value: mean, low: Math.min(...known), high: Math.max(...known) };
}
