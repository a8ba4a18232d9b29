import { describe, expect, it } from 'vitest';
import { keyOf, mix, stride, unit } from '../../server/targets/chance.rules.ts';
import { rankCandidates } from '../../server/targets/target.rules.ts';

/**
 * Four antidepressants by one benefit and five risks, without preferences: T. Tervonen, G. van Valkenhoef, E. Buskens,
 * H. L. Hillege and D. Postmus, « A stochastic multicriteria model for evidence-based decision making in drug
 * benefit-risk analysis », Statistics in Medicine 30 (2011), 1419–1428. Measurements and results are as the authors’ own
 * program states them: JSMAA (github.com/tommite/jsmaa), SMAA2SimulationTest, testCorrectResultsWithBRModel.
 */
const criteria = ['efficacy', 'diarrhea', 'dizziness', 'headache', 'insomnia', 'nausea'] as const;
const measured = {
  fluoxetine: [[0, 0], [11.7, 2.5], [7.2, 1.45], [16.6, 3.27], [13.7, 1.89], [18.6, 1.79]],
  paroxetine: [[0.086, 0.056], [9.2, 1.86], [10.6, 1.58], [21.2, 5.15], [14.3, 2.93], [18.3, 3.7]],
  sertraline: [[0.095, 0.044], [15.4, 2.65], [7.5, 1.48], [20.2, 3.78], [15, 3.21], [19.5, 2.6]],
  venlafaxine: [[0.113, 0.048], [5.5, 2.32], [15.7, 4.44], [12.8, 2.45], [11.2, 3.98], [31, 1.68]],
} as const;
const published = {
  fluoxetine: { ranks: [0.2, 0.28, 0.3, 0.22], central: [0.08, 0.14, 0.23, 0.18, 0.16, 0.22], confidence: 0.48 },
  paroxetine: { ranks: [0.25, 0.29, 0.27, 0.19], central: [0.18, 0.17, 0.15, 0.13, 0.15, 0.22], confidence: 0.44 },
  sertraline: { ranks: [0.17, 0.25, 0.29, 0.3], central: [0.21, 0.1, 0.22, 0.13, 0.15, 0.2], confidence: 0.34 },
  venlafaxine: { ranks: [0.39, 0.18, 0.15, 0.29], central: [0.18, 0.21, 0.12, 0.21, 0.19, 0.09], confidence: 0.74 },
};
type Drug = keyof typeof measured;
const drugs = Object.keys(measured) as Drug[];
/** A value is linear over the union of the measurements’ 95 % intervals. */
const ends = criteria.map((_, j) => {
  const intervals = drugs.map((drug) => measured[drug][j]!).map(([mean, deviation]) => [mean - 1.96 * deviation, mean + 1.96 * deviation].map((end) => (j === 0 ? Math.exp(end) : end)));
  return [Math.min(...intervals.map(([low]) => low!)), Math.max(...intervals.map(([, high]) => high!))] as const;
});

/** The n-th measurement: normal, log-normal for the odds ratios of efficacy. */
function measurement(drug: Drug, j: number, n: number): number {
  const [first, second] = ['radius', 'angle'].map((part) => unit(mix(keyOf(7, drug, String(j), part) + Math.imul(n, stride))));
  const [mean, deviation] = measured[drug][j]!;
  const normal = mean + deviation * Math.sqrt(-2 * Math.log(1 - first!)) * Math.cos(2 * Math.PI * second!);
  return j === 0 ? Math.exp(normal) : normal;
}
const scoresOf = (n: number) =>
  drugs.flatMap((candidate) =>
    criteria.map((criterion, j) => {
      const [low, high] = ends[j]!;
      return { candidate, criterion, low: (5 * (measurement(candidate, j, n) - low)) / (high - low) };
    }),
  );
const asked = (n: number, weights: readonly number[], weightSpread: number, draws: number) => ({
  candidates: drugs,
  criteria: criteria.map((id, j) => ({ id, weight: weights[j]!, direction: j === 0 ? ('more' as const) : ('less' as const) })),
  scores: scoresOf(n),
  draws,
  seed: n,
  weightSpread,
});

describe('the antidepressants of Tervonen and others (2011)', () => {
  // Their measurements are normal and ours uniform, so the measurements are drawn here, one set a ranking.
  const sets = 4_000;
  const ranks = new Map(drugs.map((drug) => [drug, [0, 0, 0, 0]]));
  const central = new Map(drugs.map((drug) => [drug, [0, 0, 0, 0, 0, 0]]));
  for (let n = 0; n < sets; n += 1) {
    for (const ranked of rankCandidates(asked(n, [1, 1, 1, 1, 1, 1], 1, 4)).ranking) {
      ranked.rankAcceptability.forEach((share, rank) => (ranks.get(ranked.candidate as Drug)![rank]! += share / sets));
      ranked.centralWeights?.forEach((weight, j) => (central.get(ranked.candidate as Drug)![j]! += weight * ranked.rankAcceptability[0]!));
    }
  }

  it.each(drugs)('have their published ranks, central weights and confidence: %s', (drug) => {
    const { ranks: expected, central: weights, confidence } = published[drug];
    const near = (found: number, told: number, by: number): void => expect(Math.abs(found - told), `${found} for ${told}`).toBeLessThan(by);
    ranks.get(drug)!.forEach((share, rank) => near(share, expected[rank]!, 0.02));
    const own = central.get(drug)!.map((sum) => sum / (ranks.get(drug)![0]! * sets));
    own.forEach((weight, j) => near(weight, weights[j]!, 0.02));
    let first = 0;
    for (let n = 0; n < sets; n += 1) first += rankCandidates(asked(n, own, 0, 1)).ranking.find(({ candidate }) => candidate === drug)!.rankAcceptability[0]!;
    near(first / sets, confidence, 0.03);
  });
});
