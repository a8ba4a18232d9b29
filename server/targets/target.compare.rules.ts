import { firstRanks, onHundred, partsOf, rankCandidates, topScore, type Direction, type Ranked, type RankingInput, type ScoreInput } from './target.rules.ts';

// What separates two candidates, and what moved between two rankings.

export type WeighedCriterion = { id: string; weight: number; direction: Direction };

/** The rise of one score with which, all else alike, the second candidate catches up with the first. */
export type ScoreChange = {
  criterion: string;
  /** As it is written, before the direction; null when unknown, and then the middle of the scale counts */
  now: number | null;
  /** The score at which they are equal, as it is written; null when even the best score does not suffice */
  needed: number | null;
  /** How much better that is, 0 to 5; null with `needed` */
  rise: number | null;
};

/** The part of one criterion at which, the others keeping their proportions, the two are equal. */
export type WeightChange = { criterion: string; now: number; needed: number; shift: number };

export type WhatWouldChange = {
  /** By how much the first is before the second, in points on 100; zero or less when it is not before */
  gap: number;
  /** In how many of the draws the second is before the first, an equal counting for half; 0 to 1 */
  ahead: number;
  /** Every criterion, the smallest rise first and those that cannot suffice last; empty when the second is not behind */
  scores: ScoreChange[];
  /** Only the criteria whose weight alone can do it, the smallest shift first */
  weights: WeightChange[];
};

/** What would have to change for `b` to pass `a`: beyond each value that is told, b is before a. */
export function whatWouldChange(a: string, b: string, input: RankingInput): WhatWouldChange {
  const ids = new Set(input.criteria.map(({ id }) => id));
  const criteria = [...ids].flatMap((id) => input.criteria.findLast((criterion) => criterion.id === id) ?? []);
  const parts = partsOf(criteria.map(({ weight }) => weight));
  const pair = rankCandidates({ ...input, criteria, candidates: [a, b] }).ranking;
  const [first, second] = [pair.find(({ candidate }) => candidate === a), pair.find(({ candidate }) => candidate === b)];
  const gap = (first?.score ?? 0) - (second?.score ?? 0);
  const ahead = second?.rankAcceptability[0] ?? 0;
  if (a === b || !(gap > 0)) return { gap: onHundred(gap), ahead: a === b ? 0.5 : ahead, scores: [], weights: [] };

  const middles = (candidate: string): (number | null)[] => criteria.map(({ id, direction }) => middleOf(candidate, id, direction, input.scores));
  const [ofA, ofB] = [middles(a), middles(b)];
  const scores = criteria.map(({ id, direction }, j): ScoreChange => {
    const now = ofB[j] ?? null;
    const rise = gap / (parts[j] ?? 0);
    const needed = (now ?? topScore / 2) + rise;
    const isEnough = needed <= topScore + 1e-9;
    return { criterion: id, now: now === null ? null : asWritten(now, direction), needed: isEnough ? asWritten(Math.min(topScore, needed), direction) : null, rise: isEnough ? rise : null };
  });
  const leads = criteria.map((_, j) => (ofA[j] ?? topScore / 2) - (ofB[j] ?? topScore / 2));
  return {
    gap: onHundred(gap),
    ahead,
    scores: scores.sort((x, y) => (x.rise ?? Infinity) - (y.rise ?? Infinity)),
    weights: criteria.flatMap(({ id }, j) => weightAtTie(id, j, parts, leads) ?? []).sort((x, y) => Math.abs(x.shift) - Math.abs(y.shift)),
  };
}

/** The other weights keep their proportions; where they are all zero they share alike what the one leaves. */
function weightAtTie(criterion: string, j: number, parts: readonly number[], leads: readonly number[]): WeightChange | null {
  const others = partsOf(parts.map((part, k) => (k === j ? 0 : part)));
  const isAlone = parts.every((part, k) => k === j || part === 0);
  const rest = leads.reduce((all, lead, k) => {
    if (k === j || parts.length < 2) return all;
    return all + (isAlone ? 1 / (parts.length - 1) : (others[k] ?? 0)) * lead;
  }, 0);
  const [own, now] = [leads[j] ?? 0, parts[j] ?? 0];
  // With a part t the lead is t·own + (1 − t)·rest: zero where t = rest ∕ (rest − own).
  const needed = rest / (rest - own);
  if (parts.length < 2 || !Number.isFinite(needed) || needed < 0 || needed > 1) return null;
  return { criterion, now, needed, shift: needed - now };
}

function middleOf(candidate: string, criterion: string, direction: Direction, scores: readonly ScoreInput[]): number | null {
  const only = { id: criterion, weight: 1, direction };
  const own = scores.filter((score) => score.candidate === candidate && score.criterion === criterion);
  const [ranked] = rankCandidates({ candidates: [candidate], criteria: [only], scores: own, draws: 1, seed: 0, weightSpread: 0 }).ranking;
  return ranked && ranked.unknown === 0 ? ranked.score : null;
}

const asWritten = (oriented: number, direction: Direction): number => (direction === 'less' ? topScore - oriented : oriented);

// ── Then and now ──

export type Moved = {
  candidateId: string;
  criterionId: string;
  figureBefore: number | null;
  figureNow: number | null;
  /** On 0 to 5 as written; null is unknown */
  valueBefore: number | null;
  valueNow: number | null;
};
export type Cause = Moved & {
  /** What it moved the candidate's total by, in points on 100 */
  effect: number;
};
export type ReplayedCandidate = {
  candidateId: string;
  rankThen: number;
  rankNow: number;
  totalThen: number;
  totalNow: number;
  firstThen: number;
  firstNow: number;
  causes: Cause[];
};

/**
 * What moved between two rankings of the same candidates with the same weights, in the order of today's: an unknown
 * score counts for the middle of its scale, as in the totals, so that the effects add up to the difference of the totals.
 */
export function compareReplay(
  criteria: readonly WeighedCriterion[],
  then: readonly Ranked[],
  now: readonly Ranked[],
  moved: readonly Moved[],
  top: number,
): ReplayedCandidate[] {
  const parts = partsOf(criteria.map(({ weight }) => weight));
  const effectOf = ({ criterionId, valueBefore, valueNow }: Moved): number => {
    const j = criteria.findIndex(({ id }) => id === criterionId);
    const sign = criteria[j]?.direction === 'less' ? -1 : 1;
    return ((sign * (parts[j] ?? 0) * ((valueNow ?? topScore / 2) - (valueBefore ?? topScore / 2))) / topScore) * 100;
  };
  const thenOf = new Map(then.map((ranked) => [ranked.candidate, ranked]));
  return now.flatMap((today) => {
    const before = thenOf.get(today.candidate);
    if (!before) return [];
    return {
      candidateId: today.candidate,
      rankThen: before.rank,
      rankNow: today.rank,
      totalThen: onHundred(before.score),
      totalNow: onHundred(today.score),
      firstThen: firstRanks(before, top),
      firstNow: firstRanks(today, top),
      causes: moved
        .filter(({ candidateId }) => candidateId === today.candidate)
        .map((one) => ({ ...one, effect: effectOf(one) }))
        .sort((x, y) => Math.abs(y.effect) - Math.abs(x.effect)),
    };
  });
}
