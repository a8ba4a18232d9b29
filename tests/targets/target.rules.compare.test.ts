import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkExercise, type CheckedCandidate } from '../../server/targets/target.check.rules.ts';
import { compareReplay, whatWouldChange } from '../../server/targets/target.compare.rules.ts';
import { rankCandidates, type RankingInput, type ScoreInput } from '../../server/targets/target.rules.ts';

const tenths = fc.integer({ min: 0, max: 50 }).map((value) => value / 10);
const direction = fc.constantFrom('more' as const, 'less' as const);
const criteria = fc.array(fc.record({ weight: fc.integer({ min: 0, max: 20 }), direction }), { minLength: 1, maxLength: 5 });
const duel = criteria.chain((list) =>
  fc
    .array(fc.tuple(tenths, fc.option(tenths)), { minLength: list.length, maxLength: list.length })
    .map((rows): RankingInput => ({
      candidates: ['a', 'b'],
      criteria: list.map((one, j) => ({ id: `k${j}`, ...one })),
      scores: rows.flatMap(([ofA, ofB], j): ScoreInput[] => [{ candidate: 'a', criterion: `k${j}`, low: ofA }, { candidate: 'b', criterion: `k${j}`, low: ofB }]),
      draws: 50,
      seed: 1,
      weightSpread: 1,
    })),
);
const scoreOf = (asked: RankingInput, id: string): number => rankCandidates(asked).ranking.find(({ candidate }) => candidate === id)!.score;

describe('what would have to change for b to pass a', () => {
  it('is one score at which they are equal, or none that suffices', () => {
    fc.assert(
      fc.property(duel, (asked) => {
        const { scores } = whatWouldChange('a', 'b', asked);
        for (const { criterion, needed } of scores) {
          const scoresWith = (low: number) => asked.scores.map((one) => (one.candidate === 'b' && one.criterion === criterion ? { ...one, low } : one));
          const best = asked.criteria.find(({ id }) => id === criterion)!.direction === 'more' ? 5 : 0;
          if (needed === null) expect(scoreOf({ ...asked, scores: scoresWith(best) }, 'b')).toBeLessThan(scoreOf(asked, 'a'));
          else expect(scoreOf({ ...asked, scores: scoresWith(needed) }, 'b')).toBeCloseTo(scoreOf(asked, 'a'), 6);
        }
        const rises = scores.map(({ rise }) => rise ?? Infinity);
        expect(rises).toEqual(rises.toSorted((x, y) => x - y));
      }),
    );
  });

  it('is one weight at which they are equal, the others keeping their proportions', () => {
    fc.assert(
      fc.property(duel, (asked) => {
        for (const { criterion, needed, now, shift } of whatWouldChange('a', 'b', asked).weights) {
          const others = asked.criteria.filter(({ id }) => id !== criterion);
          const sum = others.reduce((all, { weight }) => all + weight, 0);
          const moved = asked.criteria.map((one) => {
            if (one.id === criterion) return { ...one, weight: needed * 1e6 };
            return { ...one, weight: (1 - needed) * 1e6 * (sum > 0 ? one.weight / sum : 1 / others.length) };
          });
          expect(scoreOf({ ...asked, criteria: moved }, 'b')).toBeCloseTo(scoreOf({ ...asked, criteria: moved }, 'a'), 6);
          expect(needed - now).toBeCloseTo(shift, 9);
        }
      }),
    );
  });

  it('is told as scores are written, and nothing is to change where b is not behind', () => {
    const asked: RankingInput = {
      candidates: ['a', 'b', 'c'],
      criteria: [{ id: 'ties', weight: 3, direction: 'more' }, { id: 'distance', weight: 1, direction: 'less' }],
      scores: [{ candidate: 'a', criterion: 'ties', low: 4 }, { candidate: 'a', criterion: 'distance', low: 4 }, { candidate: 'b', criterion: 'ties', low: 3 }, { candidate: 'b', criterion: 'distance', low: null }],
      draws: 1_000,
      seed: 1,
      weightSpread: 0,
    };
    const found = whatWouldChange('a', 'b', asked);
    // a: 0,75·4 + 0,25·1 = 3,25; b: 0,75·3 + 0,25·2,5 = 2,875.
    expect(found.gap).toBe(7.5);
    expect(found.scores).toEqual([
      { criterion: 'ties', now: 3, needed: expect.closeTo(3.5, 9) as number, rise: expect.closeTo(0.5, 9) as number },
      { criterion: 'distance', now: null, needed: expect.closeTo(1, 9) as number, rise: expect.closeTo(1.5, 9) as number },
    ]);
    expect(found.weights[0]).toMatchObject({ criterion: 'ties', now: 0.75, needed: expect.closeTo(0.6, 9) as number });
    expect(found.ahead).toBeGreaterThan(0.1);
    expect(whatWouldChange('b', 'a', asked)).toMatchObject({ gap: -7.5, scores: [], weights: [] });
    expect(whatWouldChange('a', 'a', asked)).toMatchObject({ gap: 0, ahead: 0.5, scores: [], weights: [] });
  });
});

