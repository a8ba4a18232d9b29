import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../server/text/day.rules.ts';
import { daysBetween } from '../../server/text/format.rules.ts';
import { emptyDigest, hasNothing, isTime, localMoment, makeDigest, mayTry, mostAttempts, sinceOf, type Digest } from '../../server/reminders/digest.rules.ts';
import { writeMail } from '../../server/reminders/mail.rules.ts';
import { readStopToken, stopToken } from '../../server/reminders/stop.rules.ts';

const today = '2026-11-23';
type Promised = Digest['quiet'][number];
const owed = (id: string, dueOn: string | null, more: Partial<Promised> = {}): Promised => ({
  id,
  version: 1,
  createdAt: '2026-10-01T12:00:00.000Z',
  updatedAt: '2026-10-01T12:00:00.000Z',
  archivedAt: null,
  promisedBy: 'us',
  text: `Promesse ${id}`,
  language: 'fr',
  organizationId: null,
  contactId: null,
  dueOn,
  assigneeId: null,
  status: 'open',
  closedOn: null,
  proof: null,
  bornInId: null,
  closedById: null,
  sensitivity: 'internal',
  originalDueOn: null,
  isOverdue: dueOn !== null && dueOn < today,
  daysLate: dueOn !== null && dueOn < today ? daysBetween(dueOn, today) : 0,
  renegotiations: [],
  organization: null,
  contact: null,
  assignee: null,
  bornIn: null,
  closedBy: null,
  ...more,
});
const counts = { plannedToday: 0, planned: 0, toConfirm: 0, overdueByUs: 0, overdueByThem: 0, promisesWeOwe: 0, promisesOwedToUs: 0, losingTouch: 0, agreementsToRenew: 0 };
type Day = Parameters<typeof makeDigest>[0];
const day = (more: Partial<Day> = {}): Day => ({
  date: today,
  scope: 'mine',
  planned: [],
  toConfirm: [],
  promisesWeOwe: [],
  promisesOwedToUs: [],
  losingTouch: [],
  agreementsToRenew: [],
  counts,
  ...more,
});
const lost = (id: string, daysOutOfTouch: number): Day['losingTouch'][number] => ({
  id,
  version: 1,
  nameFr: id,
  nameEn: null,
  cadence: { days: 60, from: 'tier' },
  cadenceDays: 60,
  lastHeldAt: '2026-09-01T12:00:00.000Z',
  daysOutOfTouch,
  nextContactOn: null,
  owner: null,
});
const renewal = (id: string, on: string, isPast = false, sensitivity: 'internal' | 'restricted' = 'internal'): Day['agreementsToRenew'][number] => ({
  id,
  kind: 'twinning',
  titleFr: id,
  titleEn: null,
  sensitivity,
  deadline: { kind: 'renewal', on, isPast },
  parties: [],
  owner: null,
  priorities: [],
});

