import type { FieldError } from '../http/problem.ts';
import { m } from '../../generated/paraglide/messages.js';

/** The scale of every score. */
export const bestScore = 5;

export type Criterion = { id: string; weight: number; direction: string };
export type ScoreValue = { candidateId: string; criterionId: string; value: number | null };
export type Total = {
  candidateId: string;
  /** On 100: the middle of the interval that the unknown scores leave open */
  total: number;
  low: number;
  high: number;
  /** Share of the weights that is supported by a score, 0 to 1 */
  known: number;
};

/** Each criterion's share of all weights, 0 to 1. When every weight is zero they count alike. */
export function sharesOf(criteria: readonly Criterion[]): Map<string, number> {
  const sum = criteria.reduce((all, { weight }) => all + weight, 0);
  return new Map(criteria.map(({ id, weight }) => [id, sum > 0 ? weight / sum : 1 / criteria.length]));
}

/**
 * The weighted total of one candidate, on 100. A score runs from 0 to 5, and « less is better » counts as 5 − x. What is
 * unknown is not zero: it may be worth anything from nothing to its whole weight, so the total is an interval, and it is
 * one point only when every score is known. Without any criterion nothing is known: 0 to 100.
 */
export function totalOf(candidateId: string, criteria: readonly Criterion[], scores: readonly ScoreValue[]): Total {
  const shares = sharesOf(criteria);
  let [earned, known] = [0, 0];
  for (const { id, direction } of criteria) {
    const score = scores.find((one) => one.candidateId === candidateId && one.criterionId === id);
    if (!score || score.value === null) continue;
    const share = shares.get(id) ?? 0;
    known += share;
    earned += share * (direction === 'less' ? bestScore - score.value : score.value);
  }
  const low = (earned / bestScore) * 100;
  const high = low + (1 - known) * 100;
  return { candidateId, total: tenth((low + high) / 2), low: tenth(low), high: tenth(high), known: Math.round(known * 1000) / 1000 };
}

/** Candidates from the highest total to the lowest; equal totals share the better rank. */
export function rank(
  candidateIds: readonly string[],
  criteria: readonly Criterion[],
  scores: readonly ScoreValue[],
): (Total & { rank: number })[] {
  const totals = candidateIds.map((id) => totalOf(id, criteria, scores)).sort((a, b) => b.total - a.total || b.low - a.low);
  return totals.map((one) => ({ ...one, rank: totals.findIndex(({ total }) => total === one.total) + 1 }));
}

/** One decimal: more would claim a precision that scores from 0 to 5 do not have. */
const tenth = (value: number): number => Math.round(value * 10) / 10;

type Evidence = { statementFr?: string | null; statementEn?: string | null; source?: string | null };
type SentScore = { candidateId: string; criterionId: string; value: number | null; evidence?: readonly Evidence[] | undefined };

/** A score that nothing supports is unknown, so it is refused; and each candidate has one score a criterion. */
export function checkScores(scores: readonly SentScore[]): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  scores.forEach(({ candidateId, criterionId, value, evidence = [] }, index) => {
    const supported = evidence.some(({ statementFr, statementEn, source }) =>
      [statementFr, statementEn, source].some((text) => Boolean(text?.trim())),
    );
    if (value !== null && !supported) {
      errors.push({ pointer: `/scores/${index}/evidence`, message: (locale) => m.target_score_needs_evidence({}, { locale }) });
    }
    const pair = JSON.stringify([candidateId, criterionId]);
    if (seen.has(pair)) {
      errors.push({ pointer: `/scores/${index}`, message: (locale) => m.target_score_twice({}, { locale }) });
    }
    seen.add(pair);
  });
  return errors;
}
