import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createParser } from '../../server/imports/parser.ts';
import { readFile } from '../../server/imports/read-file.ts';
import { calendar, letter, mail, mailOfParts, meeting } from './files.ts';
import { lids, outlookFile, tags } from './outlook-file.ts';

const task = (bytes: Uint8Array) => ({ bytes, timeZone: 'America/Toronto', now: '2026-11-21T15:00:00.000Z' });

describe('the thread that reads files', () => {
  const worker = new URL('./slow-worker.mjs', import.meta.url);

  it('is ended when it takes too long, while the rest of the process goes on', async () => {
    const parser = createParser(worker, 400);
    let ticks = 0;
    const clock = setInterval(() => (ticks += 1), 20);
    try {
      expect(await parser.parse(task(new Uint8Array([0])))).toEqual({ refusal: { code: 'too_slow' } });
      expect(ticks).toBeGreaterThan(5);
    } finally {
      clearInterval(clock);
      await parser.close();
    }
  });

  it('is ended when it takes too much memory', async () => {
    // Longer than in the product: a busy machine takes its time to fill the memory.
    const parser = createParser(worker, 50_000);
    try {
      expect(await parser.parse(task(new Uint8Array([1])))).toEqual({ refusal: { code: 'too_heavy' } });
    } finally {
      await parser.close();
    }
  }, 60_000);

  it('goes on when memory runs out at the very moment that a thread is ended', async () => {
    for (const milliseconds of [600, 900, 1200]) {
      const parser = createParser(worker, milliseconds);
      expect(['too_slow', 'too_heavy']).toContain((await parser.parse(task(new Uint8Array([1])))).refusal?.code);
      await parser.close();
    }
  });

  it('reads again after one that was ended, and the time of a file is its own', async () => {
    const [slow, sound] = [createParser(worker, 300), createParser()];
    try {
      const all = await Promise.all(Array.from({ length: 4 }, () => slow.parse(task(new Uint8Array([0])))));
      expect(all.map(({ refusal }) => refusal?.code)).toEqual(['too_slow', 'too_slow', 'too_slow', 'too_slow']);
      const { events } = await sound.parse(task(Buffer.from(calendar(meeting))));
      expect(events?.[0]?.uid).toBe(meeting.UID);
    } finally {
      await Promise.all([slow.close(), sound.close()]);
    }
  });
});

describe('whatever the bytes', () => {
  const sound: [string, Uint8Array][] = [
    ['a calendar', Buffer.from(calendar({ ...meeting, RRULE: 'FREQ=WEEKLY;COUNT=5', EXDATE: '20261202T090000Z' }))],
    ['a mail', mail(letter, 'Bonjour')],
    ['a mail with an invitation', mailOfParts(letter, [{ headers: { 'Content-Type': 'text/calendar; method=REQUEST' }, body: calendar(meeting) }])],
    [
      'an item of Outlook',
      outlookFile({
        properties: [[tags.messageClass, 'IPM.Appointment'], [tags.subject, 'Visite'], [lids.startsAt, new Date('2026-11-25T15:00:00Z')], [lids.zone, 'Eastern Standard Time']],
        recipients: [[[tags.name, 'Personne'], [tags.address, 'a@b.example'], [tags.recipientType, 1]]],
      }),
    ],
  ];
  // A compound file whose chains turn in circles holds its reader for ever: it is ended sooner than in the product.
  const parser = createParser(undefined, 500);
  afterAll(() => parser.close());
  const isAnswer = async (bytes: Uint8Array): Promise<boolean> => {
    const { events, refusal } = await parser.parse(task(bytes));
    // Refused in words of its own, or read with instants that are instants.
    if (refusal) return refusal.code !== 'unreadable';
    return (events ?? []).every(({ startsAt, uid }) => !Number.isNaN(Date.parse(startsAt)) && uid.length > 0);
  };

  it('gives an answer for bytes at random', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => { expect(await isAnswer(bytes)).toBe(true); }), { numRuns: 60 });
  });

  it.each(sound)('gives an answer for %s with bytes changed, lost or doubled', async (name, bytes) => {
    const changes = fc.array(fc.record({ at: fc.nat(), byte: fc.nat(255), how: fc.constantFrom('set', 'cut', 'double') }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        let changed = Buffer.from(bytes);
        for (const { at, byte, how } of list) {
          if (changed.length === 0) break;
          const place = at % changed.length;
          if (how === 'set') changed[place] = byte;
          else if (how === 'cut') changed = Buffer.concat([changed.subarray(0, place), changed.subarray(place + (byte % 40))]);
          else changed = Buffer.concat([changed.subarray(0, place), changed.subarray(Math.max(0, place - byte))]);
        }
        expect(await isAnswer(changed)).toBe(true);
      }),
      { numRuns: name.includes('Outlook') ? 12 : 40, endOnFailure: true },
    );
  }, 60_000);

  it('gives the same answer in the thread as out of it', async () => {
    const patient = createParser();
    for (const [, bytes] of sound) {
      const { timeZone, now } = task(bytes);
      expect(await patient.parse(task(bytes))).toEqual(await readFile(bytes, { timeZone, now: new Date(now) }));
    }
    await patient.close();
  });
});
