import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidencePeriod, hrefOf, measures, measuresFor, rowsBehind, scoreOf, subjectOf, topOf, type Measure } from '../../server/targets/measure.rules.ts';
import { criterionMeasures } from '../../server/vocabulary.ts';

const nothing = { regionId: null, placeId: null, organizationId: null, forumId: null };
const period = { from: '2024-12', to: '2026-11' };

describe('the period', () => {
  it('is the 24 whole months that end with the exercise’s own, unless it names others', () => {
    const none = { evidenceFrom: null, evidenceTo: null, heldOn: null };
    expect(evidencePeriod(none, '2026-11-22')).toEqual({ from: '2024-12', to: '2026-11' });
    expect(evidencePeriod({ ...none, heldOn: '2026-02-02' }, '2026-11-22')).toEqual({ from: '2024-03', to: '2026-02' });
    expect(evidencePeriod({ ...none, evidenceFrom: '2023' }, '2026-11-22')).toEqual({ from: '2023-01', to: '2026-11' });
    expect(evidencePeriod({ ...none, evidenceFrom: '2025-03-15', evidenceTo: '2025' }, '2026-11-22')).toEqual({ from: '2025-03', to: '2025-12' });
  });
});

describe('a score', () => {
  it('is in proportion to the top, between 0 and 5, and unknown when the figure is', () => {
    expect([scoreOf(0, 8), scoreOf(4, 8), scoreOf(8, 8), scoreOf(12, 8)]).toEqual([0, 2.5, 5, 5]);
    expect([scoreOf(null, 8), scoreOf(0, null)]).toEqual([null, 0]);
  });
  it('never falls when the figure rises', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), fc.integer({ min: 1, max: 500 }), (one, other, top) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        expect(scoreOf(low, top)).toBeLessThanOrEqual(scoreOf(high, top) ?? -1);
      }),
    );
  });
  it('has as its top what the criterion names, the whole for a share, or the highest figure', () => {
    expect(topOf('held_interactions', [3, null, 12], null)).toBe(12);
    expect(topOf('held_interactions', [3, null, 12], 40)).toBe(40);
    expect(topOf('promises_kept', [0.2, null], null)).toBe(1);
    expect(topOf('agreements_in_force', [0, null], null)).toBeNull();
  });
});

describe('the rows behind', () => {
  it('are a list of the product for every measure that makes sense for the candidate, and nothing otherwise', () => {
    const candidates = { region: { ...nothing, regionId: 'r' }, place: { ...nothing, placeId: 'p' }, organization: { ...nothing, organizationId: 'o' }, forum: { ...nothing, forumId: 'f' } };
    for (const measure of criterionMeasures) {
      expect(rowsBehind(measure, nothing, period)).toBeNull();
      for (const [kind, candidate] of Object.entries(candidates)) {
        const rows = rowsBehind(measure, candidate, period);
        expect(rows !== null, `${measure} ${kind}`).toBe((measures[measure].kinds as readonly string[]).includes(kind));
        if (rows) expect(Object.values(rows.query).flat()).toContain(subjectOf(candidate)?.id);
      }
    }
  });
  it('open at an address with the days of whole months', () => {
    const rows = rowsBehind('held_interactions', { ...nothing, regionId: 'reg.maghreb' }, { from: '2025-02', to: '2026-02' });
    expect(rows && hrefOf(rows)).toBe('/interactions?region=reg.maghreb&status=held&from=2025-02-01&to=2026-02-28');
  });
  it('know which measures an exercise can have', () => {
    expect(measuresFor('regions')).toEqual(criterionMeasures as unknown as Measure[]);
    expect(measuresFor('forums')).not.toContain('promises_kept');
  });
});
