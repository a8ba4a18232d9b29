import type { criterionDirections, targetingLenses } from '../vocabulary.ts';
import { confidenceOf, drawRanks, grains, type Problem } from './target.draws.rules.ts';
import { keyOf } from './chance.rules.ts';

// How candidates are ranked, and how robust that ranking is. The method is SMAA: R. Lahdelma, J. Hokkanen and P. Salminen,
// « SMAA – Stochastic multiobjective acceptability analysis », European Journal of Operational Research 106 (1998),
// with the ranks of Lahdelma and Salminen, « SMAA-2 », Operations Research 49 (2001): weights and unknown scores are drawn
// many times, and what is told is in how many of the draws each candidate takes each rank.

/** The best of a scale that begins at 0. */
export const topScore = 5;
/** How many ways to weigh are drawn unless told. */
export const robustnessDraws = 10_000;
export const mostDraws = 100_000;

export type Direction = (typeof criterionDirections)[number];
export type Lens = (typeof targetingLenses)[number];

/** What is asked: any of it may be wrong or missing, and has a defined answer (see `rankCandidates`). */
export type RankingInput = {
  candidates: readonly string[];
  criteria: readonly { id: string; weight: number; direction: Direction }[];
  scores: readonly ScoreInput[];
  /** How many times weights and unknown scores are drawn */
  draws: number;
  seed: number;
  /** s, 0 to 1: a drawn weight vector is (1 − s)·w + s·u, u uniform on the simplex */
  weightSpread: number;
};

/** On 0 to 5, before the direction. `low: null` is unknown; `high` without it is `low`; `middle` is halfway unless told. */
export type ScoreInput = { candidate: string; criterion: string; low: number | null; high?: number | null; middle?: number | null };

export type Ranked = {
  candidate: string;
  /** By the score; equal scores share the better rank */
  rank: number;
  /** On 0 to 5: with the weights themselves, an unknown score counting for the middle of its scale */
  score: number;
  low: number;
  high: number;
  /** Share of the weights that a score supports, 0 to 1 */
  evidence: number;
  /** How many of the criteria that weigh something have no score */
  unknown: number;
  /** Share of the draws in which it takes each rank, the first one first; equal scores share their ranks alike */
  rankAcceptability: number[];
  /** The mean of the weights that put it first, in the order of the criteria; null when none does */
  centralWeights: number[] | null;
  /** Share of the draws of the scores in which it is first with its central weights, 0 to 1; null without them */
  confidence: number | null;
};

// ── Weights ──

export type LensWeights = { weight: number; weightShines?: number | null; weightLearns?: number | null; weightAttracts?: number | null };

/** The weight of a criterion seen by one priority; where nothing is said it weighs as in the blend. */
export function weightOf(criterion: LensWeights, lens: Lens): number {
  const own = { blend: null, shines: criterion.weightShines, learns: criterion.weightLearns, attracts: criterion.weightAttracts }[lens];
  return own ?? criterion.weight;
}

/** Each weight's part of all, 0 to 1, in the same order. When every weight is zero they count alike. */
export function partsOf(weights: readonly number[]): number[] {
  const sound = weights.map((weight) => (weight > 0 ? Math.min(weight, Number.MAX_VALUE) : 0));
  const most = Math.max(...sound, 0);
  if (most === 0) return sound.map(() => 1 / sound.length);
  // By the greatest first, so that no sum is too large to be told.
  const sum = sound.reduce((all, weight) => all + weight / most, 0);
  return sound.map((weight) => weight / most / sum);
}

/** Each criterion's part of all weights in a lens, by its id. */
export function sharesOf(criteria: readonly (LensWeights & { id: string })[], lens: Lens = 'blend'): Map<string, number> {
  const parts = partsOf(criteria.map((criterion) => weightOf(criterion, lens)));
  return new Map(criteria.map(({ id }, index) => [id, parts[index] ?? 0]));
}

/** A score on 0 to 5 as the total on 100 that is shown, to one decimal: more would claim what such scores do not hold. */
export const onHundred = (score: number): number => Math.round((score / topScore) * 1000) / 10;

/** Share of the draws in which a candidate is among the first `n`. */
export function firstRanks({ rankAcceptability }: Pick<Ranked, 'rankAcceptability'>, n: number): number {
  return Math.min(1, rankAcceptability.slice(0, Math.max(0, n)).reduce((all, share) => all + share, 0));
}

/** How many ranks count as the first: as many as there are targets, three while there are none; at least one candidate stays out. */
export const firstsOf = (targets: number, candidates: number): number => Math.max(1, Math.min(targets > 0 ? targets : 3, candidates - 1));

// ── The ranking ──

/**
 * Ranks candidates and says how robust the ranking is. The same input gives the same answer to the last bit on every
 * machine: only +, −, × and ÷ are used, chance is drawn in whole numbers, and no logarithm is needed because uniform
 * weights are the gaps between sorted uniform numbers. Each unknown score has its own chance, by candidate and criterion:
 * a candidate more or less, or another order, changes nothing of what is drawn for the others, so that in every draw
 * the others keep their order.
 *
 * Whatever is asked has an answer: all weights zero weigh alike; weights that are no number, or below zero, weigh zero;
 * scores are cut to 0–5, and what is no number is unknown; an interval is taken from its lower end; an id given twice
 * counts once; scores of strangers are left out; no criterion leaves everything open, and all share all ranks.
 */
