import { describe, expect, it } from 'vitest';
import { checkJudgements, checkLists, checkScores } from '../../server/targets/exercise.rules.ts';

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

describe('what a judge says', () => {
  const pair = { candidateId: 'fi', criterionId: 'ties' };
  it('needs a sentence or a source, unless it is that they do not know', () => {
    expect(checkJudgements([{ ...pair, value: 0 }])[0]?.pointer).toBe('/judgements/0/statement');
    expect(checkJudgements([{ ...pair, value: 4, statement: '  ', source: null }])).toHaveLength(1);
    expect(checkJudgements([{ ...pair, value: 4, source: 'Rapport 2025' }])).toEqual([]);
    expect(checkJudgements([{ ...pair, value: null }])).toEqual([]);
    expect(checkJudgements([{ ...pair, value: null }, { ...pair, value: null }])[0]?.pointer).toBe('/judgements/1');
  });
});

describe('criteria and candidates that are sent', () => {
  it('say what is counted, and stand for one record at most', () => {
    expect(checkLists({ criteria: [{ basis: 'computed' }, { basis: 'computed', measure: 'held_interactions' }, {}] }).map(({ pointer }) => pointer)).toEqual(['/criteria/0/measure']);
    const candidates = [{ regionId: 'a', placeId: 'b' }, { regionId: 'a', placeId: null }, {}];
    expect(checkLists({ candidates }).map(({ pointer }) => pointer)).toEqual(['/candidates/0']);
  });
});
