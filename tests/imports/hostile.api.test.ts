import { afterAll, beforeAll, expect, it } from 'vitest';
import { testOffice, type Office } from '../support/app.ts';
import { calendar, meeting } from './files.ts';
import { send } from './office.ts';

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

it('one invitation sent ten times at once by two people is one draft', async () => {
  const all = await Promise.all(Array.from({ length: 10 }, (_, n) => send(office, { [`copie-${n}.ics`]: calendar(meeting) }, n % 2 ? 'officer' : 'strategist')));
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
  expect(all.flatMap(({ body }) => body.drafts.map(({ action }) => action)).toSorted()).toEqual(['created', ...Array.from({ length: 9 }, () => 'unchanged')]);
  expect(await office.db.reader.interaction.count({ where: { externalUid: meeting.UID ?? '' } })).toBe(1);
});

it('a copy of what one may not see says nothing of it, changes nothing, and the rest goes on', async () => {
  const event = { ...meeting, UID: 'cachee@mairie.example', 'ATTENDEE;CN=Rosa Cachée': 'mailto:rosa@cachee.example' };
  const id = (await send(office, { 'a.ics': calendar(event) }, 'strategist')).body.drafts[0]?.id ?? '';
  const { version } = await office.db.reader.interaction.findUniqueOrThrow({ where: { id } });
  const hidden = await office.as('strategist').patch(`/api/interactions/${id}`, version, { sensitivity: 'confidential' });
  expect(hidden.status, hidden.text).toBe(200);
  const before = await office.db.reader.interaction.findUniqueOrThrow({ where: { id } });
  const update = calendar({ ...event, SEQUENCE: '4', SUMMARY: 'Autre objet' });
  const again = await send(office, { 'a.ics': update, 'b.ics': calendar({ ...meeting, UID: 'ouverte@mairie.example' }) });
  expect(again.body).toMatchObject({ drafts: [{ file: 'b.ics', action: 'created' }], refused: [{ file: 'a.ics' }] });
  expect((await send(office, { 'a.ics': calendar({ ...event, SEQUENCE: '5' }, { method: 'CANCEL' }) })).body).toMatchObject({ drafts: [], refused: [{ file: 'a.ics' }] });
  expect(await office.db.reader.interaction.findUniqueOrThrow({ where: { id } })).toEqual(before);
  expect((await office.as('officer').get('/api/quarantine')).text).not.toContain('rosa@cachee.example');
  expect((await office.as('officer').post('/api/quarantine/settle', { email: 'rosa@cachee.example', ignore: true })).status).toBe(404);
  expect((await office.as('officer').post('/api/quarantine/settle', { email: 'elodie.vasseur@mairie.example', ignore: true })).status).toBe(200);
  expect(await office.db.reader.participant.count({ where: { interactionId: id, isUnmatched: true } })).toBe(2);
  expect((await office.as('reader').get(`/api/agenda?day=2026-11-25&scope=all`)).text).not.toContain(id);
});
