import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NoteCheck, NoteOrder, NoteText } from '../../server/notes/note.schema.ts';
import { testOffice, type Office, type Role } from '../support/app.ts';

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const order: NoteOrder = { kind: 'meeting', subjects: [{ type: 'organization', id: 'city.bordeaux' }], language: 'fr', audience: 'internal' };
const place = 'Points sensibles';
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

  it('is taken away when it is emptied, and its version goes on: nobody’s stale version fits later words', async () => {
    expect((await write('officer', ' ', { version: 2 })).body).toMatchObject({ text: '', version: 3 });
    expect(await preview()).not.toContain('Autre chose');
    const { places } = await check();
    expect(places.find((one) => one.place === place)).toMatchObject({ written: null, version: 3 });
    expect((await write('officer', 'De nouveau', { version: 1 })).status).toBe(412);
    expect((await write('officer', 'De nouveau', { version: 3 })).body.version).toBe(4);
    expect((await write('strategist', 'Version périmée', { version: 1 })).status).toBe(412);
    expect(await preview()).toContain('De nouveau');
  });

  it('of a wider audience is taken away for a narrower one alone, and comes back when it is written there', async () => {
    const there = async () => (await check({ audience: 'restricted' })).places.filter((one) => one.place === place || one.written);
    await write('officer', 'Pour tous', { version: 4 });
    const { body: own } = await write('officer', '', { audience: 'restricted', version: 1 });
    expect(own).toMatchObject({ text: '', version: 2 });
    expect(await preview({ audience: 'restricted' })).not.toContain('Pour tous');
    expect(await preview({ audience: 'confidential' }, 'strategist')).not.toContain('Pour tous');
    expect(await preview()).toContain('Pour tous');
    expect(await there()).toMatchObject([{ place, written: null, version: 2 }]);
    expect((await write('officer', '', { audience: 'restricted', place: 'Nulle part' })).body.version).toBe(0);
    await write('officer', 'Réservé de nouveau', { audience: 'restricted', version: 2 });
    expect((await write('strategist', '', { audience: 'confidential' })).body.version).toBe(1);
    expect(await preview({ audience: 'restricted' })).toContain('Réservé de nouveau');
    expect(await preview({ audience: 'confidential' }, 'strategist')).not.toContain('Réservé de nouveau');
  });

  it('stands only where the note has a place for it, or where one was written before', async () => {
    const nowhere = await write('officer', 'x', { place: 'Titre inventé' });
    expect(nowhere.status).toBe(422);
    expect(nowhere.text).toContain('Titre inventé');
    const { kind } = order;
    const row = { kind, about: 'organization:city.bordeaux', language: 'fr', audience: 'internal', place: 'Titre disparu', text: 'Jadis' };
    await office.db.write((tx) => tx.noteText.create({ data: row }));
    expect((await write('officer', 'Encore', { place: 'Titre disparu', version: 1 })).status).toBe(200);
    expect((await write('officer', '', { place: 'Titre disparu', version: 2 })).status).toBe(200);
    expect((await write('officer', 'x', { place: 'Titre disparu', version: 3 })).status).toBe(422);
  });

  it('has a place in one language as in two', async () => {
    for (const kind of ['meeting', 'partner-sheet', 'decision', 'information'] as const) {
      const [one, two] = await Promise.all([check({ kind }), check({ kind, language: 'both', layout: 'beside' })]);
      expect(two.places.filter(({ language }) => language === 'fr').map((at) => at.place)).toEqual(one.places.map((at) => at.place));
    }
  });

  it('leaves a note that can be read: its texts together are bounded', async () => {
    const about = { kind: 'decision', about: 'organization:city.bordeaux', language: 'fr', audience: 'public' };
    const long = 'a'.repeat(19_950);
    await office.db.write((tx) => tx.noteText.createMany({ data: Array.from({ length: 10 }, (_, index) => ({ ...about, place: `p${index}`, text: long })) }));
    const decision = (text: string, at: Partial<NoteText>) =>
      office.as('officer').put<NoteText>('/api/notes/texts', { kind: 'decision', subjects: order.subjects, language: 'fr', audience: 'public', version: 0, text, ...at });
    const { places } = await check({ kind: 'decision', audience: 'public' });
    const free = places.find(({ written }) => !written)?.place ?? '';
    const refused = await decision('b'.repeat(501), { place: free });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('/text');
    expect((await decision('b'.repeat(500), { place: free })).status).toBe(200);
    expect((await decision(`${long}a`, { place: 'p1', version: 1 })).status).toBe(422);
    expect((await decision('court', { place: 'p1', version: 1 })).status).toBe(200);
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

describe('a note is kept as it was read', () => {
  it('or not at all: when it differs now, it is refused; a key that was used gives the note it made', async () => {
    const asked = { ...order, kind: 'partner-sheet', audience: 'public' } as const;
    const officer = office.as('officer');
    const { sha256 } = await check(asked);
    const key = { 'idempotency-key': 'note-as-it-was-read' };
    const first = await officer.post<{ id: string; sha256: string; edition: number }>('/api/notes', { ...asked, sha256 }, key);
    expect(first.body).toMatchObject({ sha256, edition: 1 });
    const { places } = await check(asked);
    const { kind, subjects, audience } = asked;
    expect((await officer.put('/api/notes/texts', { kind, subjects, audience, language: 'fr', text: 'Depuis la lecture', place: places[0]?.place ?? '', version: 0 })).status).toBe(200);
    expect((await officer.post('/api/notes', { ...asked, sha256 })).status).toBe(409);
    expect((await officer.post<{ id: string }>('/api/notes', { ...asked, sha256 }, key)).body.id).toBe(first.body.id);
    const { sha256: now } = await check(asked);
    expect((await officer.post<{ edition: number }>('/api/notes', { ...asked, sha256: now })).body.edition).toBe(2);
  });
});
