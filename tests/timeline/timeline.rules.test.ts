import { describe, expect, it } from 'vitest';
import { chooseEvents, twoYears } from '../../server/timeline/timeline.rules.ts';
import { listOf, shareOf } from '../../web/lib/timeline/timeline.ts';

describe('two years on one line', () => {
  it('reach eighteen months back and five ahead', () => {
    expect(twoYears('2026-11-22')).toEqual({ from: '2025-05', to: '2027-04' });
  });

  it('name of each kind what is nearest to today, in order of date, and say how many more there are', () => {
    const events = ['2026-01', '2026-11-20', '2027-02-01', '2025'].map((on, index) => ({ kind: 'mission', id: String(index), on }));
    const { events: chosen, more } = chooseEvents([...events, { kind: 'promise', id: 'p', on: '2026-12-01' }], '2026-11-22', 2);
    expect(chosen.map(({ on }) => on)).toEqual(['2026-11-20', '2026-12-01', '2027-02-01']);
    expect(more).toEqual([{ kind: 'mission', count: 2 }]);
  });

  it('place a date between the first and the last day', () => {
    const line = { from: '2025-01', to: '2025-12' };
    expect(shareOf('2025-01-01', line)).toBe(0);
    expect(shareOf('2025-07', line)).toBeCloseTo(0.5);
    expect(shareOf('2031', line)).toBe(1);
    expect(shareOf('2024-05-05', line)).toBe(0);
  });

  it('open the list of what is not named, where there is one', () => {
    expect(listOf('promise', { filter: 'region', id: 'r 1' })).toBe('/followups?region=r%201&status=open&status=renegotiated');
    expect(listOf('outcome', { filter: 'region', id: 'r' })).toBeNull();
  });
});
