import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstRanks, firstsOf, onHundred, partsOf, rankCandidates, sharesOf, weightOf, type Ranked, type RankingInput } from '../../server/targets/target.rules.ts';

const letters = (count: number): string[] => Array.from({ length: count }, (_, n) => String.fromCharCode(97 + n));
/** Candidates a, b, c … by criteria k1, k2 …: a row of scores each; null is unknown, a pair is an interval. */
function input(rows: (number | null | [number, number])[][], weights: number[], more: Partial<RankingInput> = {}): RankingInput {
  const candidates = letters(rows.length);
  const criteria = weights.map((weight, j) => ({ id: `k${j + 1}`, weight, direction: 'more' as const }));
  const scores = rows.flatMap((row, i) =>
    row.map((score, j) => {
      const [low, high] = Array.isArray(score) ? score : [score, score];
      return { candidate: candidates[i]!, criterion: `k${j + 1}`, low, high };
    }),
  );
  return { candidates, criteria, scores, draws: 1_000, seed: 42, weightSpread: 1, ...more };
}
const ranked = (asked: RankingInput): Ranked[] => rankCandidates(asked).ranking;
const one = (asked: RankingInput, id: string): Ranked => ranked(asked).find(({ candidate }) => candidate === id)!;
/** Four standard errors of a share counted in n draws. */
const within = (share: number, draws: number): number => 4 * Math.sqrt((share * (1 - share)) / draws) + 1e-9;

const score = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 50 }).map((tenths) => tenths / 10) },
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.tuple(fc.double({ min: 0, max: 5, noNaN: true }), fc.double({ min: 0, max: 5, noNaN: true })) },
);
const problems = fc
  .record({ m: fc.integer({ min: 1, max: 7 }), n: fc.integer({ min: 1, max: 5 }) })
  .chain(({ m, n }) =>
    fc.record({
      rows: fc.array(fc.array(score, { minLength: n, maxLength: n }), { minLength: m, maxLength: m }),
      weights: fc.array(fc.integer({ min: 0, max: 100 }), { minLength: n, maxLength: n }),
      directions: fc.array(fc.constantFrom('more' as const, 'less' as const), { minLength: n, maxLength: n }),
      seed: fc.nat(),
      weightSpread: fc.constantFrom(0, 0.3, 1),
    }),
  )
  .map(({ rows, weights, directions, seed, weightSpread }) => {
    const asked = input(rows, weights, { draws: 120, seed, weightSpread });
    return { ...asked, criteria: asked.criteria.map((criterion, j) => ({ ...criterion, direction: directions[j]! })) };
  });

describe('the ranks that count as the first', () => {
  it('are as many as there are targets, three while there are none, and never all', () => {
    expect([[5, 12], [0, 12], [12, 12], [0, 3], [1, 1], [0, 0]].map(([targets = 0, candidates = 0]) => firstsOf(targets, candidates))).toEqual([5, 3, 11, 2, 1, 1]);
  });
});

