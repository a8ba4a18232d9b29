import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysOf, lastTwelveMonths, stepNearest, stepsOf } from '../../server/map/period.rules.ts';
import '../support/property.ts';

const day = fc.date({ min: new Date('2001-01-01'), max: new Date('2090-12-31'), noInvalidDate: true }).map((at) => at.toISOString().slice(0, 10));

describe('the time slider', () => {
  it('ends with the last twelve months, today’s among them', () => {
    expect(lastTwelveMonths('2026-11-22')).toEqual({ from: '2025-12', to: '2026-11' });
    expect(lastTwelveMonths('2026-12-31')).toEqual({ from: '2026-01', to: '2026-12' });
    expect(daysOf({ from: '2025-12', to: '2026-02' })).toEqual({ from: '2025-12-01', to: '2026-02-28' });
  });

  it('stops at every year or quarter since the first month, without gap or overlap, up to today', () => {
    fc.assert(fc.property(day, day, fc.constantFrom('year' as const, 'quarter' as const), (one, other, pace) => {
      const [since, today] = [one, other].sort() as [string, string];
      const steps = stepsOf(since.slice(0, 7), today, pace);
      const calendar = steps.filter(({ kind }, index) => kind !== 'last' || (pace === 'year' && today.slice(5, 7) === '12' && index === steps.length - 1));
      expect(steps.at(-1)).toEqual({ kind: 'last', ...lastTwelveMonths(today) });
      expect(calendar[0]?.from.localeCompare(since.slice(0, 7))).toBeLessThanOrEqual(0);
      expect((calendar.at(-1)?.to ?? '') >= today.slice(0, 7)).toBe(true);
      calendar.slice(1).forEach((step, index) => {
        const before = new Date(`${calendar[index]?.to}-01T00:00:00Z`);
        before.setUTCMonth(before.getUTCMonth() + 1);
        expect(step.from).toBe(before.toISOString().slice(0, 7));
      });
      steps.forEach((step, index) => expect(stepNearest(steps, step)).toBe(index));
    }));
  });

  it('knows where a period of another pace stands', () => {
    const steps = stepsOf('2024-05', '2026-11-22', 'year');
    expect(steps.map(({ from }) => from)).toEqual(['2024-01', '2025-01', '2026-01', '2025-12']);
    expect(stepNearest(steps, { from: '2025-04', to: '2025-06' })).toBe(1);
    expect(stepNearest(steps, { from: '1990-01', to: '1990-12' })).toBe(3);
    expect(stepsOf(null, '2026-11-22', 'quarter').map(({ from }) => from)).toEqual(['2026-10', '2025-12']);
  });
});
