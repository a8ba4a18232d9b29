/** A person above the audience is named in no note, wherever the records name them, and is counted once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DocumentTree } from '../../server/documents/tree.ts';
import type { NoteOrder } from '../../server/notes/note.schema.ts';
import { testOffice, type Office, type Role } from '../support/app.ts';
import { making } from '../support/making.ts';

let office: Office;
let asked: Record<string, Pick<NoteOrder, 'kind' | 'subjects'>>;
const partner = 'city.bordeaux';

beforeAll(async () => {
  office = await testOffice();
  const made = making(office, 'strategist');
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

describe('a meeting above the audience', () => {
  const other = 'city.namur';
  const one = (type: NoteOrder['subjects'][number]['type'], id: string): NoteOrder['subjects'] => [{ type, id }];
  let notes: [string, Pick<NoteOrder, 'kind' | 'subjects'>][];

  beforeAll(async () => {
    const strategist = office.as('strategist');
    const created = async (path: string, body: object): Promise<string> => {
      const answer = await strategist.post<{ id: string }>(path, body);
      expect(answer.status, answer.text).toBe(201);
      return answer.body.id;
    };
    const { placeId } = (await strategist.get<{ placeId: string }>(`/api/organizations/${other}`)).body;
    const person = await created('/api/contacts', {
      givenName: 'Camille',
      familyName: 'Visible',
      sensitivity: 'public',
      positions: [{ organizationId: other, titleFr: 'Échevine', titleEn: null, roleCode: null, validFrom: '2024-06', validTo: null, isPrimary: true, verifiedOn: null }],
    });
    const meet = (day: string, sensitivity: string, userId: string, more: object = {}): Promise<string> =>
      created('/api/interactions', {
        subject: 'Rencontre',
        sensitivity,
        startsAt: `${day}T14:00:00Z`,
        organizationIds: [other],
        participants: [{ side: 'theirs', contactId: person }, { side: 'ours', userId }],
        ...more,
      });
    const open = await meet('2026-09-08', 'public', 'user.officer');
    const mission = await created('/api/missions', { titleFr: 'Mission à Namur', sensitivity: 'public', startsOn: '2026-12-01', endsOn: '2026-12-02', organizationIds: [other], delegates: [{ role: 'head', userId: null, contactId: person, labelFr: null, labelEn: null }] });
    for (const [day, level] of [['2026-11-16', 'internal'], ['2026-11-17', 'confidential']] as const) {
      const hidden = await meet(day, level, 'user.administrator');
      await created('/api/followups', { promisedBy: 'them', text: 'Transmettre le relevé', sensitivity: 'public', organizationId: other, contactId: person, bornInId: hidden });
    }
    notes = [
      ['partner-sheet', { kind: 'partner-sheet', subjects: one('organization', other) }],
      ['meeting, with a partner', { kind: 'meeting', subjects: one('organization', other) }],
      ['meeting', { kind: 'meeting', subjects: one('interaction', open) }],
      ['information, of a partner', { kind: 'information', subjects: one('organization', other) }],
      ['information, of a person', { kind: 'information', subjects: one('contact', person) }],
      ['decision, of a person', { kind: 'decision', subjects: one('contact', person) }],
      ['place-sheet', { kind: 'place-sheet', subjects: one('place', placeId) }],
      ['selection', { kind: 'selection', subjects: one('contact', person) }],
      ['mission-book', { kind: 'mission-book', subjects: one('mission', mission) }],
    ];
  });

  it('is told neither by its day nor by who of ours was there', async () => {
    const told: string[] = [];
    for (const [name, asked] of notes) {
      const { status, text } = await office.as('strategist').post('/api/notes/preview?format=json', { ...asked, language: 'fr', audience: 'public' });
      expect(status, `${name}: ${text.slice(0, 200)}`).toBe(200);
      told.push(...[...text.matchAll(/1[67].novembre|Personne administrator/g)].map(([found]) => `${name}: ${found}`));
    }
    expect(told).toEqual([]);
  });

  it('is told to those who may read it', async () => {
    const { text } = await office.as('strategist').post('/api/notes/preview?format=json', { kind: 'partner-sheet', subjects: one('organization', other), language: 'fr', audience: 'confidential' });
    expect(text).toMatch(/17.novembre/);
    expect(text).toContain('Personne administrator');
  });
});