describe('the rank acceptabilities', () => {
  it('add up to one for each candidate and for each rank', () => {
    fc.assert(
      fc.property(problems, (asked) => {
        const ranking = ranked(asked);
        for (const { rankAcceptability } of ranking) expect(rankAcceptability.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
        for (const rank of asked.candidates.keys()) {
          expect(ranking.reduce((sum, { rankAcceptability }) => sum + rankAcceptability[rank]!, 0)).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  it('are the same to the last bit for the same seed, in whatever order the question is written', () => {
    fc.assert(
      fc.property(problems, (asked) => {
        const again = ranked({ ...asked, candidates: asked.candidates.toReversed(), criteria: asked.criteria.toReversed(), scores: asked.scores.toReversed() });
        for (const { centralWeights, ...rest } of ranked(asked)) {
          const { centralWeights: others, ...same } = again.find(({ candidate }) => candidate === rest.candidate)!;
          expect(same).toEqual(rest);
          expect(others?.toReversed() ?? null).toEqual(centralWeights);
        }
        expect(ranked(asked)).toEqual(ranked(structuredClone(asked)));
      }),
    );
  });

  it('are these, on every machine: an answer kept since the first release', () => {
    const rows = [[4, null, 2], [3, 3, [1, 4]], [null, 1, 5], [2, 5, 0]] as (number | null | [number, number])[][];
    const { rankAcceptability, confidence, centralWeights } = one(input(rows, [50, 30, 20], { draws: 10_000, seed: 2026, weightSpread: 0.5 }), 'a');
    expect({ rankAcceptability, confidence, centralWeights }).toMatchInlineSnapshot(`
      {
        "centralWeights": [
          0.4572810292702033,
          0.3174899008733854,
          0.22522906985643437,
        ],
        "confidence": 0.5089,
        "rankAcceptability": [
          0.4113,
          0.265,
          0.2323,
          0.0914,
        ],
      }
    `);
  });

  it('differ with the seed, and by no more than chance', () => {
    const rows = [[4, 1], [2, 3], [null, 2]];
    const [first, second] = [1, 2].map((seed) => one(input(rows, [1, 1], { draws: 10_000, seed }), 'a').rankAcceptability[0]!);
    expect(first).not.toBe(second);
    expect(Math.abs(first! - second!)).toBeLessThan(2 * within(0.5, 10_000));
  });
});

describe('the order of candidates', () => {
  it('never puts one above another that is at least as good by every criterion', () => {
    const dominating = problems.filter(({ candidates }) => candidates.length > 1);
    fc.assert(
      fc.property(dominating, fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { minLength: 5, maxLength: 5 }), (asked, lifts) => {
        // b is what it was asked to be; a is at least the best of it by every criterion.
        const ofB = new Map(asked.scores.filter(({ candidate }) => candidate === 'b').map((one) => [one.criterion, one]));
        const ofA = asked.criteria.map(({ id, direction }, j) => {
          const { low, high } = ofB.get(id)!;
          const ends = [low ?? 0, low === null ? 5 : (high ?? low)];
          return { candidate: 'a', criterion: id, low: direction === 'more' ? Math.min(5, Math.max(...ends) + lifts[j]!) : Math.max(0, Math.min(...ends) - lifts[j]!) };
        });
        const ranking = ranked({ ...asked, scores: [...asked.scores.filter(({ candidate }) => candidate !== 'a'), ...ofA] });
        const [a, b] = ['a', 'b'].map((id) => ranking.find(({ candidate }) => candidate === id)!);
        expect(a!.rank).toBeLessThanOrEqual(b!.rank);
        // In every draw a is before b or equal to it, so it is among the first n at least as often, whatever n.
        for (const n of asked.candidates.keys()) expect(firstRanks(a!, n + 1)).toBeGreaterThanOrEqual(firstRanks(b!, n + 1) - 1e-9);
      }),
    );
  });

  it('of the others is the same with a copy of one of them, and so is what is drawn for them', () => {
    fc.assert(
      fc.property(problems, (asked) => {
        const copy = asked.scores.filter(({ candidate }) => candidate === 'a').map((one) => ({ ...one, candidate: 'copy' }));
        const [before, after] = [ranked(asked), ranked({ ...asked, candidates: [...asked.candidates, 'copy'], scores: [...asked.scores, ...copy] })];
        const others = after.filter(({ candidate }) => candidate !== 'copy');
        expect(others.map(({ candidate }) => candidate)).toEqual(before.map(({ candidate }) => candidate));
        expect(others.map(({ score, low, high, evidence }) => [score, low, high, evidence])).toEqual(before.map(({ score, low, high, evidence }) => [score, low, high, evidence]));
        if (asked.scores.some(({ candidate, low, high }) => candidate === 'a' && (low === null || low !== high))) return;
        // A copy of which everything is known equals its original in every draw, and nobody is drawn otherwise than
        // before: whoever else was first, or last, is so in exactly the same draws.
        const cellsOf = (id: string) => JSON.stringify(asked.criteria.map((criterion) => asked.scores.find((one) => one.candidate === id && one.criterion === criterion.id)!.low));
        if (asked.weightSpread === 0) return;
        for (const old of before.filter(({ candidate }) => cellsOf(candidate) !== cellsOf('a'))) {
          const now = others.find(({ candidate }) => candidate === old.candidate)!;
          expect(now.rankAcceptability[0]).toBeCloseTo(old.rankAcceptability[0]!, 9);
          expect(now.rankAcceptability.at(-1)).toBeCloseTo(old.rankAcceptability.at(-1)!, 9);
        }
      }),
    );
  });

  it('with all the weight on one criterion is that criterion’s', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })), { minLength: 1, maxLength: 8 }), fc.constantFrom('more' as const, 'less' as const), (rows, direction) => {
        const asked = input(rows, [7, 0], { weightSpread: 0, draws: 5 });
        const ranking = ranked({ ...asked, criteria: asked.criteria.map((criterion) => ({ ...criterion, direction })) });
        const own = ranking.map(({ candidate }) => rows[candidate.charCodeAt(0) - 97]![0]);
        expect(own).toEqual(own.toSorted((a, b) => (direction === 'more' ? b - a : a - b)));
        for (const { candidate, rank, rankAcceptability } of ranking) {
          const mine = rows[candidate.charCodeAt(0) - 97]![0];
          const better = rows.filter(([score]) => (direction === 'more' ? score > mine : score < mine)).length;
          const equal = rows.filter(([score]) => score === mine).length;
          expect(rank).toBe(better + 1);
          // Equals share their ranks alike.
          for (const [at, share] of rankAcceptability.entries()) expect(share).toBeCloseTo(at >= better && at < better + equal ? 1 / equal : 0, 9);
        }
      }),
    );
  });
});

