import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { calendarEnd, calendarStart, interactionEvent, missionEvent } from '../../server/exports/calendar.rules.ts';
import { contactCard, organizationCard, type Card } from '../../server/exports/vcard.rules.ts';
import type { InteractionItem } from '../../server/interactions/interaction.schema.ts';

type Property = { name: string; parameters: Record<string, string>; value: unknown };
/** What an independent reader finds on a card, or in an event. */
const propertiesOf = (component: InstanceType<typeof ICAL.Component>): Property[] =>
  component.getAllProperties().map((property) => {
    const [name, parameters, , value] = property.toJSON() as [string, Record<string, string>, string, unknown];
    return { name, parameters, value };
  });
const cardOf = (text: string): Property[] => propertiesOf(new ICAL.Component(ICAL.parse(text) as unknown[]));
const valueOf = (properties: Property[], name: string): unknown => properties.find((one) => one.name === name)?.value;

const hard = 'Émile « & <co> »; l’œuvre, à suivre\\ 😀 עברית';
const person: Card = {
  id: '01a20386-e0ac-70bb-a580-b347bceff302',
  name: `Zoé ${hard}`,
  givenName: 'Zoé',
  familyName: hard,
  nativeName: '王士理',
  prefix: 'Mme',
  position: { titleFr: 'Directrice; affaires, et cie', titleEn: 'Director', organization: { nameFr: 'Ville d’Exemple', nameEn: 'City of Example' } },
  languages: ['fr', 'en-CA'],
  points: [
    { kind: 'email', value: 'zoe@exemple.org', isPrimary: true },
    { kind: 'phone', value: '+14186416411', isPrimary: false },
    { kind: 'mobile', value: '+14185550000', isPrimary: false },
    { kind: 'web', value: 'https://exemple.org/a,b;c', isPrimary: false },
    { kind: 'web', value: 'exemple', isPrimary: false },
    { kind: 'postal', value: '2, rue des Jardins', isPrimary: false },
  ],
  updatedAt: '2026-11-21T15:00:00.000Z',
};

describe('a person’s card', () => {
  it('is read by another program with every field as it was', () => {
    const card = cardOf(contactCard(person, 'fr'));
    expect(valueOf(card, 'version')).toBe('4.0');
    expect(valueOf(card, 'uid')).toBe(`urn:uuid:${person.id}`);
    expect(valueOf(card, 'fn')).toBe(person.name);
    expect(valueOf(card, 'n')).toEqual([hard, 'Zoé', '', 'Mme', '']);
    expect(valueOf(card, 'nickname')).toBe('王士理');
    expect(valueOf(card, 'org')).toBe('Ville d’Exemple');
    expect(valueOf(card, 'title')).toBe('Directrice; affaires, et cie');
    expect(card.filter(({ name }) => name === 'lang').map(({ value }) => value)).toEqual(['fr', 'en-CA']);
    expect(card.filter(({ name }) => name === 'tel').map(({ value, parameters }) => [value, parameters['type']])).toEqual([['tel:+14186416411', 'voice'], ['tel:+14185550000', 'cell']]);
    expect(card.filter(({ name }) => name === 'email')).toMatchObject([{ value: 'zoe@exemple.org', parameters: { pref: '1' } }]);
    expect(card.filter(({ name }) => name === 'url').map(({ value }) => value)).toEqual(['https://exemple.org/a,b;c']);
    expect(valueOf(card, 'rev')).toBe('2026-11-21T15:00:00Z');
  });

  it('is in the language of whoever asks, and says nothing of what is not known', () => {
    expect(valueOf(cardOf(contactCard(person, 'en')), 'title')).toBe('Director');
    const bare = contactCard({ ...person, id: 'demo.person', givenName: null, nativeName: null, prefix: '', position: null, languages: [], points: [] }, 'fr');
    expect(cardOf(bare).map(({ name }) => name)).toEqual(['version', 'kind', 'uid', 'fn', 'n', 'rev']);
    expect(bare).toContain('UID;VALUE=text:passerelle-contact-demo.person\r\n');
  });
});

it('an organization’s card has its place and its country', () => {
  const card = cardOf(
    organizationCard({ id: 'city.bordeaux', nameFr: hard, nameEn: null, acronym: 'B; M', website: 'https://bordeaux.fr', place: { nameFr: 'Bordeaux', nameEn: null }, countryCode: 'FR', updatedAt: person.updatedAt }, 'en'),
  );
  expect(valueOf(card, 'kind')).toBe('org');
  expect(valueOf(card, 'fn')).toBe(hard);
  expect(valueOf(card, 'nickname')).toBe('B; M');
  expect(valueOf(card, 'adr')).toEqual(['', '', '', 'Bordeaux', '', '', 'France']);
});

