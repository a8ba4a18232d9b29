import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysBetween, nearDays, nearVisits, standings, totalsOf, type Visit } from '../../server/targets/coordination.rules.ts';

const today = '2026-11-21';
const same = (one: string, other: string): boolean => one === other;
const visit = (id: string, from: string, to = from, placeId = 'pl.lyon', type: Visit['type'] = 'mission'): Visit => ({ type, id, placeId, from, to });

describe('what is on record of each government', () => {
  it('is counted for each that it concerns', () => {
    const found = {
      agreements: [{ governments: ['quebec' as const, 'canada' as const] }, { governments: ['canada' as const] }],
      missions: [
        { governments: ['quebec' as const], ministry: 'none', federal: 'informed' },
        { governments: [], ministry: 'consulted', federal: 'none' },
      ],
      thrusts: [{ government: 'canada' as const }],
    };
    expect(totalsOf(found)).toEqual({ quebec: { agreements: 1, missions: 2, thrusts: 0 }, canada: { agreements: 2, missions: 1, thrusts: 1 } });
  });
});

describe('visits too near each other', () => {
  it('are flagged with both and the days between them, up to sixty', () => {
    const [first, second] = [visit('a', '2027-01-10', '2027-01-12'), visit('s', '2027-03-13', '2027-03-14', 'pl.lyon', 'session')];
    expect(nearVisits([second, first], today, same)).toEqual([{ first, second, days: 60 }]);
    expect(nearVisits([first, { ...second, from: '2027-03-14' }], today, same)).toEqual([]);
  });
  it('are none elsewhere, nor when both are over, but are when one is still to come', () => {
    expect(nearVisits([visit('a', '2027-01-10'), visit('b', '2027-01-20', '2027-01-20', 'pl.paris')], today, same)).toEqual([]);
    expect(nearVisits([visit('a', '2026-09-10'), visit('b', '2026-10-20')], today, same)).toEqual([]);
    expect(nearVisits([visit('a', '2026-10-20'), visit('b', '2026-12-03')], today, same)).toHaveLength(1);
  });
  it('take a month for any of its days, and a bare year for nothing', () => {
    expect(nearVisits([visit('a', '2027-01'), visit('b', '2027-03-31')], today, same)).toMatchObject([{ days: 59 }]);
    expect(nearVisits([visit('a', '2027'), visit('b', '2027-03-31')], today, same)).toEqual([]);
  });
  it('are said once for two stops of the same missions', () => {
    const stops = [visit('a', '2027-01-10'), visit('a', '2027-01-12', '2027-01-14'), visit('b', '2027-01-20')];
    expect(nearVisits(stops, today, same)).toMatchObject([{ first: { from: '2027-01-12' }, days: 6 }]);
  });
  it('are all the pairs that one by one looking finds', () => {
    const day = fc.integer({ min: 0, max: 200 }).map((n) => new Date(Date.UTC(2026, 10, 1 + n)).toISOString().slice(0, 10));
    const any = fc.array(fc.record({ from: day, place: fc.constantFrom('x', 'y') }), { maxLength: 12 });
    fc.assert(
      fc.property(any, (drawn) => {
        const visits = drawn.map(({ from, place }, n) => visit(`m${n}`, from, from, place));
        const expected = visits.flatMap((one, n) => visits.slice(n + 1).filter((other) => {
          const [early, late] = one.from <= other.from ? [one, other] : [other, one];
          return one.placeId === other.placeId && daysBetween(early.to, late.from) <= nearDays && late.to >= today;
        }));
        expect(nearVisits(visits, today, same)).toHaveLength(expected.length);
      }),
    );
  });
});

describe('what completes and what overlaps', () => {
  const none = { offices: 0, activePartners: 0, heldInteractions: 0, thrusts: 0, sharedPartners: 0 };
  it('is nothing where nothing is on record', () => {
    expect(standings(none)).toEqual({ complementary: [], overlapping: [] });
  });
  it('says where they are without us, where we are without them, and where both are', () => {
    expect(standings({ ...none, offices: 2 }).complementary).toEqual([{ kind: 'offices_without_us', count: 2 }]);
    expect(standings({ ...none, offices: 2, heldInteractions: 3 })).toEqual({ complementary: [], overlapping: [] });
    expect(standings({ ...none, activePartners: 3, thrusts: 4 }).complementary).toEqual([{ kind: 'ties_without_offices', count: 3 }, { kind: 'same_thrusts', count: 4 }]);
    expect(standings({ ...none, offices: 1, activePartners: 3, sharedPartners: 1 }).overlapping).toEqual([{ kind: 'both_present', count: 1 }, { kind: 'same_partners', count: 1 }]);
  });
});
