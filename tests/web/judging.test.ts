import { describe, expect, it } from 'vitest';
import { disagreements, evidenceOf } from '../../web/lib/targets/disagreement.rules.ts';
import {
  agreedScores,
  emptyCell,
  needsEvidence,
  pairKey,
  progressOf,
  step,
  valueOfKey,
  type Cell,
  type Judgement,
  type Score,
} from '../../web/lib/targets/judging.rules.ts';

const cell = (change: Partial<Cell>): Cell => ({ ...emptyCell, ...change });
const evidence = (id: string, statementFr: string | null, statementEn: string | null = null): Score['evidence'][number] => ({ id, statementFr, statementEn, source: null, observedOn: null });
const score = (change: Partial<Score>): Score => ({ candidateId: 'a', criterionId: 'x', value: 3, low: 3, high: 3, origin: 'agreed', figure: null, judge: null, evidence: [], ...change });
const judgement = (judge: string, value: number | null, change: Partial<Judgement> = {}): Judgement => ({
  candidateId: 'a',
  criterionId: 'x',
  judge: { id: judge, name: judge },
  value,
  statement: null,
  source: null,
  observedOn: null,
  ...change,
});
const french = (one: Score['evidence'][number]): string => one.statementFr ?? one.statementEn ?? '';

describe('the keys of the grid', () => {
  it('score from 0 to 5, make unknown, and mean nothing else', () => {
    expect(['0', '5', '?', 'Delete', 'Backspace', '6', 'a', 'Enter'].map(valueOfKey)).toEqual([0, 5, null, null, null, undefined, undefined, undefined]);
  });
  it('move inside the grid and out of it only by Tab past an end', () => {
    const size = { rows: 2, columns: 3 };
    expect(step({ y: 0, x: 2 }, 'Tab', size)).toEqual({ y: 1, x: 0 });
    expect(step({ y: 1, x: 0 }, 'Shift+Tab', size)).toEqual({ y: 0, x: 2 });
    expect(step({ y: 1, x: 2 }, 'Tab', size)).toBeNull();
    expect(step({ y: 0, x: 0 }, 'Shift+Tab', size)).toBeNull();
    expect(step({ y: 0, x: 2 }, 'ArrowRight', size)).toBeNull();
    expect(step({ y: 0, x: 1 }, 'End', size)).toEqual({ y: 0, x: 2 });
    expect(step({ y: 0, x: 1 }, '4', size)).toBeNull();
  });
});

describe('a sheet', () => {
  it('counts what has evidence, and says what lacks it', () => {
    const cells = [cell({ value: 4, statement: 'Vu sur place' }), cell({ value: 0, source: 'Rapport' }), cell({ value: 2, statement: ' ' }), emptyCell];
    expect(progressOf(cells)).toEqual({ supported: 2, unsupported: 1, all: 4 });
    expect(needsEvidence(emptyCell)).toBe(false);
  });
});

describe('agreed scores sent whole', () => {
  const stored = [
    score({ evidence: [evidence('1', 'Première', 'First'), evidence('2', 'Seconde')] }),
    score({ candidateId: 'b', value: null }),
    score({ candidateId: 'c', origin: 'computed', figure: 7 }),
  ];
  it('keep what was not changed, both languages of an untouched sentence, and the evidence beyond the first', () => {
    const sent = agreedScores(stored, new Map([[pairKey({ candidateId: 'a', criterionId: 'x' }), cell({ value: 5, statement: 'Première' })]]), 'fr', french);
    expect(sent).toEqual([
      { candidateId: 'a', criterionId: 'x', value: 5, evidence: [{ statementFr: 'Première', statementEn: 'First', source: null, observedOn: null }, { statementFr: 'Seconde', statementEn: null, source: null, observedOn: null }] },
      { candidateId: 'b', criterionId: 'x', value: null, evidence: [] },
    ]);
  });
  it('write a new sentence in the language of the screen, and drop what was emptied', () => {
    const changes = new Map([
      ['a x', cell({ value: 1, statement: 'New' })],
      ['d x', cell({ value: 2, source: 'Report' })],
      ['b x', emptyCell],
    ]);
    const sent = agreedScores(stored, changes, 'en', french);
    expect(sent.map(({ candidateId, evidence: [first] }) => [candidateId, first?.statementEn, first?.source])).toEqual([
      ['a', 'New', null],
      ['d', null, 'Report'],
    ]);
  });
});

describe('what judges see differently', () => {
  const criteria = [
    { id: 'x', share: 0.2, basis: 'manual' },
    { id: 'y', share: 0.8, basis: 'manual' },
    { id: 'z', share: 0, basis: 'computed' },
  ] as Parameters<typeof disagreements>[0]['criteria'];
  it('comes with the widest spread first, the heavier criterion between two alike, and without what is counted', () => {
    const judgements = [
      judgement('j', 1),
      judgement('k', 2),
      judgement('j', 5, { criterionId: 'y' }),
      judgement('k', 4, { criterionId: 'y' }),
      judgement('j', 0, { candidateId: 'b' }),
      judgement('k', 4, { candidateId: 'b' }),
      judgement('j', null, { candidateId: 'c' }),
      judgement('k', 3, { candidateId: 'c' }),
      judgement('j', 3, { criterionId: 'z' }),
    ];
    const found = disagreements({ criteria, judgements, scores: [score({ candidateId: 'c' })] });
    expect(found.map(({ key, low, high, spread, agreed }) => [key, low, high, spread, agreed !== null])).toEqual([
      ['b x', 0, 4, 4, false],
      ['a y', 4, 5, 1, false],
      ['a x', 1, 2, 1, false],
      ['c x', 3, 3, 0, true],
    ]);
  });
  it('keeps what each gave for theirs when they agree', () => {
    const said = [judgement('j', 1, { statement: 'Peu', observedOn: '2026' }), judgement('k', 4, { source: 'Rapport' }), judgement('l', 2)];
    expect(evidenceOf(said, 'fr')).toEqual([
      { statementFr: 'Peu', source: null, observedOn: '2026' },
      { statementFr: null, source: 'Rapport', observedOn: null },
    ]);
  });
});
