import { mix, stride, unit } from './chance.rules.ts';

/** What is ranked, as numbers (see `rankCandidates`); candidates and criteria by their position. */
export type Problem = {
  ids: string[];
  /** How many criteria */
  n: number;
  /** For each criterion as written, where it stands here */
  written: number[];
  share: Float64Array;
  /** Candidate by candidate, oriented: 5 is best */
  low: Float64Array;
  high: Float64Array;
  middle: Float64Array;
  isKnown: Uint8Array;
  /** The pairs that are no single point, and the chance of each */
  open: Int32Array;
  openKeys: Int32Array;
  /** The chance of the weights: one fewer than there are criteria */
  weightKeys: Int32Array;
  draws: number;
  spread: number;
};

/**
 * Sums are compared as whole numbers of 2⁻²⁸: what differs by less than scores can tell is equal, equal is transitive,
 * and the last bit of a sum decides nothing.
 */
const grain = 2 ** 28;
export const grains = (score: number): number => (score * grain + 0.5) | 0;

/** What the draws add up to, and what one of them is worked on with. */
type Tally = {
  /** Candidate by candidate: in how many draws it takes each rank */
  ranks: Float64Array;
  /** In how many it is first, and the sum of the weights of those draws */
  firsts: Float64Array;
  sums: Float64Array;
  weights: Float64Array;
  cuts: Float64Array;
  scores: Float64Array;
  /** Candidates from the best to the least one, by the weights that were chosen and the middles of the scores */
  expected: Int32Array;
  order: Int32Array;
  sorted: Int32Array;
};

/** In how many draws each candidate takes each rank, and the mean of the weights that put it first. */
export function drawRanks(problem: Problem): { ranks: Float64Array; central: (Float64Array | null)[] } {
  const { ids, n, draws } = problem;
  const m = ids.length;
  const tally: Tally = {
    ranks: new Float64Array(m * m),
    firsts: new Float64Array(m),
    sums: new Float64Array(m * n),
    weights: new Float64Array(n),
    cuts: new Float64Array(n),
    scores: problem.low.slice(),
    expected: Int32Array.from(ids, (_, i) => i),
    order: new Int32Array(m),
    sorted: new Int32Array(m),
  };
  sortByValue(tally.expected, tally.sorted, problem.share, problem.middle);
  for (let draw = 0; draw < draws; draw += 1) addDraw(problem, draw, tally);
  const { ranks, firsts, sums } = tally;
  const central = ids.map((_, i) => (firsts[i]! > 0 ? sums.subarray(i * n, (i + 1) * n).map((sum) => sum / firsts[i]!) : null));
  return { ranks, central };
}

/** One draw. A function of its own, so that engines make it fast once and for all: a loop within a function they make anew. */
function addDraw(problem: Problem, draw: number, { ranks, firsts, sums, weights, cuts, scores, expected, order, sorted }: Tally): void {
  const { n } = problem;
  drawWeights(problem, draw, cuts, weights);
  drawScores(problem, draw, scores);
  // Nearer to the order of any draw than that of another draw is.
  order.set(expected);
  sortByValue(order, sorted, weights, scores);
  const firstTied = shareRanks(ranks, order, sorted);
  for (let at = 0; at < firstTied; at += 1) {
    const i = order[at]!;
    firsts[i]! += 1 / firstTied;
    for (let j = 0; j < n; j += 1) sums[i * n + j]! += weights[j]! / firstTied;
  }
}

/** Uniform on the simplex: the gaps between n − 1 sorted uniform numbers. Then drawn towards the weights that were chosen. */
function drawWeights({ n, share, spread, weightKeys }: Problem, draw: number, cuts: Float64Array, weights: Float64Array): void {
  const step = Math.imul(draw, stride);
  for (let j = 0; j < n - 1; j += 1) {
    const cut = unit(mix(weightKeys[j]! + step));
    let at = j;
    for (; at > 0 && cuts[at - 1]! > cut; at -= 1) cuts[at] = cuts[at - 1]!;
    cuts[at] = cut;
  }
  if (n > 0) cuts[n - 1] = 1;
  for (let j = 0, before = 0; j < n; j += 1) {
    weights[j] = (1 - spread) * share[j]! + spread * (cuts[j]! - before);
    before = cuts[j]!;
  }
}

// Plain statements in what runs millions of times: taking apart lists made for the purpose costs three times the sum itself.

/** Every pair that is no single point has a score somewhere on its interval; the others keep theirs. */
function drawScores({ open, openKeys, low, high }: Problem, draw: number, scores: Float64Array): void {
  const step = Math.imul(draw, stride);
  for (let k = 0; k < open.length; k += 1) {
    const cell = open[k]!;
    const from = low[cell]!;
    const to = high[cell]!;
    const score = from + (to - from) * unit(mix(openKeys[k]! + step));
    scores[cell] = score < to ? score : to;
  }
}

