import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Contact } from '../../server/contacts/contact.schema.ts';
import type { DocumentTree } from '../../server/documents/tree.ts';
import type { LogLine } from '../../server/exports/export-job.schema.ts';
import type { Note, NoteOrder } from '../../server/notes/note.schema.ts';
import { testOffice, type Office } from '../support/app.ts';

let office: Office;
let interactionId: string;
const partner = 'city.bordeaux';

beforeAll(async () => {
  office = await testOffice();
  const officer = office.as('officer');
  const { body: person } = await officer.post<Contact>('/api/contacts', {
    givenName: 'Maëlle',
    familyName: 'Exemple',
    positions: [{ organizationId: partner, titleFr: 'Adjointe au maire', titleEn: null, roleCode: null, validFrom: '2024-06', validTo: null, isPrimary: true, verifiedOn: null }],
  });
  await officer.post('/api/interactions', { subject: 'Le tramway', startsAt: '2026-10-01T14:00:00Z', organizationIds: [partner], summary: 'On s’entend sur la suite.' });
  const { body: meeting } = await officer.post<{ id: string }>('/api/interactions', {
    subject: 'Suite du tramway',
    startsAt: '2026-12-01T14:00:00Z',
    organizationIds: [partner],
    commitmentIds: ['vdq.learns.watch'],
    participants: [{ side: 'theirs', contactId: person.id, isLead: true }, { side: 'ours', userId: 'user.officer' }],
    discussionPoints: [
      { subject: 'Calendrier des travaux', theirPosition: 'En mai', ourPosition: null, sensitivity: 'internal' },
      { subject: 'Point délicat', theirPosition: null, ourPosition: null, sensitivity: 'restricted' },
    ],
  });
  interactionId = meeting.id;
  await officer.post('/api/followups', { promisedBy: 'us', text: 'Envoyer le guide', organizationId: partner, dueOn: '2026-11-01' });
  await officer.post('/api/followups', { promisedBy: 'them', text: 'Transmettre le plan', organizationId: partner, dueOn: '2026-12-24' });
});
afterAll(() => office.close());

const order = (more: Partial<NoteOrder> = {}): NoteOrder => ({
  kind: 'meeting',
  subjects: [{ type: 'interaction', id: interactionId }],
  language: 'fr',
  audience: 'internal',
  ...more,
});
const tree = async (more: Partial<NoteOrder> = {}): Promise<DocumentTree> =>
  (await office.as('officer').post<DocumentTree>('/api/notes/preview?format=json', order(more))).body;

describe('a note made from the records', () => {
  it('names the partner, the person with the title held, and what each side promised', async () => {
    const text = JSON.stringify(await tree());
    for (const said of ['Ville de Bordeaux', 'Maëlle Exemple', 'Adjointe au maire', 'Envoyer le guide', 'Transmettre le plan', 'Calendrier des travaux']) {
      expect(text, said).toContain(said);
    }
    expect(text).not.toContain('Point délicat');
    expect((await tree()).omitted).toBe(1);
    expect(JSON.stringify(await tree({ audience: 'restricted' }))).toContain('Point délicat');
  });

  it('comes out as Word, PDF and a page, in both languages', async () => {
    for (const kind of ['meeting', 'partner-sheet'] as const) {
      for (const language of ['fr', 'en', 'both'] as const) {
        const body = order({ kind, language, subjects: [{ type: 'organization', id: partner }] });
        const docx = await office.as('reader').post('/api/notes/preview?format=docx', body);
        expect([docx.status, docx.text.slice(0, 2)]).toEqual([200, 'PK']);
        const pdf = await office.as('reader').post('/api/notes/preview?format=pdf', body);
        expect([pdf.status, pdf.text.slice(0, 5)]).toEqual([200, '%PDF-']);
        const html = await office.as('reader').post('/api/notes/preview?format=html', body);
        expect(html.text).toContain(`lang="${language === 'en' ? 'en' : 'fr'}`);
      }
    }
  });

  it('is refused to an audience above the caller’s role, for an unknown kind, and for a record that is not there', async () => {
    expect((await office.as('reader').post('/api/notes/preview?format=json', order({ audience: 'restricted' }))).status).toBe(403);
    expect((await office.as('reader').post('/api/notes/preview?format=json', { ...order(), kind: 'poem' })).status).toBe(400);
    const nobody = order({ subjects: [{ type: 'organization', id: 'nowhere' }] });
    expect((await office.as('reader').post('/api/notes/preview?format=json', nobody)).status).toBe(404);
  });
});

