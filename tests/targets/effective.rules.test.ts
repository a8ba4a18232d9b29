import { describe, expect, it } from 'vitest';
import { effectiveScores, visibleJudgements } from '../../server/targets/effective.rules.ts';

const criteria = [{ id: 'ties', basis: 'manual' }, { id: 'talent', basis: 'manual' }, { id: 'held', basis: 'computed' }];
const together = { round: 'together', judgeIds: ['ana', 'bo'], criteria };
const alone = { ...together, round: 'alone' };
const stored = (criterionId: string, value: number | null, figure: number | null = null) => ({ candidateId: 'fi', criterionId, value, figure });
const said = (judgeId: string, value: number | null, criterionId = 'ties') => ({ candidateId: 'fi', criterionId, judgeId, value });

describe('the score that counts', () => {
  it('is what was agreed; failing that, from the lowest to the highest that the judges say', () => {
    expect(effectiveScores(together, [], [said('ana', 2), said('bo', 5), said('ana', 3, 'talent')], null)).toEqual([
      { candidateId: 'fi', criterionId: 'ties', value: 3.5, low: 2, high: 5, origin: 'judges', figure: null },
      { candidateId: 'fi', criterionId: 'talent', value: 3, low: 3, high: 3, origin: 'judges', figure: null },
    ]);
    expect(effectiveScores(together, [stored('ties', 4)], [said('ana', 2), said('bo', 5)], null)).toEqual([
      { candidateId: 'fi', criterionId: 'ties', value: 4, low: 4, high: 4, origin: 'agreed', figure: null },
    ]);
  });

  it('is unknown, never zero, when nobody knows or it is agreed that nobody does', () => {
    expect(effectiveScores(together, [stored('ties', null)], [said('ana', 2)], null)).toMatchObject([{ value: null, low: null, high: null, origin: 'agreed' }]);
    expect(effectiveScores(together, [], [said('ana', null), said('bo', null)], null)).toMatchObject([{ value: null, low: null, origin: 'judges' }]);
    expect(effectiveScores(together, [], [said('ana', null), said('bo', 0)], null)).toMatchObject([{ value: 0, low: 0, high: 0 }]);
    expect(effectiveScores(together, [], [], null)).toEqual([]);
  });

  it('is what was noted of a computed criterion, whatever judges say of it', () => {
    expect(effectiveScores(together, [stored('held', 2.5, 12)], [said('ana', 5, 'held')], null)).toEqual([
      { candidateId: 'fi', criterionId: 'held', value: 2.5, low: 2.5, high: 2.5, origin: 'computed', figure: 12 },
    ]);
  });

  it('is one’s own while each is alone, with what is computed; nobody else’s, and nothing that was agreed', () => {
    const scores = [stored('ties', 4), stored('held', 1, 3)];
    const judgements = [said('ana', 2), said('bo', 5)];
    expect(effectiveScores(alone, scores, judgements, 'ana').map(({ origin, value }) => [origin, value])).toEqual([['computed', 1], ['judges', 2]]);
    expect(effectiveScores(alone, scores, judgements, 'someone').map(({ origin }) => origin)).toEqual(['computed']);
    expect(visibleJudgements(alone, judgements, 'bo')).toEqual([said('bo', 5)]);
    expect(visibleJudgements(alone, judgements, null)).toEqual([]);
    // Without judges there is nobody to be alone.
    expect(effectiveScores({ ...alone, judgeIds: [] }, scores, [], null)).toHaveLength(2);
  });

  it('leaves out whoever is a judge no more', () => {
    const only = { ...together, judgeIds: ['bo'] };
    expect(effectiveScores(only, [], [said('ana', 0), said('bo', 5)], null)).toMatchObject([{ low: 5, high: 5 }]);
    expect(visibleJudgements(only, [said('ana', 0), said('bo', 5)], 'ana')).toEqual([said('bo', 5)]);
  });
});