describe('a replay', () => {
  it('says what moved each total, and the effects add up to the difference', () => {
    fc.assert(
      fc.property(duel, fc.array(fc.option(tenths), { minLength: 5, maxLength: 5 }), (asked, values) => {
        const now = asked.scores.map((one) => (one.candidate === 'b' ? { ...one, low: values[Number(one.criterion.slice(1))]! } : one));
        const moved = now.flatMap((one, at) =>
          one.candidate === 'b' ? { candidateId: 'b', criterionId: one.criterion, figureBefore: null, figureNow: 1, valueBefore: asked.scores[at]!.low, valueNow: one.low } : [],
        );
        const [before, after] = [rankCandidates(asked).ranking, rankCandidates({ ...asked, scores: now }).ranking];
        const replayed = compareReplay(asked.criteria, before, after, moved, 1);
        expect(replayed.map(({ candidateId }) => candidateId)).toEqual(after.map(({ candidate }) => candidate));
        for (const { causes, totalThen, totalNow } of replayed) {
          const sum = causes.reduce((all, { effect }) => all + effect, 0);
          // Totals are told to one decimal.
          expect(Math.abs(sum - (totalNow - totalThen))).toBeLessThan(0.11);
          const sizes = causes.map(({ effect }) => Math.abs(effect));
          expect(sizes).toEqual(sizes.toSorted((x, y) => y - x));
        }
      }),
    );
  });
});

describe('what makes an exercise unusual', () => {
  const region = (id: string, regionId: string | null, nameFr = id): CheckedCandidate => ({ id, nameFr, regionId, placeId: null, organizationId: null, forumId: null });
  const sound = {
    lens: 'blend' as const,
    criteria: [{ id: 'ties', weight: 1 }],
    candidates: [region('fi', 'reg.fi'), region('dk', 'reg.dk')],
    scores: [{ candidate: 'fi', criterion: 'ties', low: 3 }],
    contains: [],
  };

  it('is nothing in a sound one', () => {
    expect(checkExercise(sound)).toEqual([]);
  });

  it('is told by kind, with what it is about', () => {
    expect(checkExercise({ ...sound, criteria: [] })).toEqual([{ kind: 'no_criteria', about: [] }]);
    expect(checkExercise({ ...sound, candidates: [] })).toEqual([{ kind: 'no_candidates', about: [] }]);
    expect(checkExercise({ ...sound, candidates: sound.candidates.slice(0, 1) })).toEqual([{ kind: 'one_candidate', about: ['fi'] }]);
    expect(checkExercise({ ...sound, criteria: [{ id: 'ties', weight: 0 }] })).toEqual([{ kind: 'all_weights_zero', about: ['ties'] }]);
    expect(checkExercise({ ...sound, scores: [{ candidate: 'fi', criterion: 'ties', low: null }, { candidate: 'gone', criterion: 'ties', low: 2 }] })).toEqual([{ kind: 'unscored_criterion', about: ['ties'] }]);
    expect(checkExercise({ ...sound, candidates: [...sound.candidates, region('fi2', 'reg.fi', 'Suomi')] })).toEqual([{ kind: 'duplicate_candidates', about: ['fi', 'fi2'] }]);
    expect(checkExercise({ ...sound, candidates: [region('x', null, 'Écosse'), region('y', null, ' écosse '), region('z', null, 'Galles')], scores: [{ candidate: 'x', criterion: 'ties', low: 3 }] })).toEqual([{ kind: 'duplicate_candidates', about: ['x', 'y'] }]);
    expect(checkExercise({ ...sound, contains: [['fi', 'dk'], ['fi', 'gone'], ['fi', 'fi']] })).toEqual([{ kind: 'contained_candidate', about: ['fi', 'dk'] }]);
  });

  it('depends on the lens that is looked through', () => {
    const criteria = [{ id: 'ties', weight: 1, weightLearns: 0 }];
    expect(checkExercise({ ...sound, criteria, lens: 'learns' })).toEqual([{ kind: 'all_weights_zero', about: ['ties'] }]);
    expect(checkExercise({ ...sound, criteria, lens: 'shines' })).toEqual([]);
  });
});