describe('a kept note', () => {
  it('stays as it was when the records change, and comes out the same', async () => {
    const officer = office.as('officer');
    const { status, body: note } = await officer.post<Note>('/api/notes', order());
    expect(status).toBe(201);
    const first = await officer.get(`/api/notes/${note.id}.json`);
    await officer.post('/api/followups', { promisedBy: 'us', text: 'Promesse plus tardive', organizationId: partner });
    const second = await officer.get(`/api/notes/${note.id}.json`);
    expect(second.text).toBe(first.text);
    expect(first.text).not.toContain('Promesse plus tardive');
    expect(createHash('sha256').update(JSON.stringify(JSON.parse(first.text))).digest('hex')).toBe(note.sha256);
    const [one, two] = [await officer.get(`/api/notes/${note.id}.docx`), await officer.get(`/api/notes/${note.id}.docx`)];
    expect(one.text).toBe(two.text);
    expect((await officer.get(`/api/notes/${note.id}.pdf`)).text.slice(0, 5)).toBe('%PDF-');
    const listed = await officer.get<{ items: Note[] }>(`/api/notes?interaction=${interactionId}`);
    expect(listed.body.items.map(({ id }) => id)).toContain(note.id);
  });

  it('is hidden from who may not see its audience', async () => {
    const { body: note } = await office.as('strategist').post<Note>('/api/notes', order({ audience: 'confidential' }));
    expect((await office.as('officer').get(`/api/notes/${note.id}`)).status).toBe(404);
    expect((await office.as('officer').get(`/api/notes/${note.id}.pdf`)).status).toBe(404);
    expect((await office.as('administrator').get(`/api/notes/${note.id}`)).status).toBe(200);
  });
});

it('a kept note does not show a record that became more sensitive since', async () => {
  const strategist = office.as('strategist');
  const { body: meeting } = await strategist.post<{ id: string; version: number }>('/api/interactions', { subject: 'Rencontre ouverte', startsAt: '2026-11-02T14:00:00Z', organizationIds: [partner] });
  const { body: person } = await strategist.post<{ id: string; version: number }>('/api/contacts', { givenName: 'Sacha', familyName: 'Ouvert', sensitivity: 'internal' });
  const { body: trip } = await strategist.post<{ id: string; version: number }>('/api/missions', { titleFr: 'Mission ouverte', startsOn: '2026-12-01', endsOn: '2026-12-02' });
  const kept: string[] = [];
  for (const [type, { id }, kind] of [['interaction', meeting, 'information'], ['contact', person, 'information'], ['mission', trip, 'programme']] as const) {
    const { status, body, text } = await strategist.post<Note>('/api/notes', order({ kind, subjects: [{ type, id }] }));
    expect(status, text).toBe(201);
    kept.push(body.id);
  }
  const hide = async (path: string, { id, version }: { id: string; version: number }, change: object): Promise<void> => {
    const answer = await strategist.patch(`${path}/${id}`, version, { ...change, sensitivity: 'confidential' });
    expect(answer.status, answer.text).toBe(200);
  };
  await hide('/api/interactions', meeting, { subject: 'Sujet secret' });
  await hide('/api/contacts', person, { familyName: 'Secret' });
  await hide('/api/missions', trip, { titleFr: 'Mission secrète' });
  for (const id of kept) {
    const { body, text } = await office.as('reader').get<Note>(`/api/notes/${id}`);
    expect([body.subjects, /secret/i.test(text)]).toEqual([[], false]);
    expect((await strategist.get<Note>(`/api/notes/${id}`)).body.subjects).toHaveLength(1);
  }
  expect((await office.as('reader').get('/api/notes?limit=200')).text).not.toMatch(/secret/i);
});

describe('the log of exports', () => {
  const last = async (): Promise<LogLine | undefined> => (await office.as('administrator').get<{ items: LogLine[] }>('/api/export-log?limit=1')).body.items[0];
  const total = async (): Promise<number> => (await office.as('administrator').get<{ total: number }>('/api/export-log?limit=1')).body.total;
  const outside = 'outsideReason=Mission%20%C3%A0%20Bordeaux&outsideReference=EFVP-2026-04';
  const marked = { isOutsideQuebec: true, outsideReason: 'Mission à Bordeaux', outsideReference: 'EFVP-2026-04' };

  it('tells which note left, for whom, and whether outside Québec', async () => {
    const officer = office.as('officer');
    const about = `kind = meeting; audience = internal; interaction = ${interactionId}`;
    const before = await total();
    expect((await officer.post('/api/notes/preview?format=html', order())).status).toBe(200);
    expect(await total()).toBe(before);
    await officer.post('/api/notes/preview?format=pdf', order());
    expect(await last()).toMatchObject({ collection: 'notes', format: 'pdf', filters: about, isOutsideQuebec: false });
    expect((await officer.post(`/api/notes/preview?format=docx&${outside}`, order())).status).toBe(200);
    expect(await last()).toMatchObject({ format: 'docx', filters: about, ...marked });
    await officer.post('/api/notes/preview?format=json', order());
    expect(await last()).toMatchObject({ format: 'json', filters: about });
    const { body: note } = await officer.post<Note>('/api/notes', order());
    for (const format of ['docx', 'pdf', 'txt', 'json', 'html']) {
      expect((await officer.get(`/api/notes/${note.id}.${format}?${outside}`)).status, format).toBe(200);
      expect(await last()).toMatchObject({ collection: 'notes', format, filters: `note = ${note.id}; ${about}`, ...marked });
    }
    const after = await total();
    expect((await officer.get(`/api/notes/${note.id}.html?shown=true`)).status).toBe(200);
    expect(await total()).toBe(after);
  });

  it('tells which mission’s calendar left', async () => {
    const officer = office.as('officer');
    const { body: trip } = await officer.post<{ id: string }>('/api/missions', { titleFr: 'Mission à Lyon', startsOn: '2026-12-03', endsOn: '2026-12-04' });
    expect((await officer.get(`/api/missions/${trip.id}.ics?${outside}`)).status).toBe(200);
    expect(await last()).toMatchObject({ collection: 'missions', format: 'ics', filters: `mission = ${trip.id}`, ...marked });
  });
});
