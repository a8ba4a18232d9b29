import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Contact } from '../../server/contacts/contact.schema.ts';
import { testOffice, type Office } from '../support/app.ts';

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
