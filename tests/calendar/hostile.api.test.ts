import ICAL from 'ical.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { kept } from '../security/naughty.ts';
import { testOffice, userId, type Office } from '../support/app.ts';

let office: Office;
let path = '';
beforeAll(async () => {
  office = await testOffice();
  path = (await office.as('strategist').post<{ path: string }>('/api/calendar-feeds')).body.path;
});
afterAll(() => office.close());

const feed = (address = path) => office.anonymous().get(address);
const setUser = (data: object) => office.db.write((tx) => tx.user.update({ where: { id: userId('strategist') }, data }));

it('whatever is written in a subject, a place or a promise stays inside its own property', async () => {
  const strategist = office.as('strategist');
  const hostile = { ...kept, 'a property': 'x\r\nATTENDEE:mailto:mal@exemple.org\r\nEND:VEVENT\r\nBEGIN:VALARM', 'a lone return': 'x\rURL:https://mal.example' };
  for (const [name, typed] of Object.entries(hostile)) {
    const text = typed.slice(0, 500);
    const participants = [{ side: 'ours', userId: userId('strategist') }];
    const meeting = { startsAt: '2026-11-25T15:00:00Z', status: 'planned', subject: text, location: text, organizationIds: ['city.bordeaux'], participants };
    expect((await strategist.post('/api/interactions', meeting)).status, name).toBe(201);
    expect((await strategist.post('/api/followups', { text, dueOn: '2026-11-26' })).status, name).toBe(201);
  }
  const { status, text } = await feed();
  expect(status).toBe(200);
  expect(text).not.toMatch(/(?<!\r)\n|\r(?!\n)/);
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  expect(calendar.getAllSubcomponents('vevent')).toHaveLength(2 * Object.keys(hostile).length);
  for (const event of calendar.getAllSubcomponents('vevent')) {
    expect(event.getAllSubcomponents()).toEqual([]);
    for (const name of ['attendee', 'url', 'attach', 'set-cookie']) expect(event.getAllProperties(name), name).toEqual([]);
  }
});

it('shows what its owner may see now: less with a lower role, nothing once the account is closed', async () => {
  const secret = { text: 'Promesse secrète', dueOn: '2026-11-26', sensitivity: 'confidential', assigneeId: userId('strategist') };
  expect((await office.as('administrator').post('/api/followups', secret)).status).toBe(201);
  expect((await feed()).text).toContain('Promesse secrète');
  await setUser({ role: 'reader' });
  expect((await feed()).text).not.toContain('Promesse secrète');
  await setUser({ role: 'strategist', disabledAt: new Date('2026-11-21T15:00:00Z') });
  expect((await feed()).status).toBe(404);
  await setUser({ disabledAt: null });
  expect((await feed()).status).toBe(200);
});

it('is not guessed: nothing tells a wrong address from a revoked one, and guesses are counted', async () => {
  const other = await office.as('officer').post<{ id: string; path: string }>('/api/calendar-feeds');
  expect((await office.as('strategist').delete(`/api/calendar-feeds/${other.body.id}`)).status).toBe(404);
  expect((await office.as('officer').delete(`/api/calendar-feeds/${other.body.id}`)).status).toBe(204);
  const said = ({ status, body }: { status: number; body: Record<string, unknown> }) => [status, body.title, body.detail];
  const wrong = await feed('/api/calendar/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.ics');
  expect(said(await feed(other.body.path))).toEqual(said(wrong));
  const statuses: number[] = [];
  for (let n = 0; n < 130; n += 1) statuses.push((await feed(`/api/calendar/guess-${n}.ics`)).status);
  expect(new Set(statuses)).toEqual(new Set([404, 429]));
});
