import '../support/property.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intensity, isAlive, lastTwelveMonths, nothing, rankCandidates, reasonWeights, summarize, weightOf, type ReasonKind } from '../../server/coverage/coverage.rules.ts';

describe('a matrix', () => {
  it('is summed up by what is alive, targeted, and targeted but empty', () => {
    const alive = { ...nothing, missions: 1, isTargeted: false };
    const empty = { ...nothing, isTargeted: true };
    expect(summarize([[alive, empty], [null, { ...alive, isTargeted: true }]])).toEqual({ cells: 3, alive: 2, targeted: 2, targetedEmpty: 1 });
    expect(isAlive(nothing)).toBe(false);
  });

  it('shows twelve months that end with the current one', () => {
    expect(lastTwelveMonths('2026-11-22')).toEqual({ from: '2025-12', to: '2026-11' });
    expect(lastTwelveMonths('2026-12-31')).toEqual({ from: '2026-01', to: '2026-12' });
  });

  it('tints nothing where nothing is, and never less where there is more', () => {
    fc.assert(
      fc.property(fc.nat(2_000_000), fc.nat(2_000_000), fc.nat(2_000_000), (one, other, busiest) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(intensity(less, busiest)).toBeLessThanOrEqual(intensity(more, busiest));
        expect(intensity(0, busiest)).toBe(0);
        if (busiest > 0) expect(intensity(busiest, busiest)).toBe(4);
        if (less > 0 && busiest > 0) expect(intensity(less, busiest)).toBeGreaterThan(0);
      }),
    );
  });
});

const kinds = Object.keys(reasonWeights) as ReasonKind[];
const candidate = fc.record({
  id: fc.uuid(),
  sortName: fc.string({ maxLength: 8 }),
  lastHeldAt: fc.option(fc.constantFrom('2026-01-01', '2026-05-01', '2025-03-01'), { nil: null }),
  reasons: fc.uniqueArray(fc.record({ kind: fc.constantFrom(...kinds), times: fc.integer({ min: 1, max: 5 }) }), { selector: ({ kind }) => kind, maxLength: 5 }),
});
const candidates = fc.uniqueArray(candidate, { selector: ({ id }) => id, maxLength: 20 });

describe('who is thought of first', () => {
  it('has a reason, weighs no less than who follows, and comes out the same whatever the order of the input', () => {
    fc.assert(
      fc.property(candidates, fc.nat(), fc.integer({ min: 1, max: 25 }), (some, turn, limit) => {
        const ranked = rankCandidates(some, limit);
        expect(ranked.length).toBe(Math.min(limit, some.filter(({ reasons }) => reasons.length > 0).length));
        for (const [index, one] of ranked.entries()) {
          expect(one.reasons.length).toBeGreaterThan(0);
          const next = ranked[index + 1];
          if (next) expect(weightOf(one)).toBeGreaterThanOrEqual(weightOf(next));
        }
        const cut = some.length === 0 ? 0 : turn % some.length;
        expect(rankCandidates([...some.slice(cut), ...some.slice(0, cut)], limit)).toEqual(ranked);
      }),
    );
  });

  it('never ranks lower for one more reason', () => {
    fc.assert(
      fc.property(candidates, fc.nat(), fc.constantFrom(...kinds), (some, which, kind) => {
        const one = some[which % Math.max(1, some.length)];
        if (!one || one.reasons.length === 0 || one.reasons.some((reason) => reason.kind === kind)) return;
        const better = { ...one, reasons: [...one.reasons, { kind, times: 1 }] };
        const place = (all: typeof some): number => rankCandidates(all, 50).findIndex(({ id }) => id === one.id);
        expect(place(some.map((other) => (other === one ? better : other)))).toBeLessThanOrEqual(place(some));
      }),
    );
  });

  it('counts a third reason of a kind no more than the second', () => {
    expect(weightOf({ reasons: [{ kind: 'network', times: 3 }] })).toBe(weightOf({ reasons: [{ kind: 'network', times: 2 }] }));
  });
});