describe('where the answer can be worked out on paper', () => {
  const draws = 40_000;

  it('two candidates, two criteria, any weights: a is first where w₁ is over the tie', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }), fc.nat(), (gain, loss, seed) => {
        // a is better by gain ∕ 10 on the first, b by loss ∕ 10 on the second: equal at w₁ = loss ∕ (gain + loss).
        const tie = loss / (gain + loss);
        const [a, b] = ['a', 'b'].map((id) => one(input([[gain / 10, 0], [0, loss / 10]], [1, 3], { draws, seed }), id));
        expect(Math.abs(a!.rankAcceptability[0]! - (1 - tie))).toBeLessThan(within(1 - tie, draws));
        expect(Math.abs(b!.rankAcceptability[0]! - tie)).toBeLessThan(within(tie, draws));
        // Uniform above the tie: the mean of the weights that put a first is halfway to one.
        if (1 - tie > 0.05) expect(a!.centralWeights![0]!).toBeCloseTo((1 + tie) / 2, 1);
        expect(a!.confidence).toBe(1);
      }),
      { numRuns: 20 },
    );
  });

  it('the same around chosen weights: drawn weights are (1 − s)·w + s·u', () => {
    // w₁ = 0,25 and s = 0,5: w₁ is uniform from 0,125 to 0,625; equal at 0,5.
    const a = one(input([[1, 0], [0, 1]], [1, 3], { draws, weightSpread: 0.5 }), 'a');
    expect(Math.abs(a.rankAcceptability[0]! - 0.25)).toBeLessThan(within(0.25, draws));
    expect(a.centralWeights![0]).toBeCloseTo((0.5 + 0.625) / 2, 2);
    expect(a.score).toBeCloseTo(0.25, 12);
  });

  it('an unknown score is uniform on its scale, an interval on its own', () => {
    const unknown = ranked(input([[null], [4]], [1], { draws }));
    expect(unknown.map(({ candidate, score, low, high, evidence }) => [candidate, score, low, high, evidence])).toEqual([['b', 4, 4, 4, 1], ['a', 2.5, 0, 5, 0]]);
    expect(Math.abs(unknown[1]!.rankAcceptability[0]! - 0.2)).toBeLessThan(within(0.2, draws));
    expect(Math.abs(unknown[1]!.confidence! - 0.2)).toBeLessThan(within(0.2, draws));
    const interval = one(input([[[3, 5]], [4.5]], [1], { draws }), 'a');
    expect(interval).toMatchObject({ score: 4, low: 3, high: 5, evidence: 1, unknown: 0 });
    expect(Math.abs(interval.rankAcceptability[0]! - 0.25)).toBeLessThan(within(0.25, draws));
    // Two unknown scores, one criterion: either is before the other half of the time; of three, a third.
    for (const m of [2, 3]) expect(Math.abs(one(input(Array.from({ length: m }, () => [null]), [1], { draws }), 'a').rankAcceptability[0]! - 1 / m)).toBeLessThan(within(1 / m, draws));
  });

  it('three unit candidates by three criteria each take a third of the simplex, with central weights 11⁄18, 7⁄36, 7⁄36', () => {
    const a = one(input([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [1, 1, 1], { draws }), 'a');
    for (const share of a.rankAcceptability) expect(Math.abs(share - 1 / 3)).toBeLessThan(within(1 / 3, draws));
    // The mean of the greatest of three uniform parts is (1 + ½ + ⅓) ∕ 3.
    expect(a.centralWeights![0]).toBeCloseTo(11 / 18, 2);
    expect(a.centralWeights![1]).toBeCloseTo(7 / 36, 2);
  });
});

