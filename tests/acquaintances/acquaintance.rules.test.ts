import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byFragility, knowersOf, merged, monthsBefore, onlyKnownBy, strengthOf, without, type Tie } from '../../server/acquaintances/acquaintance.rules.ts';
import '../support/property.ts';

const tie = fc.record({
  organizationId: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  who: fc.constantFrom('u1', 'u2', 'u3', 'u4'),
  held: fc.nat(20),
  lastAt: fc.option(fc.date({ min: new Date('2020-01-01'), max: new Date('2026-12-31'), noInvalidDate: true }).map((at) => at.toISOString())),
  isDeclared: fc.boolean(),
});
const ties = fc.array(tie, { maxLength: 40 });

describe('who knows whom', () => {
  it('is one tie a pair: interactions add up, the last touch is the latest, said once is said', () => {
    fc.assert(fc.property(ties, ties, (some, others) => {
      const all = merged(some, others);
      const same = (a: Tie) => (b: Tie) => a.organizationId === b.organizationId && a.who === b.who;
      for (const one of all) {
        const of = [...some, ...others].filter(same(one));
        expect(all.filter(same(one))).toHaveLength(1);
        expect(one.held).toBe(of.reduce((sum, { held }) => sum + held, 0));
        expect(one.lastAt).toBe(of.map(({ lastAt }) => lastAt).filter((at) => at !== null).sort().at(-1) ?? null);
        expect(one.isDeclared).toBe(of.some(({ isDeclared }) => isDeclared));
      }
      expect(new Set(all.map(({ organizationId, who }) => organizationId + who))).toEqual(new Set([...some, ...others].map(({ organizationId, who }) => organizationId + who)));
    }));
  });

  it('loses, with each of us, exactly the partners said to hang on them', () => {
    fc.assert(fc.property(ties, (given) => {
      const all = merged(given);
      const known = [...knowersOf(all).keys()];
      const hanging = onlyKnownBy(knowersOf(all));
      for (const who of ['u1', 'u2', 'u3', 'u4']) {
        const left = knowersOf(without(all, who));
        const lost = known.filter((organization) => !left.has(organization));
        expect((hanging.get(who) ?? []).map(({ organizationId }) => organizationId).sort()).toEqual(lost.sort());
      }
    }));
  });
});

describe('the strength of a tie', () => {
  const now = '2026-11-22T12:00:00.000Z';
  const strength = (held: number, lastAt: string | null) => strengthOf({ held, lastAt }, now);

  it('is said in one word, by number and by last touch', () => {
    expect(strength(0, null)).toBe('declared');
    expect(strength(6, '2026-08-01T12:00:00.000Z')).toBe('close');
    expect(strength(6, '2026-03-01T12:00:00.000Z')).toBe('regular');
    expect(strength(2, '2026-10-01T12:00:00.000Z')).toBe('regular');
    expect(strength(9, '2025-03-01T12:00:00.000Z')).toBe('slight');
    expect(strength(1, '2026-11-21T12:00:00.000Z')).toBe('slight');
  });

  it('never falls when they meet once more, now', () => {
    const order = ['declared', 'slight', 'regular', 'close'];
    fc.assert(fc.property(fc.nat(30), fc.date({ min: new Date('2020-01-01'), max: new Date(now), noInvalidDate: true }), (held, at) => {
      const before = strength(held, held === 0 ? null : at.toISOString());
      expect(order.indexOf(strength(held + 1, now))).toBeGreaterThanOrEqual(order.indexOf(before));
    }));
  });
});

describe('dates and order', () => {
  it('go back by whole months, to a day that exists', () => {
    expect(monthsBefore('2026-11-22', 24)).toBe('2024-11-22');
    expect(monthsBefore('2026-03-31', 1)).toBe('2026-02-28');
    expect(monthsBefore('2024-03-31', 1)).toBe('2024-02-29');
    expect(monthsBefore('2026-01-15', 1)).toBe('2025-12-15');
  });

  it('put what hangs on one person first, then what nobody knows, by tier', () => {
    const partner = (sortName: string, knowers: number, tier: string | null, held = 0) => ({ sortName, knowers, tier, held });
    const sorted = [partner('e', 3, 'A'), partner('d', 0, 'A'), partner('c', 1, null), partner('b', 1, 'B'), partner('a', 1, 'A')].toSorted(byFragility);
    expect(sorted.map(({ sortName }) => sortName)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});
