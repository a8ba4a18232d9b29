import { describe, expect, it } from 'vitest';
import { checkDecision } from '../../server/targets/decision.rules.ts';
import { isBackwards, isOver, twelveMonthsBefore } from '../../server/text/period.rules.ts';

const decision = { decision: 'target', reason: 'Deux réseaux y sont actifs.', periodFrom: '2027', periodTo: '2029' };

describe('a decision about a region', () => {
  it('needs a reason, and a target needs a period', () => {
    expect(checkDecision(decision)).toEqual([]);
    expect(checkDecision({ ...decision, reason: ' ' }).map(({ pointer }) => pointer)).toEqual(['/reason']);
    expect(checkDecision({ decision: 'target', reason: 'x' }).map(({ pointer }) => pointer)).toEqual(['/periodFrom', '/periodTo']);
    expect(checkDecision({ decision: 'watch', reason: 'x' })).toEqual([]);
    expect(checkDecision({ decision: 'no', reason: 'x', periodTo: '2027' })).toEqual([]);
  });

  it('has a period that ends after it begins, as precise as it is known', () => {
    expect(checkDecision({ ...decision, periodTo: '2026' })[0]?.pointer).toBe('/periodTo');
    expect(checkDecision({ ...decision, periodFrom: '2027-06-01', periodTo: '2027' })).toEqual([]);
  });
});

describe('a period', () => {
  it('is over after the last day that its end covers', () => {
    expect(isOver('2026', '2026-12-31')).toBe(false);
    expect(isOver('2026', '2027-01-01')).toBe(true);
    expect(isOver('2026-11', '2026-11-30')).toBe(false);
    expect(isOver('2026-11-20', '2026-11-21')).toBe(true);
    expect(isOver(null, '2099-01-01')).toBe(false);
  });

  it('is backwards only when both ends say so', () => {
    expect(isBackwards('2027', '2026')).toBe(true);
    expect(isBackwards('2027-03', '2027')).toBe(false);
    expect(isBackwards('2027', null)).toBe(false);
  });

  it('of twelve months starts on the same day a year before', () => {
    expect(twelveMonthsBefore(new Date('2026-11-21T15:00:00Z')).toISOString()).toBe('2025-11-21T00:00:00.000Z');
  });
});