describe('what is unusual has an answer', () => {
  it('all weights zero weigh alike', () => {
    const rows = [[5, 0, 1], [2, 2, null]];
    expect(ranked(input(rows, [0, 0, 0]))).toEqual(ranked(input(rows, [3, 3, 3])));
    expect(partsOf([0, 0])).toEqual([0.5, 0.5]);
  });

  it('a criterion nobody scored leaves as much open for each, and changes no order', () => {
    const ranking = ranked(input([[4, null], [3, null]], [3, 1], { weightSpread: 0 }));
    expect(ranking.map(({ candidate, low, high, evidence, unknown }) => [candidate, low, high, evidence, unknown])).toEqual([['a', 3, 4.25, 0.75, 1], ['b', 2.25, 3.5, 0.75, 1]]);
  });

  it('one candidate is first, surely; none is an empty ranking', () => {
    expect(ranked(input([[null, 2]], [1, 1]))).toMatchObject([{ rank: 1, rankAcceptability: [1], confidence: 1 }]);
    expect(ranked(input([], [1]))).toEqual([]);
  });

  it('no criterion leaves everything open, and all share all ranks', () => {
    const ranking = ranked(input([[], [], []], []));
    for (const { rank, score, low, high, evidence, rankAcceptability, centralWeights, confidence } of ranking) {
      expect({ rank, score, low, high, evidence, centralWeights, confidence }).toEqual({ rank: 1, score: 2.5, low: 0, high: 5, evidence: 0, centralWeights: null, confidence: null });
      for (const share of rankAcceptability) expect(share).toBeCloseTo(1 / 3, 9);
    }
  });

  it('an id given twice counts once; scores of strangers count for nothing', () => {
    const asked = input([[4, 1], [2, 3]], [1, 1]);
    const twice = { ...asked, candidates: ['a', 'b', 'a'], criteria: [...asked.criteria, asked.criteria[0]!], scores: [...asked.scores, { candidate: 'z', criterion: 'k1', low: 5 }] };
    expect(ranked(twice).map(({ candidate }) => candidate).sort()).toEqual(['a', 'b']);
    expect(ranked(twice)[0]!.rankAcceptability).toEqual(ranked(asked)[0]!.rankAcceptability);
  });

  it('equal candidates share their ranks to the last draw', () => {
    for (const { rank, rankAcceptability, confidence } of ranked(input([[1, 4], [1, 4]], [2, 5]))) {
      expect({ rank, rankAcceptability, confidence }).toEqual({ rank: 1, rankAcceptability: [0.5, 0.5], confidence: 0.5 });
    }
  });

  it('hostile numbers still give finite shares', () => {
    const hostile = fc.constantFrom(Number.NaN, Infinity, -Infinity, -3, 0, 1e308, 5e-324, 2.5, 1e9);
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 6, maxLength: 6 }), hostile, hostile, hostile, (numbers, draws, seed, weightSpread) => {
        const asked = input([[numbers[0]!, numbers[1]!], [numbers[2]!, [numbers[3]!, numbers[0]!]]], [numbers[4]!, numbers[5]!]);
        for (const found of ranked({ ...asked, draws: Math.min(draws, 50), seed, weightSpread })) {
          expect(found.score).toBeGreaterThanOrEqual(0);
          expect(found.score).toBeLessThanOrEqual(5);
          expect(found.rankAcceptability[0]! + found.rankAcceptability[1]!).toBeCloseTo(1, 9);
          expect(found.evidence).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

describe('weights seen by a priority', () => {
  const criteria = [
    { id: 'ties', weight: 3, weightLearns: 0 },
    { id: 'reach', weight: 1, weightLearns: null, weightShines: 9 },
  ];
  it('are the blend’s where nothing is said, and zero where zero is said', () => {
    expect(weightOf(criteria[0]!, 'learns')).toBe(0);
    expect(weightOf(criteria[1]!, 'learns')).toBe(1);
    expect([...sharesOf(criteria).values()]).toEqual([0.75, 0.25]);
    expect([...sharesOf(criteria, 'shines').values()]).toEqual([0.25, 0.75]);
  });

  it('a score of 5 is 100, and one decimal is told', () => {
    expect([0, 5, 2.5, 3.333].map(onHundred)).toEqual([0, 100, 50, 66.7]);
  });
});
