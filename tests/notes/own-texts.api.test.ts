import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NoteCheck, NoteOrder, NoteText } from '../../server/notes/note.schema.ts';
import { testOffice, type Office, type Role } from '../support/app.ts';

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const order: NoteOrder = { kind: 'meeting', subjects: [{ type: 'organization', id: 'city.bordeaux' }], language: 'fr', audience: 'internal' };
const place = 'Messages clés';
const write = (role: Role, text: string, more: Partial<NoteText> = {}) => {
  const { kind, subjects, audience } = order;
  return office.as(role).put<NoteText & { current: { text: string; version: number } }>('/api/notes/texts', { kind, subjects, language: 'fr', audience, place, version: 0, text, ...more });
};
const preview = async (more: Partial<NoteOrder> = {}, role: Role = 'officer') => (await office.as(role).post('/api/notes/preview?format=json', { ...order, ...more })).text;
const check = async (more: Partial<NoteOrder> = {}, role: Role = 'officer') => (await office.as(role).post<NoteCheck>('/api/notes/check', { ...order, ...more })).body;

describe('what an advisor writes in a note', () => {
  it('is there whenever the note is made again, whatever happened to the facts, and in the note that is kept', async () => {
    expect((await write('officer', 'Rappeler l’entente de 1962.')).body).toMatchObject({ version: 1, audience: 'internal' });
    await office.as('officer').post('/api/followups', { promisedBy: 'us', text: 'Promesse plus tardive', organizationId: 'city.bordeaux' });
    const text = await preview();
    expect(text).toContain('Rappeler l’entente de 1962.');
    expect(text).toContain('Promesse plus tardive');
    const { body: kept } = await office.as('officer').post<{ id: string }>('/api/notes', order);
    expect((await office.as('reader').get(`/api/notes/${kept.id}.html`)).text).toContain('Rappeler l’entente de 1962.');
    const { places } = await check();
    expect(places.find((one) => one.place === place)?.written).toMatchObject({ text: 'Rappeler l’entente de 1962.', version: 1 });
  });

  it('does not overwrite what somebody else wrote since: both are shown', async () => {
    const late = await write('strategist', 'Autre chose');
    expect(late.status).toBe(412);
    expect(late.body.current).toEqual({ text: 'Rappeler l’entente de 1962.', version: 1 });
    expect((await write('strategist', 'Autre chose', { version: 1 })).body.version).toBe(2);
  });

  it('serves a narrower audience too, and never a wider one', async () => {
    await write('officer', 'Mot réservé', { audience: 'restricted' });
    expect(await preview({ audience: 'restricted' })).toContain('Mot réservé');
    expect(await preview()).toContain('Autre chose');
    expect(await preview()).not.toContain('Mot réservé');
    expect(JSON.stringify(await check({}, 'reader'))).not.toContain('Mot réservé');
    expect(await preview({ audience: 'confidential' }, 'strategist')).toContain('Mot réservé');
  });

  it('belongs to one kind, its records and its language', async () => {
    expect(await preview({ kind: 'partner-sheet' })).not.toContain('Autre chose');
    expect(await preview({ subjects: [{ type: 'organization', id: 'city.cannes' }] })).not.toContain('Autre chose');
    expect(await preview({ language: 'en' })).not.toContain('Autre chose');
  });

  it('is taken away when it is emptied', async () => {
    expect((await write('officer', ' ', { version: 2 })).body.version).toBe(0);
    expect(await preview()).not.toContain('Autre chose');
    expect((await write('officer', 'De nouveau')).status).toBe(200);
  });

  it('is not for readers to write, nor above a role, nor about a record that is not there', async () => {
    expect((await write('reader', 'x')).status).toBe(403);
    expect((await write('officer', 'x', { audience: 'confidential' })).status).toBe(403);
    const { kind, audience } = order;
    const nobody = { kind, subjects: [{ type: 'organization', id: 'nowhere' }], audience, language: 'fr', place, text: 'x', version: 0 };
    expect((await office.as('officer').put('/api/notes/texts', nobody)).status).toBe(404);
  });
});

describe('since the last version kept', () => {
  it('nothing changed, then what came is named', async () => {
    const sheet: Partial<NoteOrder> = { kind: 'partner-sheet' };
    expect((await check(sheet)).previous).toBeNull();
    const { body: kept } = await office.as('officer').post<{ id: string }>('/api/notes', { ...order, ...sheet });
    expect((await check(sheet)).previous).toMatchObject({ id: kept.id, added: [], removed: [], count: 0 });
    await office.as('officer').post('/api/followups', { promisedBy: 'them', text: 'Nouvelle promesse', organizationId: 'city.bordeaux', dueOn: '2026-12-24' });
    const { previous } = await check(sheet);
    expect(previous?.added.some((line) => line.includes('Nouvelle promesse'))).toBe(true);
    expect((await check({ ...sheet, audience: 'public' })).previous).toBeNull();
  });
});
