import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkInteraction, namesSomebody, snapshotOf } from '../../server/interactions/interaction.rules.ts';
import { addDays, clockIn, defaultStatus, instantOf, isTimeZone, startOfDay } from '../../server/interactions/moment.rules.ts';
import { dateInZone } from '../../server/text/format.rules.ts';

const zones = ['America/Toronto', 'Europe/Paris', 'Asia/Tokyo', 'Asia/Kolkata', 'Pacific/Auckland', 'UTC'];
const now = new Date('2026-11-21T15:00:00.000Z');

describe('hours said in a zone', () => {
  it('come back as they were said, except those that the change to summer time skips', () => {
    const day = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('1990-01-01', n));
    const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
    fc.assert(
      fc.property(day, time, fc.constantFrom(...zones), (date, [h, min], zone) => {
        const clock = `${String(h).padStart(2, '0')}:${String(min).padStart(2, '0')}`;
        const instant = instantOf(date, clock, zone);
        const shown = [dateInZone(instant, zone), clockIn(instant, zone)];
        const isSkipped = clockIn(instantOf(date, '00:00', zone), zone) !== '00:00' || (h < 4 && shown[1] !== clock);
        if (!isSkipped) expect(shown).toEqual([date, clock]);
        else expect(Math.abs(instant.getTime() - Date.parse(`${date}T${clock}:00Z`))).toBeLessThan(15 * 3_600_000);
      }),
    );
  });

  it('know summer time', () => {
    expect(instantOf('2026-07-01', '09:30').toISOString()).toBe('2026-07-01T13:30:00.000Z');
    expect(instantOf('2026-12-01', '09:30').toISOString()).toBe('2026-12-01T14:30:00.000Z');
    expect(startOfDay('2026-03-08').toISOString()).toBe('2026-03-08T05:00:00.000Z');
    // Skipped: 2:30 does not exist on that night, and is read as 3:30.
    expect(clockIn(instantOf('2026-03-08', '02:30'))).toBe('03:30');
    // Repeated: the first of both.
    expect(instantOf('2026-11-01', '01:30').toISOString()).toBe('2026-11-01T05:30:00.000Z');
    expect(isTimeZone('America/Toronto')).toBe(true);
    expect(isTimeZone('Mars/Olympus')).toBe(false);
  });
});

describe('what an interaction must say', () => {
  it('names somebody who is not one of ours', () => {
    expect(namesSomebody({})).toBe(false);
    expect(namesSomebody({ organizationIds: [], participants: [{ side: 'ours' }] })).toBe(false);
    expect(namesSomebody({ participants: [{ side: 'third' }] })).toBe(true);
    expect(namesSomebody({ newContacts: [{}] })).toBe(true);
  });

  it('was not held on a day to come, whatever its hour today', () => {
    const at = (startsAt: string) => checkInteraction({ status: 'held', startsAt, timeZone: 'America/Toronto' }, now).length;
    expect(at('2026-11-22T04:59:00.000Z')).toBe(0);
    expect(at('2026-11-22T05:00:00.000Z')).toBe(1);
    expect(defaultStatus(now, now)).toBe('held');
    expect(defaultStatus(new Date(now.getTime() + 1), now)).toBe('planned');
  });
});

describe('what is kept of a participant', () => {
  const text = fc.option(fc.string({ minLength: 1 }), { nil: null });
  const snapshot = fc.record({ name: fc.string({ minLength: 1 }), titleFr: text, titleEn: text, organizationId: text });

  it('never changes once settled, unless somebody says so', () => {
    fc.assert(
      fc.property(snapshot, snapshot, (known, stored) => {
        expect(snapshotOf({}, known, stored, true)).toEqual(stored);
        expect(snapshotOf({ titleFr: 'Dite', organizationId: null }, known, stored, true)).toEqual({ ...stored, titleFr: 'Dite', organizationId: null });
      }),
    );
  });

  it('follows the record until then, with both titles from the same moment', () => {
    fc.assert(
      fc.property(snapshot, fc.option(snapshot, { nil: null }), (known, stored) => {
        const kept = snapshotOf({}, known, stored, false);
        expect(kept.name).toBe(known.name);
        const titles = [kept.titleFr, kept.titleEn];
        const fromKnown = known.titleFr !== null || known.titleEn !== null;
        expect(titles).toEqual(fromKnown ? [known.titleFr, known.titleEn] : [stored?.titleFr ?? null, stored?.titleEn ?? null]);
      }),
    );
  });

  it('is what is said for somebody who is not on record', () => {
    expect(snapshotOf({ name: 'Bo', titleFr: 'Guide' }, null, null, false)).toEqual({ name: 'Bo', titleFr: 'Guide', titleEn: null, organizationId: null });
    expect(snapshotOf({ name: 'Bob' }, null, { name: 'Bo', titleFr: 'Guide', titleEn: null, organizationId: 'o' }, true)).toEqual({ name: 'Bob', titleFr: 'Guide', titleEn: null, organizationId: 'o' });
  });
});
