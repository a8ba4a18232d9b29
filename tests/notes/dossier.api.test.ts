import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DocumentTree } from '../../server/documents/tree.ts';
import type { NoteOrder } from '../../server/notes/note.schema.ts';
import { testOffice, type Office } from '../support/app.ts';
import { making } from '../support/making.ts';

let office: Office;
const partner = 'city.bordeaux';
const kinds = ['information', 'decision'] as const;
const subjects: NoteOrder['subjects'] = [
  { type: 'organization', id: partner },
  { type: 'place', id: 'pl.bordeaux' },
  { type: 'region', id: 'reg.nordic-arctic' },
];
let missionId: string;
let contactId: string;

beforeAll(async () => {
  office = await testOffice();
  const made = making(office, 'strategist');
  contactId = await made('/api/contacts', {
    givenName: 'Maëlle',
    familyName: 'Exemple',
    positions: [{ organizationId: partner, titleFr: 'Adjointe au maire', titleEn: null, roleCode: null, validFrom: '2024-06', validTo: null, isPrimary: true, verifiedOn: null }],
  });
  missionId = await made('/api/missions', {
    titleFr: 'Mission sur le tramway',
    status: 'planned',
    direction: 'outgoing',
    startsOn: '2027-03-08',
    endsOn: '2027-03-12',
    approvalStatus: 'to_request',
    ministryCoordination: 'consulted',
    ministryNote: 'Délégation prévenue.',
    organizationIds: [partner],
    itinerary: [{ placeId: 'pl.bordeaux', startsOn: '2027-03-08', endsOn: null, purposeFr: null, purposeEn: null, interactionId: null }],
    budget: [{ category: 'transport', labelFr: null, labelEn: null, plannedCents: 520000, actualCents: null }],
  });
  await made('/api/missions', { titleFr: 'Mission discrète', status: 'planned', organizationIds: [partner], sensitivity: 'restricted' });
  await made('/api/interactions', { subject: 'Le tramway', startsAt: '2026-10-01T14:00:00Z', organizationIds: [partner, 'org.mrif'], summary: 'On s’entend sur la suite.' });
  await made('/api/interactions', { subject: 'Échange réservé', startsAt: '2026-10-02T14:00:00Z', organizationIds: [partner], sensitivity: 'restricted' });
  const meeting = await made('/api/interactions', {
    subject: 'Suite du tramway',
    startsAt: '2026-12-01T14:00:00Z',
    organizationIds: [partner],
    missionId,
    commitmentIds: ['vdq.learns.watch'],
    participants: [{ side: 'theirs', contactId, isLead: true }, { side: 'ours', userId: 'user.officer' }],
    discussionPoints: [{ subject: 'Calendrier des travaux', theirPosition: 'En mai', sensitivity: 'internal' }, { subject: 'Point délicat', sensitivity: 'restricted' }],
  });
  await made('/api/followups', { promisedBy: 'us', text: 'Envoyer le guide', organizationId: partner, dueOn: '2026-11-01' });
  await made('/api/followups', { promisedBy: 'them', text: 'Promesse réservée', organizationId: partner, sensitivity: 'restricted' });
  await made('/api/agreements', {
    kind: 'friendship_pact',
    titleFr: 'Pacte avec Bordeaux',
    state: 'idea',
    parties: [{ organizationId: partner, signatoryId: null, signatoryName: null, signatoryTitle: null }],
    authorizations: [{ regime: 'm_25_1_1_s23', status: 'to_request', requestedOn: null, grantedOn: null, number: null, noteFr: null, noteEn: null }],
  });
  subjects.push({ type: 'contact', id: contactId }, { type: 'interaction', id: meeting }, { type: 'mission', id: missionId });
});
afterAll(() => office.close());

const order = (more: Partial<NoteOrder> = {}): NoteOrder => ({ kind: 'information', subjects: [{ type: 'organization', id: partner }], language: 'fr', audience: 'internal', ...more });
const preview = async (more: Partial<NoteOrder>, role: 'reader' | 'officer' | 'strategist' = 'strategist'): Promise<DocumentTree> => {
  const answer = await office.as(role).post<DocumentTree>('/api/notes/preview?format=json', order(more));
  expect(answer.status, answer.text.slice(0, 300)).toBe(200);
  return answer.body;
};

describe('a note on one record', () => {
  it('is made of every kind of record, in both languages', async () => {
    for (const kind of kinds) {
      for (const subject of subjects) {
        const tree = await preview({ kind, subjects: [subject], language: 'both' });
        expect([tree.kind, tree.parts.map(({ language }) => language)], subject.type).toEqual([kind, ['fr', 'en']]);
      }
    }
  });

  it('comes out as Word and PDF', async () => {
    for (const kind of kinds) {
      expect((await office.as('reader').post('/api/notes/preview?format=docx', order({ kind }))).text.slice(0, 2)).toBe('PK');
      expect((await office.as('reader').post('/api/notes/preview?format=pdf', order({ kind }))).text.slice(0, 5)).toBe('%PDF-');
    }
  });

  it('holds what the office knows around it', async () => {
    const text = JSON.stringify(await preview({ kind: 'decision' }));
    for (const said of ['Le tramway', 'Suite du tramway', 'Calendrier des travaux', 'Pacte avec Bordeaux', 'À demander', 'Mission sur le tramway', 'Délégation prévenue']) {
      expect(text, said).toContain(said);
    }
    expect(JSON.stringify(await preview({}))).toContain('Envoyer le guide');
    expect(JSON.stringify(await preview({ subjects: [{ type: 'contact', id: contactId }] }))).toContain('Suite du tramway');
    expect(JSON.stringify(await preview({ kind: 'decision', subjects: [{ type: 'mission', id: missionId }] }))).toContain('5\u00a0200\u00a0$');
  });

  it('gives an audience the same note, whoever prepares it, without what is above it', async () => {
    for (const kind of kinds) {
      const texts = await Promise.all((['reader', 'strategist'] as const).map(async (role) => JSON.stringify((await preview({ kind }, role)).parts[0]?.blocks.slice(1, -1)).replaceAll(/Personne (?:reader|strategist)/g, 'Personne')));
      expect(texts[0]).toBe(texts[1]);
      for (const secret of ['Échange réservé', 'Promesse réservée', 'Mission discrète', 'Point délicat']) expect(texts[1], secret).not.toContain(secret);
      const restricted = await preview({ kind, audience: 'restricted' });
      expect(JSON.stringify(restricted)).toContain('Échange réservé');
      expect((await preview({ kind })).omitted).toBeGreaterThan(restricted.omitted);
    }
  });

  it('keeps to the period asked for', async () => {
    const tree = await preview({ from: '2026-10-02', to: '2026-10-31', audience: 'restricted' });
    expect(JSON.stringify(tree)).toContain('Échange réservé');
    expect(JSON.stringify(tree)).not.toContain('"Le tramway"');
  });
});