describe('what a digest says', () => {
  it('starts from the last one put away, yesterday for who never did, two weeks ago at most', () => {
    expect(sinceOf(null, today)).toBe('2026-11-22');
    expect(sinceOf('2026-11-20', today)).toBe('2026-11-20');
    expect(sinceOf(today, today)).toBe('2026-11-22');
    expect(sinceOf('2026-01-01', today)).toBe('2026-11-09');
  });

  it('parts late from due within seven days, the seventh included, and leaves out the rest', () => {
    const made = makeDigest(day({ promisesWeOwe: [owed('late', '2026-11-22'), owed('today', today), owed('seventh', '2026-11-30'), owed('eighth', '2026-12-01'), owed('undated', null)] }), null, new Map());
    expect(made.late.byUs.map(({ id }) => id)).toEqual(['late']);
    expect(made.soon.byUs.map(({ id }) => id)).toEqual(['today', 'seventh']);
    expect(made.news).toMatchObject({ dueToday: 1, lateByUs: 1 });
  });

  it('counts as newly late only what was not late on the day of the last digest', () => {
    const promisesWeOwe = [owed('friday', '2026-11-20'), owed('thursday', '2026-11-19')];
    expect(makeDigest(day({ promisesWeOwe }), '2026-11-20', new Map()).news.lateByUs).toBe(1);
    expect(makeDigest(day({ promisesWeOwe }), '2026-11-22', new Map()).news.lateByUs).toBe(0);
  });

  it('says that a promise went quiet after two weeks, unless somebody met them since its day', () => {
    const organization = { id: 'city.x', nameFr: 'X', nameEn: null };
    const at = (daysAgo: number) => owed(String(daysAgo), addDays(today, -daysAgo), { promisedBy: 'them', organization });
    const quiet = (met: string | null) => makeDigest(day({ promisesOwedToUs: [at(13), at(14), at(40)] }), null, new Map([['city.x', met]]));
    expect(quiet(null).quiet.map(({ id }) => id)).toEqual(['14', '40']);
    expect(quiet(null).late.byThem.map(({ id }) => id)).toEqual(['13']);
    expect(quiet(null).news.quiet).toBe(1);
    expect(quiet(addDays(today, -20)).quiet.map(({ id }) => id)).toEqual(['14']);
    expect(quiet(today).quiet).toEqual([]);
  });

  it('names a partner on the day the rhythm breaks, and an agreement at its notices, not every day after', () => {
    const losingTouch = [lost('new', 1), lost('friday', 3), lost('old', 200)];
    expect(makeDigest(day({ losingTouch }), null, new Map()).losingTouch.map(({ id }) => id)).toEqual(['new']);
    expect(makeDigest(day({ losingTouch }), '2026-11-20', new Map()).losingTouch.map(({ id }) => id)).toEqual(['new', 'friday']);
    const agreementsToRenew = [renewal('in 30', addDays(today, 30)), renewal('in 31', addDays(today, 31)), renewal('missed', '2026-11-22', true), renewal('long missed', '2026-06-30', true)];
    expect(makeDigest(day({ agreementsToRenew }), null, new Map()).agreements.map(({ id }) => id)).toEqual(['in 30', 'missed']);
  });

  it('speaks of each thing once over days without a digest, however the days are cut', () => {
    const dates = fc.array(fc.integer({ min: -13, max: 0 }), { minLength: 1, maxLength: 8 });
    const seen = fc.uniqueArray(fc.integer({ min: -13, max: -1 }), { maxLength: 6 });
    fc.assert(
      fc.property(dates, seen, (dues, stops) => {
        const days = [...stops.toSorted((a, b) => a - b), 0];
        let before = addDays(today, -14);
        let told = 0;
        for (const stop of days) {
          const date = addDays(today, stop);
          const promisesWeOwe = dues.map((due, index) => {
            const dueOn = addDays(today, due);
            return owed(String(index), dueOn, { isOverdue: dueOn < date });
          });
          told += makeDigest(day({ date, promisesWeOwe }), before, new Map()).news.lateByUs;
          before = date;
        }
        expect(told).toBe(dues.filter((due) => due < 0).length);
      }),
    );
  });

  it('is nothing when nothing waits', () => {
    expect(hasNothing(makeDigest(day(), null, new Map()))).toBe(true);
    expect(hasNothing(emptyDigest(today))).toBe(true);
    expect(hasNothing(makeDigest(day({ promisesWeOwe: [owed('a', today)] }), null, new Map()))).toBe(false);
  });
});

describe('when a person is written to', () => {
  it('is from 7:00 on their own clock, through both changes of the hour', () => {
    const zone = 'America/Toronto';
    expect(isTime('daily', new Date('2026-03-08T10:59:00Z'), zone)).toBe(false);
    expect(isTime('daily', new Date('2026-03-08T11:00:00Z'), zone)).toBe(true);
    expect(isTime('daily', new Date('2026-11-01T11:59:00Z'), zone)).toBe(false);
    expect(isTime('daily', new Date('2026-11-01T12:00:00Z'), zone)).toBe(true);
    expect(isTime('daily', new Date('2026-11-23T23:00:00Z'), zone)).toBe(false);
    expect(localMoment(new Date('2026-11-22T23:30:00Z'), 'Asia/Tokyo')).toEqual({ day: '2026-11-23', hour: 8, isWeekday: true });
  });

  it('leaves weekends to who asked for them, by the person’s own day', () => {
    const saturday = new Date('2026-11-21T13:00:00Z');
    expect(isTime('weekdays', saturday, 'America/Toronto')).toBe(false);
    expect(isTime('daily', saturday, 'America/Toronto')).toBe(true);
    expect(isTime('none', saturday, 'America/Toronto')).toBe(false);
    expect(isTime('weekdays', new Date('2026-11-22T23:30:00Z'), 'Asia/Tokyo')).toBe(true);
  });

  it('happens at one time of each day, whatever the zone', () => {
    fc.assert(
      fc.property(fc.constantFrom('America/Toronto', 'Europe/Paris', 'Asia/Kolkata', 'Pacific/Auckland', 'America/St_Johns'), fc.integer({ min: 0, max: 364 }), (zone, offset) => {
        const start = Date.parse('2026-01-01T00:00:00Z') + offset * 86_400_000;
        const starts = Array.from({ length: 289 }, (_, i) => new Date(start + i * 300_000)).filter(
          (now) => isTime('daily', now, zone) && !isTime('daily', new Date(now.getTime() - 300_000), zone),
        );
        expect(starts.length).toBeLessThanOrEqual(2);
        for (const now of starts) expect(localMoment(now, zone).hour).toBe(7);
      }),
    );
  });

  it('is never twice, and after a failure three times at most, half an hour apart', () => {
    const now = new Date('2026-11-23T12:00:00Z');
    const failed = (attempts: number, minutes: number) => ({ sentAt: null, error: 'refused', attempts, attemptedAt: new Date(now.getTime() - minutes * 60_000) });
    expect(mayTry(null, now)).toBe(true);
    expect(mayTry({ ...failed(1, 60), sentAt: now }, now)).toBe(false);
    expect(mayTry({ ...failed(1, 60), error: null }, now)).toBe(false);
    expect(mayTry(failed(1, 29), now)).toBe(false);
    expect(mayTry(failed(1, 30), now)).toBe(true);
    expect(mayTry(failed(mostAttempts, 600), now)).toBe(false);
  });
});

