import { afterAll, beforeAll, expect, it } from 'vitest';
import { calendar } from '../imports/files.ts';
import { send } from '../imports/office.ts';
import { testOffice, userId, type Office } from '../support/app.ts';

type Item = { id: string; subject: string; status: string; version: number; captureSource: string; unmatched: number };
type Agenda = { day: string; today: string; items: Item[]; waiting: { total: number; items: Item[] }; quarantine: number };

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const agenda = async (query: string, role: 'officer' | 'reader' = 'officer') => (await office.as(role).get<Agenda>(`/api/agenda${query}`)).body;
const subjects = (items: Item[]) => items.map(({ subject }) => subject);
const log = (subject: string, startsAt: string, more: Record<string, unknown> = {}) =>
  office.as('officer').post<{ id: string }>('/api/interactions', { subject, startsAt, organizationIds: ['city.bordeaux'], ...more });

it('shows a day in order, whole days first, with what waits from before and who is to be recognized', async () => {
  await log('Après-midi', '2026-11-24T19:00:00Z');
  await log('Matin', '2026-11-24T14:00:00Z');
  await log('Annulé', '2026-11-24T16:00:00Z', { status: 'cancelled' });
  await log('Lendemain', '2026-11-25T14:00:00Z');
  await log('Tard le soir', '2026-11-25T04:30:00Z');
  await log('Congrès', '2026-11-23T05:00:00Z', { isAllDay: true, endsAt: '2026-11-24T05:00:00Z' });
  const files = {
    'jour.ics': calendar({ UID: 'jour', 'DTSTART;VALUE=DATE': '20261124', SUMMARY: 'Journée', 'ATTENDEE;CN=Inconnue Ici': 'mailto:i@ici.example' }),
    'avant.ics': calendar({ UID: 'avant', DTSTART: '20261110T150000Z', SUMMARY: 'Avant' }),
  };
  await send(office, files);
  const day = await agenda('?day=2026-11-24');
  expect(day).toMatchObject({ day: '2026-11-24', today: '2026-11-21', scope: 'mine', quarantine: 1 });
  expect(subjects(day.items)).toEqual(['Congrès', 'Journée', 'Matin', 'Annulé', 'Après-midi', 'Tard le soir']);
  expect(day.items.find(({ subject }) => subject === 'Journée')).toMatchObject({ status: 'draft', captureSource: 'calendar', unmatched: 1 });
  expect(day.waiting.total).toBe(1);
  expect(subjects(day.waiting.items)).toEqual(['Avant']);
});

it('is of today unless told, of one person or of the whole office, and of nothing that is hidden', async () => {
  const { body } = await log('Chez une autre', '2026-11-21T16:00:00Z', { participants: [{ side: 'ours', userId: userId('strategist') }] });
  await office.db.write((tx) => tx.interaction.update({ where: { id: body.id }, data: { createdById: null } }));
  expect((await agenda('')).day).toBe('2026-11-21');
  expect(subjects((await agenda('')).items)).toEqual([]);
  expect(subjects((await agenda('?scope=all')).items)).toEqual(['Chez une autre']);
  await office.db.write((tx) => tx.interaction.update({ where: { id: body.id }, data: { sensitivity: 'restricted' } }));
  expect((await agenda('?scope=all', 'reader')).items).toEqual([]);
});

it('takes the three verbs by the change of the interaction', async () => {
  await send(office, { 'a.ics': calendar({ UID: 'verbes', DTSTART: '20261120T150000Z', SUMMARY: 'Verbes', 'ATTENDEE;CN=Hôte Ici': 'mailto:h@ici.example' }) });
  const [item] = (await agenda('?day=2026-11-20')).items;
  const path = `/api/interactions/${item?.id}`;
  expect((await office.as('officer').patch(path, 1, { status: 'held' })).status).toBe(200);
  expect((await office.as('officer').patch(path, 2, { status: 'cancelled' })).status).toBe(200);
  expect((await office.as('officer').patch(path, 3, { status: 'planned', startsAt: '2026-12-01T15:00:00Z' })).status).toBe(200);
  expect((await agenda('?day=2026-11-20')).items).toEqual([]);
  expect((await agenda('?day=2026-12-01')).items).toMatchObject([{ subject: 'Verbes', status: 'planned' }]);
});

it.each(['?day=2026-13-01', '?day=demain', '?scope=theirs'])('refuses %s', async (query) => {
  expect((await office.as('officer').get(`/api/agenda${query}`)).status).toBe(400);
});
