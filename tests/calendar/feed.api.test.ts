import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testOffice, today, userId, type Office, type Role } from '../support/app.ts';

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

type Feed = { id: string; path: string };
const subscribe = async (role: Role): Promise<Feed> => {
  const { status, body } = await office.as(role).post<Feed>('/api/calendar-feeds');
  expect(status).toBe(201);
  return body;
};
const read = (path: string, headers: Record<string, string> = {}) => office.anonymous().call('GET', path, undefined, headers);
/** Events by UID, as a program that subscribes reads them. */
const eventsIn = (text: string) =>
  new Map(new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => [String(one.getFirstPropertyValue('uid')), one]));
const summaries = (text: string) => [...eventsIn(text).values()].map((one) => String(one.getFirstPropertyValue('summary')));

describe('a private calendar', () => {
  it('has the meetings, promises and dates of its person, and nothing of others', async () => {
    const officer = office.as('officer');
    const met = await officer.post<{ id: string; version: number }>('/api/interactions', {
      subject: 'Visite; du maire, à « Bordeaux »',
      startsAt: '2026-12-01T15:00:00Z',
      endsAt: '2026-12-01T16:30:00Z',
      location: 'Salle du conseil, 2e étage',
      organizationIds: ['city.bordeaux'],
    });
    await officer.post('/api/followups', { text: 'Envoyer le bilan', dueOn: '2026-12-03', promisedBy: 'us', organizationId: 'city.bordeaux' });
    await officer.post('/api/followups', { text: 'Remettre le projet', dueOn: '2026-12-04', promisedBy: 'them' });
    await officer.post('/api/followups', { text: 'Sans date' });
    const agreement = await officer.post<{ id: string }>('/api/agreements', { kind: 'twinning', titleFr: 'Entente de jumelage', titleEn: 'Twinning agreement', ownerId: userId('officer'), renewalOn: '2027-03-01' });
    expect(agreement.status, agreement.text).toBe(201);
    await office.db.write((tx) => tx.agreement.update({ where: { id: agreement.body.id }, data: { state: 'in_force' } }));
    await office.as('administrator').post('/api/interactions', { subject: 'Affaire d’une autre', startsAt: '2026-12-02T15:00:00Z', organizationIds: ['city.namur'] });
    const { path } = await subscribe('officer');
    const { status, text, headers } = await read(path);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(text).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT1H');
    const events = eventsIn(text);
    expect(summaries(text).sort()).toEqual([
      'Leur promesse\u00a0: Remettre le projet',
      'Notre promesse\u00a0: Envoyer le bilan (Ville de Bordeaux)',
      'Renouvellement\u00a0: Entente de jumelage',
      'Visite; du maire, à « Bordeaux » (Ville de Bordeaux)',
    ]);
    const meeting = events.get(`interaction-${met.body.id}@passerelle`);
    expect(String(meeting?.getFirstPropertyValue('dtstart'))).toBe('2026-12-01T15:00:00Z');
    expect(meeting?.getFirstPropertyValue('location')).toBe('Salle du conseil, 2e étage');
    expect(meeting?.getFirstPropertyValue('sequence')).toBe(1);
    expect(String(events.get(`agreement-${agreement.body.id}-renewal@passerelle`)?.getFirstPropertyValue('dtstart'))).toBe('2027-03-01');
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);

    await office.as('officer').patch(`/api/interactions/${met.body.id}`, 1, { startsAt: '2026-12-01T17:00:00Z', endsAt: null });
    const again = eventsIn((await read(path)).text).get(`interaction-${met.body.id}@passerelle`);
    expect(again?.getFirstPropertyValue('sequence')).toBe(2);
  });

  it('says nothing that its person may no longer see', async () => {
    const { path } = await subscribe('reader');
    const made = await office.as('administrator').post<{ id: string }>('/api/interactions', {
      subject: 'Confidentiel',
      startsAt: '2026-12-05T15:00:00Z',
      organizationIds: ['city.namur'],
      participants: [{ side: 'ours', userId: userId('reader') }],
    });
    expect(summaries((await read(path)).text)).toEqual([expect.stringContaining('Confidentiel')]);
    await office.as('administrator').patch(`/api/interactions/${made.body.id}`, 1, { sensitivity: 'restricted' });
    expect(summaries((await read(path)).text)).toEqual([]);
  });

  it('is in the language of its person, and keeps a whole day whole', async () => {
    await office.db.write((tx) => tx.user.update({ where: { id: userId('strategist') }, data: { locale: 'en' } }));
    await office.as('strategist').post('/api/followups', { text: 'Call back', dueOn: '2026-12-10' });
    const made = await office.as('strategist').post<{ id: string }>('/api/interactions', { subject: 'Salon', startsAt: '2026-12-08T05:00:00Z', endsAt: '2026-12-09T05:00:00Z', isAllDay: true, organizationIds: ['city.namur'] });
    const { path } = await subscribe('strategist');
    const { text } = await read(path, { 'accept-language': 'fr' });
    expect(summaries(text)).toContain('Our promise: Call back');
    const event = eventsIn(text).get(`interaction-${made.body.id}@passerelle`);
    expect([String(event?.getFirstPropertyValue('dtstart')), String(event?.getFirstPropertyValue('dtend'))]).toEqual(['2026-12-08', '2026-12-10']);
  });
});