describe('the link that stops the mail', () => {
  const secret = 'a secret of at least thirty-two characters';
  it('is good for one person and one secret, and for nothing that was altered', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 60 }), fc.nat(), (userId, at) => {
        const token = stopToken(userId, secret);
        const known = Buffer.from(userId).toString('utf8');
        expect(readStopToken(token, secret)).toBe(known);
        expect(readStopToken(token, `${secret}!`)).toBeNull();
        const index = at % token.length;
        const altered = `${token.slice(0, index)}${token[index] === 'A' ? 'B' : 'A'}${token.slice(index + 1)}`;
        // The last character of base64 may hold bits that say nothing: then it is the same link.
        expect([null, known]).toContain(readStopToken(altered, secret));
      }),
    );
    expect(readStopToken('', secret)).toBeNull();
    expect(readStopToken('a.b.c', secret)).toBeNull();
  });
});

describe('the mail', () => {
  const links = { origin: 'https://passerelle.example', stopToken: 'jeton' };
  const made = makeDigest(
    day({
      promisesWeOwe: [owed('a', '2026-11-20', { text: 'Envoyer le <guide> & la suite' }), owed('b', '2026-11-20', { text: 'Nom du candidat', sensitivity: 'restricted' })],
      agreementsToRenew: [renewal('Entente secrète', addDays(today, 30), false, 'restricted')],
    }),
    null,
    new Map(),
  );
  it('says it in one sentence first, links to the records, and says how to stop', () => {
    const { subject, text, html, headers } = writeMail(made, 'Ana', 'fr', links);
    expect(subject).toContain('2 promesses en retard');
    expect(text.split('\n')[2]).toContain('2 promesses en retard');
    expect(text).toContain('https://passerelle.example/followups/a');
    expect(html).toContain('Envoyer le &lt;guide&gt; &amp; la suite');
    expect(html).not.toMatch(/<img|<style|http-equiv|src=/);
    expect(html).toContain('<html lang="fr">');
    for (const part of [text, html]) expect(part).toContain('https://passerelle.example/digest/stop?token=jeton');
    expect(headers).toMatchObject({
      'List-Unsubscribe': '<https://passerelle.example/api/digest/stop?token=jeton>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect(writeMail(made, 'Ana', 'en', links).text).toContain('Hello Ana');
  });

  it('counts what is restricted and never quotes it', () => {
    const { subject, text, html } = writeMail(made, 'Ana', 'fr', links);
    for (const part of [subject, text, html]) expect(part).not.toMatch(/candidat|secrète/);
    expect(text).toContain('1 suivi à diffusion restreinte');
    expect(text).toContain('1 entente à diffusion restreinte');
  });
});

describe('the morning in other zones', () => {
  const first = (zone: string, from: string): string => {
    for (let at = Date.parse(from); ; at += 60_000) if (isTime('daily', new Date(at), zone)) return new Date(at).toISOString();
  };
  it('comes at 7:00 on the days on which the clock is changed, and on those beside', () => {
    expect(first('America/Toronto', '2026-10-31T05:00:00Z')).toBe('2026-10-31T11:00:00.000Z');
    expect(first('America/Toronto', '2026-11-01T04:00:00Z')).toBe('2026-11-01T12:00:00.000Z');
    expect(first('America/Toronto', '2027-03-14T05:00:00Z')).toBe('2027-03-14T11:00:00.000Z');
    expect(first('Europe/Paris', '2027-03-27T23:00:00Z')).toBe('2027-03-28T05:00:00.000Z');
    expect(first('Pacific/Auckland', '2026-09-26T12:00:00Z')).toBe('2026-09-26T18:00:00.000Z');
    expect(first('Asia/Kolkata', '2026-11-22T20:00:00Z')).toBe('2026-11-23T01:30:00.000Z');
  });
  it('belongs to the day that it is there, a minute before midnight and a minute after', () => {
    const at = (instant: string, zone: string) => localMoment(new Date(instant), zone);
    expect(at('2026-11-22T10:59:00Z', 'Pacific/Auckland')).toEqual({ day: '2026-11-22', hour: 23, isWeekday: false });
    expect(at('2026-11-22T11:01:00Z', 'Pacific/Auckland')).toEqual({ day: '2026-11-23', hour: 0, isWeekday: true });
    expect(at('2026-11-21T04:59:00Z', 'America/Toronto')).toEqual({ day: '2026-11-20', hour: 23, isWeekday: true });
    expect(at('2026-11-21T05:01:00Z', 'America/Toronto')).toEqual({ day: '2026-11-21', hour: 0, isWeekday: false });
  });
});