export function rankCandidates(input: RankingInput): { ranking: Ranked[] } {
  const problem = read(input);
  const { ids, n } = problem;
  const drawn = drawRanks(problem);
  const sure = confidenceOf(problem, drawn.central);
  const plain = ids.map((_, i) => plainScore(problem, i));
  const order = ids.map((_, i) => i).sort((a, b) => grains(plain[b]!.score) - grains(plain[a]!.score) || grains(plain[b]!.low) - grains(plain[a]!.low) || a - b);
  let rank = 0;
  const ranking = order.map((i, at) => {
    const before = order[at - 1];
    if (before === undefined || grains(plain[before]!.score) !== grains(plain[i]!.score)) rank = at + 1;
    const central = drawn.central[i] ?? null;
    return {
      candidate: ids[i]!,
      rank,
      ...plain[i]!,
      rankAcceptability: Array.from(drawn.ranks.subarray(i * ids.length, (i + 1) * ids.length), (count) => count / problem.draws),
      centralWeights: central && n > 0 ? problem.written.map((j) => central[j]!) : null,
      confidence: n > 0 ? (sure[i] ?? null) : null,
    };
  });
  return { ranking };
}

/** The input as numbers. Criteria stand by their id, so that the order in which they are written decides nothing. */
function read({ candidates, criteria, scores, draws, seed, weightSpread }: RankingInput): Problem {
  const ids = [...new Set(candidates)];
  const own = [...new Map(criteria.map((criterion) => [criterion.id, criterion])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const n = own.length;
  const rowOf = new Map(ids.map((id, i) => [id, i]));
  const columnOf = new Map(own.map(({ id }, j) => [id, j]));
  const size = ids.length * n;
  const [low, high, middle] = [new Float64Array(size), new Float64Array(size).fill(topScore), new Float64Array(size).fill(topScore / 2)];
  const isKnown = new Uint8Array(size);
  for (const score of scores) {
    const [i, j] = [rowOf.get(score.candidate), columnOf.get(score.criterion)];
    if (i === undefined || j === undefined) continue;
    const found = intervalOf(score, own[j]!.direction);
    const cell = i * n + j;
    [low[cell], high[cell], middle[cell]] = found ?? [0, topScore, topScore / 2];
    isKnown[cell] = found ? 1 : 0;
  }
  const wholeSeed = Number.isFinite(seed) ? seed >>> 0 : 0;
  const open = Int32Array.from([...low.keys()].filter((cell) => low[cell]! < high[cell]!));
  return {
    ids,
    n,
    written: [...new Set(criteria.map(({ id }) => id))].map((id) => columnOf.get(id) ?? 0),
    share: Float64Array.from(partsOf(own.map(({ weight }) => weight))),
    low,
    high,
    middle,
    isKnown,
    open,
    openKeys: open.map((cell) => keyOf(wholeSeed, 'score', ids[Math.floor(cell / n)]!, own[cell % n]!.id)),
    weightKeys: Int32Array.from({ length: Math.max(0, n - 1) }, (_, j) => keyOf(wholeSeed, 'weight', String(j))),
    draws: Math.min(mostDraws, Math.max(1, Math.floor(draws) || 1)),
    spread: within(Number.isNaN(weightSpread) ? 0 : weightSpread, 1),
  };
}

const within = (value: number, top: number): number => Math.min(top, Math.max(0, value));

/** Lower end, upper end and middle, 5 being best; null when unknown. */
function intervalOf({ low, high, middle }: ScoreInput, direction: Direction): [number, number, number] | null {
  if (low === null || Number.isNaN(low)) return null;
  const ends = [low, high ?? low].map((value) => within(Number.isNaN(value) ? low : value, topScore)).sort((a, b) => a - b) as [number, number];
  const told = middle ?? Number.NaN;
  const between = Number.isNaN(told) ? (ends[0] + ends[1]) / 2 : Math.min(ends[1], Math.max(ends[0], told));
  return direction === 'less' ? [topScore - ends[1], topScore - ends[0], topScore - between] : [...ends, between];
}

function plainScore({ n, share, low, high, middle, isKnown }: Problem, i: number): Pick<Ranked, 'score' | 'low' | 'high' | 'evidence' | 'unknown'> {
  if (n === 0) return { score: topScore / 2, low: 0, high: topScore, evidence: 0, unknown: 0 };
  const sums = { score: 0, low: 0, high: 0, evidence: 0, unknown: 0 };
  for (let j = 0; j < n; j += 1) {
    const [cell, part] = [i * n + j, share[j]!];
    sums.score += part * middle[cell]!;
    sums.low += part * low[cell]!;
    sums.high += part * high[cell]!;
    if (isKnown[cell]) sums.evidence += part;
    else if (part > 0) sums.unknown += 1;
  }
  // All is all: parts of a whole may add up to a little less.
  return { ...sums, evidence: sums.unknown === 0 ? 1 : Math.min(1, sums.evidence) };
}
