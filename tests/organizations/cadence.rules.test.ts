import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cadenceOf, checkSnooze, daysOutOfTouch, isSnoozed, nextContactOn, readRhythms, usualRhythms, type Touch } from '../../server/organizations/cadence.rules.ts';
import { addDays } from '../../server/text/day.rules.ts';

const partner = (more: Partial<Touch> = {}): Touch => ({ tier: 'A', cadenceDays: null, stage: 'active', lastHeldAt: '2026-09-22T15:00:00.000Z', snoozedUntil: null, ...more });

describe('the rhythm of a partner', () => {
  it('is its own, else its tier’s, else none', () => {
    expect(cadenceOf({ tier: 'A', cadenceDays: 30 }, usualRhythms)).toEqual({ days: 30, from: 'own' });
    expect(cadenceOf({ tier: 'B', cadenceDays: null }, usualRhythms)).toEqual({ days: 120, from: 'tier' });
    expect(cadenceOf({ tier: 'D', cadenceDays: null }, usualRhythms)).toBeNull();
    expect(cadenceOf({ tier: null, cadenceDays: null }, usualRhythms)).toBeNull();
    expect(cadenceOf({ tier: 'A', cadenceDays: null }, { ...usualRhythms, A: null })).toBeNull();
  });

  it('is the usual one where nothing readable is stored', () => {
    expect(readRhythms(null)).toEqual(usualRhythms);
    expect(readRhythms('not json')).toEqual(usualRhythms);
    expect(readRhythms('{"A":30,"B":null,"C":-1}')).toEqual({ A: 30, B: null, C: 240, D: null });
  });

  it('is kept on its last day and broken the day after, by the calendar of the office', () => {
    expect(nextContactOn(partner(), usualRhythms, '2026-11-21')).toBe('2026-11-21');
    expect(daysOutOfTouch(partner(), usualRhythms, '2026-11-21')).toBeNull();
    expect(daysOutOfTouch(partner(), usualRhythms, '2026-11-22')).toBe(1);
    // 3:30 in the morning of the 23rd in London is still the 22nd in Québec, and the change of the hour takes nothing away.
    expect(daysOutOfTouch(partner({ lastHeldAt: '2026-09-23T03:30:00.000Z' }), usualRhythms, '2026-11-22')).toBe(1);
    expect(daysOutOfTouch(partner({ lastHeldAt: '2026-09-23T04:00:00.000Z' }), usualRhythms, '2026-11-22')).toBeNull();
  });

  it('asks nothing of partners at rest, never met, of our own, or put aside until the day they come back', () => {
    const of = (more: Partial<Touch>) => daysOutOfTouch(partner({ lastHeldAt: '2025-01-01T15:00:00.000Z', ...more }), usualRhythms, '2026-11-21');
    for (const more of [{ stage: 'closed' }, { stage: 'dormant' }, { lastHeldAt: null }, { isOurs: true }, { tier: 'D' }, { snoozedUntil: '2026-11-22' }]) expect(of(more)).toBeNull();
    expect(of({ snoozedUntil: '2026-11-21' })).toBeGreaterThan(0);
    expect(nextContactOn(partner({ snoozedUntil: '2027-01-10' }), usualRhythms, '2026-11-21')).toBe('2027-01-10');
  });

  it('is overdue exactly when the next contact is past', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 800 }), fc.integer({ min: 1, max: 400 }), (ago, cadenceDays) => {
        const today = '2026-11-21';
        const one = partner({ cadenceDays, lastHeldAt: new Date(`${addDays(today, -ago)}T17:00:00.000Z`) });
        const next = nextContactOn(one, usualRhythms, today);
        expect(daysOutOfTouch(one, usualRhythms, today) !== null).toBe(next !== null && next < today);
      }),
    );
  });

  it('is put aside with a reason, from tomorrow to a year', () => {
    const pointers = (until: string | null, reason: string | null) => checkSnooze(until, reason, '2026-11-21').map(({ pointer }) => pointer);
    expect(pointers(null, null)).toEqual([]);
    expect(pointers('2026-11-22', 'Élections')).toEqual([]);
    expect(pointers('2027-11-22', 'Élections')).toEqual([]);
    expect(pointers('2026-11-21', 'Élections')).toEqual(['/snoozedUntil']);
    expect(pointers('2027-11-23', 'Élections')).toEqual(['/snoozedUntil']);
    expect(pointers('2026-12-21', '  ')).toEqual(['/snoozeReason']);
    expect(isSnoozed('2026-11-22', '2026-11-21')).toBe(true);
    expect(isSnoozed('2026-11-21', '2026-11-21')).toBe(false);
  });
});
