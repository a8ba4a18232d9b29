import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Contact } from '../../server/contacts/contact.schema.ts';
import type { DocumentTree } from '../../server/documents/tree.ts';
import type { Mission } from '../../server/missions/mission.schema.ts';
import type { NoteOrder } from '../../server/notes/note.schema.ts';
import { testOffice, type Office, type Role } from '../support/app.ts';

let office: Office;
let missionId: string;
const partner = 'city.bordeaux';
const kinds = ['programme', 'mission-book', 'mission-report'] as const;

beforeAll(async () => {
  office = await testOffice();
  const [officer, strategist] = [office.as('officer'), office.as('strategist')];
  const post = (title: string) => ({ organizationId: partner, titleFr: title, titleEn: null, roleCode: null, validFrom: '2024-06', validTo: null, isPrimary: true, verifiedOn: '2026-10-01' });
  const { body: person } = await officer.post<Contact>('/api/contacts', {
    givenName: 'Maëlle',
    familyName: 'Exemple',
    correspondenceLanguage: 'fr',
    positions: [post('Adjointe au maire')],
    contactPoints: [{ kind: 'phone', value: '+33556102030' }],
  });
  const { body: hidden } = await strategist.post<Contact>('/api/contacts', { givenName: 'Alex', familyName: 'Réservé', sensitivity: 'confidential', positions: [post('Conseil')] });
  const { body: mission } = await officer.post<Mission>('/api/missions', {
    titleFr: 'Mission à Bordeaux',
    status: 'report_due',
    startsOn: '2026-10-19',
    endsOn: '2026-10-20',
    leadId: 'user.officer',
    objectives: [{ policyNodeId: 'vdq.learns.watch', textFr: 'Comprendre les travaux', textEn: null, result: 'met', resultFr: null, resultEn: null }],
    delegates: [{ role: 'head', userId: 'user.officer', contactId: null, labelFr: 'Direction', labelEn: 'Direction' }],
    itinerary: [{ placeId: 'pl.bordeaux', startsOn: '2026-10-19', endsOn: '2026-10-20', purposeFr: 'Tramway', purposeEn: null, interactionId: null }],
    budget: [{ category: 'transport', labelFr: null, labelEn: null, plannedCents: 500_000, actualCents: null }],
    organizationIds: [partner],
  });
  missionId = mission.id;
  const { body: meeting } = await strategist.post<{ id: string }>('/api/interactions', {
    subject: 'Visite du tramway',
    startsAt: '2026-10-19T12:00:00Z',
    endsAt: '2026-10-19T13:30:00Z',
    placeId: 'pl.bordeaux',
    missionId,
    organizationIds: [partner],
    participants: [{ side: 'theirs', contactId: person.id, isLead: true }, { side: 'theirs', contactId: hidden.id }, { side: 'ours', userId: 'user.officer' }],
    discussionPoints: [{ subject: 'Point délicat', theirPosition: null, ourPosition: null, sensitivity: 'restricted' }],
  });
  await strategist.post('/api/interactions', { subject: 'Entretien secret', startsAt: '2026-10-20T12:00:00Z', placeId: 'pl.bordeaux', missionId, organizationIds: [partner], sensitivity: 'confidential' });
  await officer.post('/api/followups', { promisedBy: 'us', text: 'Envoyer le guide', organizationId: partner, dueOn: '2026-12-01', bornInId: meeting.id });
  await officer.post('/api/followups', { promisedBy: 'them', text: 'Ouvrir leurs comptes', organizationId: partner, bornInId: meeting.id, sensitivity: 'restricted' });
});
afterAll(() => office.close());

const preview = (role: Role, format: string, more: Partial<NoteOrder>) =>
  office.as(role).post<DocumentTree>(`/api/notes/preview?format=${format}`, { kind: 'programme', subjects: [{ type: 'mission', id: missionId }], language: 'fr', audience: 'internal', ...more });

describe.each(kinds)('%s of a mission', (kind) => {
  it('says what the records say, to who may read it', async () => {
    const { status, body } = await preview('reader', 'json', { kind });
    expect(status).toBe(200);
    const text = JSON.stringify(body);
    expect(body.kind).toBe(kind);
    for (const said of ['Mission à Bordeaux', 'Visite du tramway', 'Maëlle Exemple', 'Personne officer']) expect(text, said).toContain(said);
    if (kind !== 'mission-report') for (const said of ['Adjointe au maire', '+33\u00a05\u00a056\u00a010\u00a020\u00a030', '14\u00a0h à 15\u00a0h\u00a030', '8\u00a0h à 9\u00a0h\u00a030']) expect(text, said).toContain(said);
    if (kind !== 'programme') expect(text).toContain('Envoyer le guide');
    for (const secret of ['Réservé', 'Point délicat', 'Entretien secret', 'Ouvrir leurs comptes']) expect(text, secret).not.toContain(secret);
  });

  it('says more to a higher audience, and counts what it leaves out', async () => {
    const internal = (await preview('strategist', 'json', { kind })).body;
    const all = (await preview('strategist', 'json', { kind, audience: 'confidential' })).body;
    expect(JSON.stringify(all)).toContain('Entretien secret');
    expect(JSON.stringify(all)).toContain('Alex Réservé');
    expect(internal.omitted).toBeGreaterThan(all.omitted);
    expect((await preview('reader', 'json', { kind, audience: 'restricted' })).status).toBe(403);
  });

  it('comes out as Word, PDF and a page in both languages', async () => {
    for (const language of ['fr', 'en', 'both'] as const) {
      for (const [format, start] of [['docx', 'PK'], ['pdf', '%PDF-'], ['html', '<!doctype html>']] as const) {
        const { status, text } = await preview('reader', format, { kind, language });
        expect([status, text.slice(0, start.length)], `${language} ${format}`).toEqual([200, start]);
      }
    }
  });

  it('is made from one mission', async () => {
    expect((await preview('reader', 'json', { kind, subjects: [{ type: 'organization', id: partner }] })).status).toBe(422);
    expect((await preview('reader', 'json', { kind, subjects: [{ type: 'mission', id: 'nowhere' }] })).status).toBe(404);
  });
});