it('nothing that was typed begins a line of a card', () => {
  const website = 'https://exemple.org\r\nNOTE:injecté\u0085X:y';
  const organization = organizationCard({ id: 'o', nameFr: 'Ville\r\nNOTE:a', nameEn: null, acronym: null, website, place: null, countryCode: null, updatedAt: person.updatedAt }, 'fr');
  const points = ['email', 'phone', 'web', 'social'].map((kind) => ({ kind, value: website, isPrimary: true }));
  const contact = contactCard({ ...person, name: 'Zoé\nNOTE:a', languages: ['fr\r\nNOTE:a'], points }, 'fr');
  for (const card of [organization, contact]) expect(card).not.toMatch(/^(NOTE|X):/m);
  expect(valueOf(cardOf(organization), 'url')).toBe('https://exemple.orgNOTE:injectéX:y');
});

const meeting = {
  id: 'i.1', version: 3, status: 'held', startsAt: '2026-12-02T15:00:00.000Z', endsAt: '2026-12-02T16:30:00.000Z', isAllDay: false, timeZone: 'Europe/Paris',
  subject: `${hard}\nsuite`, location: 'Hôtel de ville, salle 2', organizations: [{ id: 'o', nameFr: 'Ville; d’Exemple', nameEn: null }], updatedAt: '2026-11-21T15:00:00.000Z',
} as unknown as InteractionItem;

function eventsOf(...events: string[]): Property[][] {
  const text = [calendarStart('Échanges', 'fr'), ...events, calendarEnd].join('');
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return calendar.getAllSubcomponents('vevent').map(propertiesOf);
}

describe('a calendar', () => {
  it('is read by another program with every field as it was', () => {
    const [event = []] = eventsOf(interactionEvent(meeting, 'fr'));
    expect(Object.fromEntries(event.map(({ name, value }) => [name, value]))).toEqual({
      uid: 'interaction-i.1@passerelle', dtstamp: '2026-11-21T15:00:00Z', 'last-modified': '2026-11-21T15:00:00Z', sequence: 3,
      dtstart: '2026-12-02T15:00:00Z', dtend: '2026-12-02T16:30:00Z', summary: `${hard}\nsuite`, location: 'Hôtel de ville, salle 2', description: 'Ville; d’Exemple', status: 'CONFIRMED',
    });
  });

  it('has whole days where they took place, and an hour where no end is known', () => {
    // Midnight in Paris, which is another day in UTC.
    const days = { ...meeting, isAllDay: true, startsAt: '2026-12-01T23:00:00.000Z', endsAt: '2026-12-03T22:59:00.000Z' };
    const [whole = [], open = [], cancelled = []] = eventsOf(interactionEvent(days, 'fr'), interactionEvent({ ...meeting, endsAt: meeting.startsAt }, 'fr'), interactionEvent({ ...meeting, status: 'cancelled' }, 'fr'));
    expect([valueOf(whole, 'dtstart'), valueOf(whole, 'dtend')]).toEqual(['2026-12-02', '2026-12-04']);
    expect(valueOf(open, 'dtend')).toBe('2026-12-02T16:00:00Z');
    expect(valueOf(cancelled, 'status')).toBe('CANCELLED');
  });

  it.each([
    ['2026-12-01', '2026-12-03', ['2026-12-01', '2026-12-04']],
    ['2026-02', null, ['2026-02-01', '2026-03-01']],
    [null, '2026', ['2026-01-01', '2027-01-01']],
    ['2026-05-10', '2026-04-30', ['2026-05-10', '2026-05-11']],
  ])('shows a mission from %s to %s as whole days', (startsOn, endsOn, expected) => {
    const [event = []] = eventsOf(missionEvent({ id: 'm', version: 1, status: 'planned', titleFr: 'Mission', titleEn: null, startsOn, endsOn, updatedAt: meeting.updatedAt, places: [{ nameFr: 'Lyon', nameEn: null }] }, 'fr'));
    expect([valueOf(event, 'dtstart'), valueOf(event, 'dtend')]).toEqual(expected);
    expect(valueOf(event, 'location')).toBe('Lyon');
  });

  it('leaves out a mission without a date', () => {
    expect(missionEvent({ id: 'm', version: 1, status: 'idea', titleFr: 'Idée', titleEn: null, startsOn: null, endsOn: null, updatedAt: meeting.updatedAt, places: [] }, 'fr')).toBe('');
  });
});
