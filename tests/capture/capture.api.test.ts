import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Capture, LexiconEntry } from '../../server/capture/capture.schema.ts';
import { lexiconOf } from '../../server/capture/lexicon.ts';
import { testOffice, today, type Office, type Role } from '../support/app.ts';

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

type Made = { id: string; version: number };
const made = async (url: string, body: object, role: Role = 'officer'): Promise<Made> => {
  const answer = await office.as(role).post<Made>(url, body);
  expect(answer.text).toContain('"id"');
  return answer.body;
};
const parse = async (text: string, role: Role = 'officer', more: object = {}): Promise<Capture> => {
  const answer = await office.as(role).post<Capture>('/api/capture/parse', { text, locale: 'fr', ...more });
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
};
const ids = (mentions: { id: string | null }[]): (string | null)[] => mentions.map(({ id }) => id);

describe('POST /api/capture/parse', () => {
  it('reads the line of the issue with the names on record', async () => {
    const capture = await parse('Hier appel @Bordeaux #patrimoine → envoyer le projet d’ici vendredi');
    expect(capture.kind.value).toBe('call');
    expect(ids(capture.organizations)).toEqual(['city.bordeaux']);
    expect(ids(capture.sectors)).toEqual(['sec.heritage']);
    expect(capture.followUps).toMatchObject([{ text: 'Envoyer le projet', promisedBy: 'us', dueOn: { value: '2026-11-27' } }]);
    expect(capture.startsAt).toMatchObject({ value: '2026-11-20T05:00:00.000Z', isAllDay: true, isSure: true });
    expect(capture.unresolved).toEqual([]);
  });

  it('stores nothing', async () => {
    const before = await office.db.reader.interaction.count();
    await parse('Lunch with the Namur delegation Nov 12 12:30, they will send the draft protocol by Dec 1');
    expect(await office.db.reader.interaction.count()).toBe(before);
  });

  it('knows an organization and a person at once, their new name at once, and no more once they are archived', async () => {
    const organization = await made('/api/organizations', { kind: 'municipality', nameFr: 'Ville de Zwolle' });
    expect(ids((await parse('Appel Zwolle hier')).organizations)).toEqual([organization.id]);
    const contact = await made('/api/contacts', { givenName: 'Wilhelmina', familyName: 'Zandvoort', positions: [{ organizationId: organization.id, titleFr: 'Mairesse', validFrom: '2025-01-01' }] });
    const capture = await parse('Rencontre avec Wilhelmina Zandvoort hier');
    expect(capture.contacts).toMatchObject([{ id: contact.id, isSure: true, organization: { id: organization.id, nameFr: 'Ville de Zwolle' } }]);

    const renamed = await office.as('officer').patch<Made>(`/api/organizations/${organization.id}`, organization.version, { nameFr: 'Ville de Deventer' });
    expect(renamed.status).toBe(200);
    expect(ids((await parse('Appel Deventer hier')).organizations)).toEqual([organization.id]);
    expect(ids((await parse('Appel Zwolle hier')).organizations)).toEqual([]);

    const archived = await office.as('officer').patch<Made>(`/api/organizations/${organization.id}`, renamed.body.version, { archived: true });
    expect(archived.status).toBe(200);
    expect(ids((await parse('Appel Deventer hier')).organizations)).toEqual([]);
  });

  it('knows what another process wrote, old dates included', async () => {
    await parse('Appel Bordeaux');
    const { default: Sqlite } = await import('better-sqlite3');
    const other = new Sqlite(office.file);
    other.prepare(`INSERT INTO "Organization" ("id", "kind", "nameFr", "sortName", "createdAt", "updatedAt") VALUES ('other.process', 'municipality', 'Ville de Ushuaia', 'ville de ushuaia', ?, ?)`)
      .run('2020-01-01T00:00:00.000+00:00', '2020-01-01T00:00:00.000+00:00');
    other.close();
    expect(ids((await parse('Appel Ushuaia hier')).organizations)).toEqual(['other.process']);
  });

  it('never names a person whom the caller may not see, as a mention, a candidate or an unknown name’s likeness', async () => {
    const hidden = await made('/api/contacts', { givenName: 'Hildegarde', familyName: 'Confidentielle', sensitivity: 'confidential' }, 'strategist');
    for (const text of ['Appel avec Hildegarde Confidentielle hier', 'Appel avec Mme Confidentielle', 'Appel avec Hildegarde Confidentiele', 'Appel @Confidentielle']) {
      const seen = await parse(text, 'strategist');
      expect(JSON.stringify(seen), text).toContain(hidden.id);
      const unseen = await office.as('officer').post('/api/capture/parse', { text, locale: 'fr' });
      expect(unseen.text, text).not.toContain(hidden.id);
      expect(ids((unseen.body as Capture).contacts), text).toEqual([]);
    }
    const own = await made('/api/contacts', { givenName: 'Ottoline', familyName: 'Restreinte', sensitivity: 'restricted' });
    expect(ids((await parse('Appel avec Ottoline Restreinte hier')).contacts)).toEqual([own.id]);
  });

  it('takes the caller’s own zone, and another where it is said', async () => {
    expect((await parse('Appel Bordeaux hier 14h')).startsAt.value).toBe('2026-11-20T19:00:00.000Z');
    expect((await parse('Appel Bordeaux hier 14h', 'officer', { timeZone: 'Europe/Paris' })).startsAt.value).toBe('2026-11-20T13:00:00.000Z');
    expect((await parse('Appel hier', 'officer', { now: '2026-03-01T12:00:00Z' })).startsAt.value).toBe('2026-02-28T05:00:00.000Z');
  });

  it('refuses an unknown zone, an unknown language and too long a text with a sentence in the caller’s language', async () => {
    const body = { text: 'Appel', locale: 'fr', timeZone: 'Europe/Bordeaux' };
    expect(await office.as('officer').post('/api/capture/parse', body)).toMatchObject({ status: 422, body: { errors: [{ pointer: '/timeZone', message: 'Ce fuseau horaire est inconnu. Exemple\u00a0: America/Toronto.' }] } });
    const english = await office.as('officer').post('/api/capture/parse', body, { 'accept-language': 'en' });
    expect(english.body).toMatchObject({ detail: 'This time zone is unknown. Example: America/Toronto.' });
    expect((await office.as('officer').post('/api/capture/parse', { text: 'Appel', locale: 'de' })).status).toBe(400);
    expect((await office.as('officer').post('/api/capture/parse', { text: 'x'.repeat(10_001), locale: 'fr' })).status).toBe(400);
    expect((await office.as('reader').post('/api/capture/parse', { text: 'Appel', locale: 'fr' })).status).toBe(403);
  });

  it('answers an empty text, and ten thousand characters', async () => {
    expect(await parse('')).toMatchObject({ kind: { value: 'meeting', span: null }, startsAt: { value: today.toISOString(), span: null }, organizations: [], subject: { value: 'Rencontre', span: null } });
    const long = 'Rencontre avec Bordeaux et Liège hier, ils enverront le projet d’ici vendredi. '.repeat(130).slice(0, 10_000);
    expect(ids((await parse(long)).organizations)).toContain('city.bordeaux');
  });
});

