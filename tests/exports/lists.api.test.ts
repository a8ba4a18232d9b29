import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Contact } from '../../server/contacts/contact.schema.ts';
import { testOffice, tokenOf, type Office } from '../support/app.ts';
import { partOf } from '../support/workbook.ts';

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

it('hands people and interactions over with the rows of the list, and a mission with its interactions', async () => {
  const officer = office.as('officer');
  const { body: person } = await officer.post<Contact>('/api/contacts', {
    familyName: 'Exemple',
    givenName: 'Zoé',
    contactPoints: [{ kind: 'phone', value: '418 641-6411', label: null, isPrimary: true }],
  });
  const { body: mission } = await officer.post<{ id: string }>('/api/missions', { titleFr: 'Mission d’essai', startsOn: '2026-12-01', endsOn: '2026-12-03' });
  const logged = await officer.post('/api/interactions', {
    subject: 'Préparation; la suite',
    startsAt: '2026-12-02T15:00:00Z',
    missionId: mission.id,
    participants: [{ side: 'theirs', contactId: person.id }],
  });
  expect(logged.status).toBe(201);

  const people = await officer.get('/api/contacts.csv?q=exemple');
  expect(people.text.split('\r\n').filter(Boolean)).toHaveLength(2);
  expect(people.text).toContain('Zoé Exemple');
  expect((await officer.get('/api/contacts.vcf?q=exemple')).text).toContain('TEL;VALUE=uri;TYPE=voice;PREF=1:tel:+14186416411');
  expect((await officer.get('/api/contacts.xlsx')).text.startsWith('PK')).toBe(true);
  expect((await officer.get('/api/interactions.csv')).text).toContain('"Préparation; la suite"');
  expect((await officer.get('/api/interactions.xlsx')).text.startsWith('PK')).toBe(true);

  for (const url of ['/api/interactions.ics', `/api/missions/${mission.id}.ics`]) {
    const { text, headers } = await officer.get(url);
    expect(headers['content-type']).toContain('text/calendar');
    expect(text).toContain('SUMMARY:Préparation\\; la suite');
    expect(text).toContain('DTSTART:20261202T150000Z');
  }
  expect((await officer.get(`/api/missions/${mission.id}.ics`)).text).toContain('DTEND;VALUE=DATE:20261204');
});

it('counts what is left out of a whole list only: narrowed, the number would tell of whom, or of what day, it is', async () => {
  const about = async (query: string): Promise<string> => {
    const { rawPayload } = await office.app.inject({ url: `/api/interactions.xlsx?${query}`, headers: { authorization: `Bearer ${tokenOf('reader')}`, 'accept-language': 'fr' } });
    return partOf(rawPayload, 'xl/worksheets/sheet2.xml');
  };
  const { body: person } = await office.as('administrator').post<Contact>('/api/contacts', { familyName: 'Réservé', sensitivity: 'confidential' });
  const secret = await office.as('administrator').post('/api/interactions', { subject: 'Réservé', startsAt: '2026-12-02T15:00:00Z', sensitivity: 'confidential', participants: [{ side: 'theirs', contactId: person.id }] });
  expect(secret.status, secret.text).toBe(201);
  for (const whole of ['', 'sort=-startsAt', 'status=planned', 'outsideReason=Mission']) expect(await about(whole), whole).not.toContain('non comptées');
  for (const narrow of ['q=exemple', 'from=2026-12-02&to=2026-12-02', `contact=${person.id}`, 'sensitivity=confidential', 'not.status=held']) expect(await about(narrow), narrow).toContain('non comptées dans une liste filtrée');
});

it('a web address is one line without spaces', async () => {
  const post = (website: string) => office.as('officer').post('/api/organizations', { kind: 'business', nameFr: 'Atelier', website });
  for (const website of ['https://a\r\nNOTE:injecté', 'https://a b', 'https://', 'https://a\n']) expect((await post(website)).status, website).toBe(400);
  expect((await post('https://a.example/é?b=c')).status).toBe(201);
});