/** The weighted sum of a candidate in grains. Every sum goes through the criteria in the same way: no better score can give less. */
function valueOf(i: number, weights: Float64Array, scores: Float64Array): number {
  const n = weights.length;
  // Two sums at once: neither waits for the other.
  let even = 0;
  let odd = 0;
  let j = 0;
  let cell = i * n;
  for (; j < n - 1; j += 2, cell += 2) {
    even += weights[j]! * scores[cell]!;
    odd += weights[j + 1]! * scores[cell + 1]!;
  }
  if (j < n) even += weights[j]! * scores[cell]!;
  return ((even + odd) * grain + 0.5) | 0;
}

/** From the greatest value to the least, in an order that is not far from it to begin with. */
function sortByValue(order: Int32Array, sorted: Int32Array, weights: Float64Array, scores: Float64Array): void {
  for (let at = 0; at < order.length; at += 1) {
    const i = order[at]!;
    const value = valueOf(i, weights, scores);
    let to = at;
    for (; to > 0 && sorted[to - 1]! < value; to -= 1) {
      sorted[to] = sorted[to - 1]!;
      order[to] = order[to - 1]!;
    }
    sorted[to] = value;
    order[to] = i;
  }
}

/** Adds one draw to the ranks; those that are equal share theirs. Gives back how many are first. */
function shareRanks(ranks: Float64Array, order: Int32Array, sorted: Int32Array): number {
  const m = order.length;
  let firstTied = m;
  for (let start = 0; start < m; ) {
    const value = sorted[start]!;
    let end = start + 1;
    while (end < m && sorted[end] === value) end += 1;
    if (start === 0) firstTied = end;
    if (end === start + 1) ranks[order[start]! * m + start]! += 1;
    else for (let at = start; at < end; at += 1) for (let rank = start; rank < end; rank += 1) ranks[order[at]! * m + rank]! += 1 / (end - start);
    start = end;
  }
  return firstTied;
}

/** One candidate with its central weights against those that may be before it, those with the best of best values first. */
type Duel = { i: number; weights: Float64Array; rivals: Int32Array; most: Int32Array };

/** How often each candidate is first with its own central weights, over the scores as they were drawn for the ranks; 0 to 1. */
export function confidenceOf(problem: Problem, central: readonly (Float64Array | null)[]): (number | null)[] {
  const { ids, draws, open } = problem;
  const duels = central.flatMap((weights, i) => (weights ? duelOf(problem, i, weights) : []));
  // Where every score is one point, one look is as good as all of them.
  const looks = open.length === 0 ? 1 : draws;
  const wins = new Float64Array(ids.length);
  const undecided: Duel[] = [];
  for (const duel of duels) {
    if (duel.rivals.length === 0) wins[duel.i] = looks;
    else undecided.push(duel);
  }
  const scores = problem.low.slice();
  for (let draw = 0; undecided.length > 0 && draw < looks; draw += 1) {
    drawScores(problem, draw, scores);
    addWins(undecided, scores, wins);
  }
  return central.map((weights, i) => weights && wins[i]! / looks);
}

/** Who is first in one draw of the scores, each with its own weights; one of k that are first counts for 1 ∕ k. */
function addWins(duels: readonly Duel[], scores: Float64Array, wins: Float64Array): void {
  // Whoever beat the last one does well in this draw, and is likely to beat the next: it is asked first.
  let strong = -1;
  for (let at = 0; at < duels.length; at += 1) {
    const { i, weights, rivals, most } = duels[at]!;
    const value = valueOf(i, weights, scores);
    if (strong >= 0 && strong !== i && valueOf(strong, weights, scores) > value) continue;
    let tied = 1;
    // From the first whose best is not enough on, nobody's is.
    for (let next = 0; next < rivals.length && most[next]! >= value; next += 1) {
      const other = valueOf(rivals[next]!, weights, scores);
      if (other === value) tied += 1;
      if (other <= value) continue;
      tied = 0;
      strong = rivals[next]!;
      break;
    }
    if (tied > 0) wins[i]! += 1 / tied;
  }
}

function duelOf({ ids, low, high }: Problem, i: number, weights: Float64Array): Duel {
  const [least, most] = [ids.map((_, c) => valueOf(c, weights, low)), ids.map((_, c) => valueOf(c, weights, high))];
  // Those that even their best scores leave behind its worst decide nothing.
  const rivals = [...ids.keys()].filter((c) => c !== i && most[c]! >= least[i]!);
  rivals.sort((a, b) => most[b]! - most[a]! || a - b);
  return { i, weights, rivals: Int32Array.from(rivals), most: Int32Array.from(rivals, (c) => most[c]!) };
}
