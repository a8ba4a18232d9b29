/** A person above the audience is named in no note, wherever the records name them, and is counted once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DocumentTree } from '../../server/documents/tree.ts';
import type { NoteOrder } from '../../server/notes/note.schema.ts';
import { testOffice, type Office, type Role } from '../support/app.ts';

let office: Office;
let asked: Record<string, Pick<NoteOrder, 'kind' | 'subjects'>>;
const partner = 'city.bordeaux';

beforeAll(async () => {
  office = await testOffice();
  const strategist = office.as('strategist');
  const made = async (path: string, body: object): Promise<string> => {
    const answer = await strategist.post<{ id: string }>(path, body);
    expect(answer.status, answer.text).toBe(201);
    return answer.body.id;
  };
  const person = (familyName: string, sensitivity: string): Promise<string> =>
    made('/api/contacts', {
      givenName: 'Alex',
      familyName,
      sensitivity,
      positions: [{ organizationId: partner, titleFr: 'Conseil', titleEn: null, roleCode: null, validFrom: '2024-06', validTo: null, isPrimary: true, verifiedOn: null }],
    });
  const open = await person('Ouvert', 'internal');
  const hidden = await person('Réservé', 'confidential');
  const meeting = (subject: string, startsAt: string): Promise<string> =>
    made('/api/interactions', {
      subject,
      startsAt,
      organizationIds: [partner, 'org.mrif'],
      placeId: 'pl.bordeaux',
      participants: [{ side: 'theirs', contactId: hidden, isLead: true }, { side: 'theirs', contactId: open }, { side: 'ours', contactId: hidden }, { side: 'third', contactId: hidden }, { side: 'ours', userId: 'user.officer' }],
    });
  const held = await meeting('Le tramway', '2026-10-01T14:00:00Z');
  const planned = await meeting('Suite du tramway', '2026-12-01T14:00:00Z');
  const promise = (promisedBy: string, text: string): Promise<string> => made('/api/followups', { promisedBy, text, organizationId: partner, contactId: hidden, bornInId: held });
  await promise('them', 'Transmettre le plan');
  await promise('us', 'Envoyer le guide');
  const mission = await made('/api/missions', {
    titleFr: 'Mission à Bordeaux',
    startsOn: '2026-10-19',
    endsOn: '2026-10-20',
    delegates: [{ role: 'head', userId: null, contactId: hidden, labelFr: 'Direction', labelEn: null }],
    itinerary: [{ placeId: 'pl.bordeaux', startsOn: '2026-10-19', endsOn: '2026-10-20', purposeFr: null, purposeEn: null, interactionId: held }],
    organizationIds: [partner],
  });
  const one = (type: NoteOrder['subjects'][number]['type'], id: string): NoteOrder['subjects'] => [{ type, id }];
  asked = {
    'meeting, planned': { kind: 'meeting', subjects: one('interaction', planned) },
    'meeting, with a partner': { kind: 'meeting', subjects: one('organization', partner) },
    'information, of a partner': { kind: 'information', subjects: one('organization', partner) },
    'information, of an exchange': { kind: 'information', subjects: one('interaction', held) },
    'decision, of a partner': { kind: 'decision', subjects: one('organization', partner) },
    'decision, of an exchange': { kind: 'decision', subjects: one('interaction', planned) },
    'partner-sheet': { kind: 'partner-sheet', subjects: one('organization', partner) },
    'place-sheet': { kind: 'place-sheet', subjects: one('place', 'pl.bordeaux') },
    'selection, of partners': { kind: 'selection', subjects: one('organization', partner) },
    'selection, of exchanges': { kind: 'selection', subjects: [...one('interaction', held), ...one('interaction', planned)] },
    programme: { kind: 'programme', subjects: one('mission', mission) },
    'mission-book': { kind: 'mission-book', subjects: one('mission', mission) },
    'mission-report': { kind: 'mission-report', subjects: one('mission', mission) },
  };
});
afterAll(() => office.close());

const made = async (role: Role, name: string, more: Partial<NoteOrder>): Promise<DocumentTree> => {
  const answer = await office.as(role).post<DocumentTree>('/api/notes/preview?format=json', { ...asked[name], language: 'fr', ...more });
  expect(answer.status, `${name}: ${answer.text.slice(0, 200)}`).toBe(200);
  return answer.body;
};

describe('a person above the audience', () => {
  it('is named in no note, whoever makes it', async () => {
    for (const name of Object.keys(asked)) {
      const byReader = await made('reader', name, { audience: 'internal' });
      expect(JSON.stringify(byReader).includes('Réservé'), name).toBe(false);
      expect(byReader.omitted, name).toBeLessThanOrEqual(1);
    }
  });

  it('is named to those who may read it, and counted once to the others, whoever makes the note', async () => {
    for (const name of Object.keys(asked)) {
      const all = await made('strategist', name, { audience: 'confidential' });
      const internal = await made('strategist', name, { audience: 'internal' });
      const isNamed = JSON.stringify(all).includes('Réservé');
      expect(isNamed, name).toBe(name !== 'selection, of partners');
      expect(JSON.stringify(internal).includes('Réservé'), name).toBe(false);
      expect([name, all.omitted, internal.omitted]).toEqual([name, 0, isNamed ? 1 : 0]);
    }
  });

  it('is not named either where what is inside stays: no name of a person on record goes out in public', async () => {
    for (const name of Object.keys(asked).filter((one) => one.includes('of a partner'))) expect(JSON.stringify(await made('strategist', name, { audience: 'public' })), name).not.toMatch(/Réservé|Alex Ouvert/);
  });
});
