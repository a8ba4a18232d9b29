import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkScores, rank, sharesOf, totalOf } from '../../server/targets/exercise.rules.ts';

const criteria = [
  { id: 'ties', weight: 60, direction: 'more' },
  { id: 'distance', weight: 40, direction: 'less' },
];
const score = (criterionId: string, value: number | null, candidateId = 'fi') => ({ candidateId, criterionId, value });

describe('the weighted total of a candidate', () => {
  it('is one point on 100 when every score is known; less counts as 5 − x', () => {
    expect(totalOf('fi', criteria, [score('ties', 5), score('distance', 0)])).toEqual({
      candidateId: 'fi', total: 100, low: 100, high: 100, known: 1,
    });
    expect(totalOf('fi', criteria, [score('ties', 2.5), score('distance', 5)])).toMatchObject({ total: 30, low: 30, high: 30 });
  });

  it('leaves open what is unknown: null and absent alike, never zero', () => {
    const expected = { total: 80, low: 60, high: 100, known: 0.6 };
    expect(totalOf('fi', criteria, [score('ties', 5), score('distance', null)])).toMatchObject(expected);
    expect(totalOf('fi', criteria, [score('ties', 5)])).toMatchObject(expected);
    expect(totalOf('fi', criteria, [])).toMatchObject({ total: 50, low: 0, high: 100, known: 0 });
    expect(totalOf('fi', [], [])).toMatchObject({ low: 0, high: 100 });
  });

  it('does not depend on the scale of the weights, and counts all alike when every weight is zero', () => {
    const tenfold = criteria.map((criterion) => ({ ...criterion, weight: criterion.weight * 10 }));
    const scores = [score('ties', 4), score('distance', 1)];
    expect(totalOf('fi', tenfold, scores)).toEqual(totalOf('fi', criteria, scores));
    expect([...sharesOf(criteria.map((criterion) => ({ ...criterion, weight: 0 }))).values()]).toEqual([0.5, 0.5]);
  });

  it('stays between low and high whatever an unknown score turns out to be', () => {
    const value = fc.option(fc.double({ min: 0, max: 5, noNaN: true }), { nil: null });
    fc.assert(
      fc.property(value, value, fc.double({ min: 0, max: 5, noNaN: true }), (ties, distance, revealed) => {
        const before = totalOf('fi', criteria, [score('ties', ties), score('distance', distance)]);
        const after = totalOf('fi', criteria, [score('ties', ties ?? revealed), score('distance', distance ?? revealed)]);
        expect(after.low).toBeCloseTo(after.high, 5);
        expect(after.total).toBeGreaterThanOrEqual(before.low - 0.11);
        expect(after.total).toBeLessThanOrEqual(before.high + 0.11);
      }),
    );
  });
});

describe('the ranking', () => {
  it('goes from the highest total to the lowest, and equal totals share the better rank', () => {
    const scores = [score('ties', 5, 'a'), score('distance', 5, 'a'), score('ties', 5, 'b'), score('distance', 5, 'b'), score('ties', 0, 'c'), score('distance', 5, 'c')];
    expect(rank(['c', 'b', 'a'], criteria, scores).map(({ candidateId, rank: place }) => [candidateId, place])).toEqual([
      ['b', 1], ['a', 1], ['c', 3],
    ]);
  });
});

describe('scores that are sent', () => {
  const pair = { candidateId: 'fi', criterionId: 'ties' };
  it('need a sentence or a source when they have a value, and nothing when they are unknown', () => {
    expect(checkScores([{ ...pair, value: 3 }])[0]?.pointer).toBe('/scores/0/evidence');
    expect(checkScores([{ ...pair, value: 3, evidence: [{ statementFr: '  ' }] }])[0]?.message('fr')).toContain('inconnue');
    expect(checkScores([{ ...pair, value: 3, evidence: [{ source: 'Rapport 2025' }] }])).toEqual([]);
    expect(checkScores([{ ...pair, value: 0, evidence: [] }])).toHaveLength(1);
    expect(checkScores([{ ...pair, value: null }])).toEqual([]);
  });

  it('are one for each candidate and criterion', () => {
    expect(checkScores([{ ...pair, value: null }, { ...pair, value: null }])[0]?.pointer).toBe('/scores/1');
  });
});
