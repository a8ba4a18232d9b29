import { afterAll, beforeAll, expect, it } from 'vitest';
import { testOffice, type Office } from '../support/app.ts';

type Made = { id: string; version: number };
type Events = { items: { action: string; recordLabel: string | null; changes: Record<string, [unknown, unknown]> }[] };
let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const make = async (url: string, body: object): Promise<Made> => {
  const answer = await office.as('strategist').post<Made>(url, body);
  expect(answer.status, answer.text).toBe(201);
  return answer.body;
};
const historyOf = async (type: string, id: string, role: 'officer' | 'strategist') => (await office.as(role).get<Events>(`/api/history/${type}/${id}`)).body.items;
const meeting = { startsAt: '2026-11-20T15:00:00Z', organizationIds: ['city.bordeaux'] };

it('the past of a promise does not tell of a meeting or a person that the reader may not see', async () => {
  const secret = await make('/api/interactions', { ...meeting, subject: 'Négociation secrète', sensitivity: 'confidential' });
  const person = await make('/api/contacts', { familyName: 'Personne secrète', sensitivity: 'confidential' });
  const promise = await make('/api/followups', { text: 'Écrire', sensitivity: 'internal', bornInId: secret.id, contactId: person.id });
  const closed = await office.as('strategist').patch(`/api/followups/${promise.id}`, promise.version, { status: 'done', closedById: secret.id });
  expect(closed.status, closed.text).toBe(200);
  const seen = await historyOf('followup', promise.id, 'officer');
  expect(JSON.stringify(seen)).not.toContain('secrète');
  expect(seen[0]?.changes.status).toEqual(['open', 'done']);
  expect(seen[0]?.changes).not.toHaveProperty('closedBy');
  expect(JSON.stringify(await historyOf('followup', promise.id, 'strategist'))).toContain('Négociation secrète');
});

it('the past of a meeting does not tell of its hidden points, promises and mission', async () => {
  const mission = await make('/api/missions', { titleFr: 'Mission secrète', sensitivity: 'confidential' });
  const { id, version } = await make('/api/interactions', {
    ...meeting,
    subject: 'Rencontre',
    missionId: mission.id,
    discussionPoints: [{ subject: 'Position secrète', sensitivity: 'confidential' }, { subject: 'Position connue', sensitivity: 'internal' }],
    followUps: [{ text: 'Promesse secrète', sensitivity: 'confidential' }, { text: 'Promesse connue' }],
  });
  const changed = await office.as('strategist').patch(`/api/interactions/${id}`, version, { discussionPoints: [{ subject: 'Autre position secrète', sensitivity: 'confidential' }] });
  expect(changed.status, changed.text).toBe(200);
  const seen = JSON.stringify(await historyOf('interaction', id, 'officer'));
  expect(seen).not.toContain('secrète');
  expect(seen).toContain('Position connue');
  expect(JSON.stringify(await historyOf('interaction', id, 'strategist'))).toContain('Mission secrète');
});

it('the trail holds the choices of the house under a name, and is found by them', async () => {
  await office.as('strategist').put('/api/cadence', { A: 30, B: 60, C: 90, D: null });
  await office.as('officer').post('/api/calendar-feeds');
  const trail = (type: string) => office.as('administrator').get<Events>(`/api/audit?recordType=${type}`);
  expect((await trail('setting')).body.items).toMatchObject([{ recordLabel: 'Rythme selon le rang', changes: { A: [60, 30] } }]);
  expect((await trail('calendar-feed')).body.items).toHaveLength(1);
  expect((await office.as('reader').get('/api/history/setting/cadence')).status).toBe(400);
});