describe('its address', () => {
  it('is shown once, listed without its secret, and one of several', async () => {
    const [one, two] = [await subscribe('administrator'), await subscribe('administrator')];
    expect(one.path).toMatch(/^\/api\/calendar\/[\w-]{32}\.ics$/);
    const { body, text } = await office.as('administrator').get<{ items: { id: string; lastReadAt: string | null }[] }>('/api/calendar-feeds');
    expect(body.items.map(({ id }) => id)).toEqual([one.id, two.id]);
    const secret = /calendar\/(.*)\.ics/.exec(one.path)?.[1] ?? '?';
    expect(text).not.toContain(secret);
    expect(JSON.stringify(await office.db.reader.calendarFeed.findMany())).not.toContain(secret);
    expect((await office.as('officer').get<{ items: { id: string }[] }>('/api/calendar-feeds')).body.items.map(({ id }) => id)).not.toContain(one.id);
  });

  it('is answered by 304 while nothing has changed', async () => {
    const { path } = await subscribe('officer');
    const first = await read(path);
    const etag = String(first.headers.etag);
    const second = await read(path, { 'if-none-match': etag });
    expect(second.status).toBe(304);
    expect(second.text).toBe('');
    await office.as('officer').post('/api/followups', { text: 'Nouvelle promesse', dueOn: '2026-12-20' });
    expect((await read(path, { 'if-none-match': etag })).status).toBe(200);
  });

  it('notes when it was last read, once an hour at most', async () => {
    const { id, path } = await subscribe('officer');
    const lastRead = async () => (await office.db.reader.calendarFeed.findUniqueOrThrow({ where: { id } })).lastReadAt?.toISOString();
    await read(path);
    expect(await lastRead()).toBe(today.toISOString());
    office.at(new Date(today.getTime() + 30 * 60_000));
    await read(path);
    expect(await lastRead()).toBe(today.toISOString());
    office.at(new Date(today.getTime() + 90 * 60_000));
    await read(path);
    expect(await lastRead()).toBe('2026-11-21T16:30:00.000Z');
    office.at(today);
  });

  it('is not found when it is none, was revoked, or its person may not sign in, and none says which', async () => {
    const { id, path } = await subscribe('officer');
    const unknown = await read('/api/calendar/inconnue.ics');
    expect(unknown.status).toBe(404);
    expect((await office.as('administrator').call('DELETE', `/api/calendar-feeds/${id}`)).status).toBe(404);
    expect((await office.as('officer').call('DELETE', `/api/calendar-feeds/${id}`)).status).toBe(204);
    const other = await subscribe('reader');
    await office.db.write((tx) => tx.user.update({ where: { id: userId('reader') }, data: { disabledAt: today } }));
    for (const gone of [path, other.path]) {
      const { status, body } = await read(gone);
      expect(status).toBe(404);
      expect({ ...body, instance: '' }).toEqual({ ...unknown.body, instance: '' });
    }
    expect((await office.as('officer').call('DELETE', `/api/calendar-feeds/${id}`)).status).toBe(404);
  });

  it('is read so many times a minute at most', async () => {
    const answers = [];
    for (let count = 0; count < 130; count++) answers.push((await read('/api/calendar/devinette.ics')).status);
    expect(answers.at(-1)).toBe(429);
  });
});
