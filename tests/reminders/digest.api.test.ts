import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DigestShown } from '../../server/reminders/digest.schema.ts';
import { testOffice, userId, type Office } from '../support/app.ts';

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const digest = async (query = '', role: 'officer' | 'reader' = 'officer') => (await office.as(role).get<DigestShown>(`/api/digest${query}`)).body;

it('says what is new since yesterday, as far as the person may see, until it is put away for the day', async () => {
  const add = (text: string, dueOn: string, more: object = {}, role: 'officer' | 'strategist' = 'officer') => office.as(role).post('/api/followups', { text, dueOn, ...more });
  await add('Hier', '2026-11-20');
  await add('Depuis longtemps', '2026-10-01', { promisedBy: 'them' });
  await add('Aujourd’hui', '2026-11-21');
  await add('Secret', '2026-11-20', { sensitivity: 'confidential', assigneeId: userId('officer') }, 'strategist');
  const shown = await digest();
  expect(shown).toMatchObject({ day: '2026-11-21', since: '2026-11-20', isSeen: false, news: { dueToday: 1, lateByUs: 1, lateByThem: 0 } });
  expect(shown.late.byUs.map(({ text }) => text)).toEqual(['Hier']);
  expect(shown.quiet.map(({ text }) => text)).toEqual(['Depuis longtemps']);

  expect((await office.as('officer').post('/api/digest/seen')).status).toBe(204);
  expect(await digest()).toMatchObject({ isSeen: true, late: { byUs: [{ text: 'Hier' }] } });
  expect(await digest('?unseen=true')).toMatchObject({ isSeen: true, late: { byUs: [] }, news: { dueToday: 0 } });
  office.at(new Date('2026-11-24T15:00:00.000Z'));
  expect(await digest('?unseen=true')).toMatchObject({ day: '2026-11-24', since: '2026-11-21', isSeen: false, news: { lateByUs: 1 } });
  expect((await digest('', 'reader')).late.byUs).toEqual([]);
});

it('keeps when one wants to be written to, and says that nothing can be sent', async () => {
  const officer = office.as('officer');
  expect((await officer.get('/api/digest/mail')).body).toEqual({ digest: 'weekdays', isConfigured: false, timeZone: 'America/Toronto' });
  expect((await officer.put('/api/digest/mail', { digest: 'daily' })).status).toBe(204);
  expect((await officer.get('/api/digest/mail')).body).toMatchObject({ digest: 'daily' });
  expect((await officer.put('/api/digest/mail', { digest: 'hourly' })).status).toBe(400);
});
