import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Contact } from '../../server/contacts/contact.schema.ts';
import type { DocumentTree } from '../../server/documents/tree.ts';
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
