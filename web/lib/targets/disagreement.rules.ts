import type { Exercise } from './exercise.ts';
import { pairKey, type Judgement, type Score } from './judging.rules.ts';

/** One candidate by one criterion, as its judges see it. */
export interface Disagreement {
  key: string;
  candidateId: string;
  criterionId: string;
  judgements: Judgement[];
  /** From the lowest to the highest of the values given, 0 to 5 */
  low: number | null;
  high: number | null;
  spread: number;
  /** How much the criterion weighs, 0 to 1: between two equal spreads the heavier one comes first */
  share: number;
  /** What was agreed; null while nothing is */
  agreed: Score | null;
}

/** What the judges say, pair by pair: what they see most differently first. Pairs about which nobody said anything stay out. */
export function disagreements({ criteria, judgements, scores }: Pick<Exercise, 'criteria' | 'judgements' | 'scores'>): Disagreement[] {
  const agreed = new Map(scores.filter(({ origin }) => origin === 'agreed').map((one) => [pairKey(one), one]));
  const shares = new Map(criteria.filter(({ basis }) => basis === 'manual').map(({ id, share }) => [id, share]));
  const said = new Map<string, Judgement[]>();
  for (const one of judgements) if (shares.has(one.criterionId)) said.set(pairKey(one), [...(said.get(pairKey(one)) ?? []), one]);
  return [...said]
    .flatMap(([key, all]): Disagreement[] => {
      const [first] = all;
      if (!first) return [];
      const values = all.flatMap(({ value }) => (value === null ? [] : [value]));
      const [low, high] = values.length > 0 ? [Math.min(...values), Math.max(...values)] : [null, null];
      const { candidateId, criterionId } = first;
      return [{ key, candidateId, criterionId, judgements: all, low, high, spread: low === null || high === null ? 0 : high - low, share: shares.get(criterionId) ?? 0, agreed: agreed.get(key) ?? null }];
    })
    .toSorted((a, b) => b.spread - a.spread || b.share - a.share || (a.key < b.key ? -1 : 1));
}

/** What supports an agreed score: what each judge gave for theirs, in the language of the screen on which they agreed. */
export function evidenceOf(judgements: readonly Judgement[], language: 'fr' | 'en'): { statementFr?: string | null; statementEn?: string | null; source: string | null; observedOn: string | null }[] {
  return judgements
    .filter(({ statement, source }) => statement ?? source)
    .map(({ statement, source, observedOn }) => ({ ...(language === 'fr' ? { statementFr: statement } : { statementEn: statement }), source, observedOn }));
}