describe('GET /api/capture/lexicon', () => {
  type Lexicon = { items: LexiconEntry[] };
  it('gives what the caller may see: everybody of the office, areas, sectors, partners and people, the latest met first', async () => {
    await made('/api/interactions', { startsAt: '2026-11-20T15:00:00Z', subject: 'Rencontre', organizationIds: ['city.liege'] });
    const { body } = await office.as('officer').get<Lexicon>('/api/capture/lexicon');
    const count = (type: string): number => body.items.filter((one) => one.type === type).length;
    expect(count('user')).toBe(4);
    expect(count('commitment')).toBe(9);
    expect(count('sector')).toBe(28);
    expect(body.items.filter(({ type }) => type === 'organization' || type === 'contact')[0]).toMatchObject({ id: 'city.liege', lastHeldAt: '2026-11-20T15:00:00.000Z' });
    expect(body.items.map(({ id }) => id)).not.toContain('org.ville-de-quebec');
    expect(JSON.stringify(body)).not.toContain('Confidentielle');
    expect(JSON.stringify((await office.as('strategist').get<Lexicon>('/api/capture/lexicon')).body)).toContain('Confidentielle, Hildegarde');
  });

  it('gives as many partners and people as are asked for', async () => {
    const { body } = await office.as('officer').get<Lexicon>('/api/capture/lexicon?limit=3');
    expect(body.items.filter(({ type }) => type === 'organization' || type === 'contact')).toHaveLength(3);
    expect((await office.as('officer').get('/api/capture/lexicon?limit=5001')).status).toBe(400);
  });
});

describe('The lexicon of an office', () => {
  it('is filled once, whoever asks at the same time', async () => {
    const [one, other] = await Promise.all([lexiconOf(office.db, today), lexiconOf(office.db, today)]);
    expect(one).toBe(other);
  });
});
