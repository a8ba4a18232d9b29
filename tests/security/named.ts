/** One confidential person, named by every record that can name somebody; the records themselves are open to all. */
import { expect } from 'vitest';
import type { Interaction } from '../../server/interactions/interaction.schema.ts';
import { testOffice, type Office, type Role } from '../support/app.ts';

/** A word that is nowhere else: the person's name, title, address, and what is written beside them. */
export const mark = 'quetzalmarque';
export const partner = 'city.bordeaux';

/** The ids of the person and, by the path of their collection, of the records that name them. */
export type Named = { person: string; ids: Record<string, string[]> };

export async function make<T extends { id: string }>(office: Office, path: string, body: object, role: Role = 'strategist'): Promise<T> {
  const { status, body: made, text } = await office.as(role).post<T>(path, body);
  expect(status, `${path}: ${text}`).toBe(201);
  return made;
}

async function change(office: Office, path: string, { id }: { id: string }, body: object): Promise<void> {
  const { body: record } = await office.as('strategist').get<{ version: number }>(`${path}/${id}`);
  const { status, text } = await office.as('strategist').patch(`${path}/${id}`, record.version, body);
  expect(status, `${path}: ${text}`).toBe(200);
}

const blank = { userId: null, labelFr: null, labelEn: null };
const undated = { validFrom: null, validTo: null, bodyEn: null, userId: null };

export async function officeThatNames(): Promise<{ office: Office; named: Named }> {
  const office = await testOffice();
  const { id: person } = await make(office, '/api/contacts', {
    familyName: mark,
    givenName: 'Ada',
    sensitivity: 'confidential',
    positions: [{ organizationId: partner, titleFr: `Titre ${mark}`, titleEn: `Title ${mark}` }],
    contactPoints: [{ kind: 'email', value: `${mark}@exemple.org` }],
    acquaintances: [{ userId: 'user.officer', since: null, note: mark }],
  });
  const us = { side: 'ours', userId: 'user.officer' };
  const mission = await make(office, '/api/missions', {
    titleFr: 'Mission ouverte',
    startsOn: '2026-11-25',
    endsOn: '2026-11-28',
    organizationIds: [partner],
    delegates: [{ ...blank, role: 'head', contactId: person, labelFr: `Avec ${mark}`, labelEn: `With ${mark}` }],
  });
  await change(office, '/api/missions', mission, { delegates: [{ ...blank, role: 'head', contactId: person, labelFr: `Encore ${mark}`, labelEn: null }, { ...blank, role: 'partner', contactId: null, labelFr: 'Un invité' }] });
  const mandate = { ...undated, bodyFr: 'Bureau', role: 'chair', contactId: person };
  const session = { titleFr: 'Session', titleEn: null, startsOn: '2026-11-10', endsOn: null, placeId: null, noteFr: null, noteEn: null, attendances: [{ contactId: person, userId: null, role: 'chair' }] };
  const forum = await make<{ id: string; sessions: { id: string }[] }>(office, '/api/forums', { nameFr: 'Réseau ouvert', mandates: [{ ...mandate, holderName: mark }], sessions: [session] });
  await change(office, '/api/forums', forum, { mandates: [{ ...mandate, holderName: `Aussi ${mark}` }], sessions: [{ ...session, titleFr: 'Autre session' }] });
  const party = { organizationId: partner, signatoryId: person, signatoryName: mark, signatoryTitle: `Titre ${mark}` };
  const agreement = await make(office, '/api/agreements', { kind: 'twinning', titleFr: 'Entente ouverte', parties: [party] });
  await change(office, '/api/agreements', agreement, { parties: [{ ...party, signatoryTitle: `Autre titre ${mark}` }] });
  const { sessions } = (await office.as('strategist').get<typeof forum>(`/api/forums/${forum.id}`)).body;
  const met = { organizationIds: [partner], commitmentIds: ['vdq.learns.watch'], participants: [us, { side: 'theirs', contactId: person, isLead: true }], missionId: mission.id, forumSessionId: sessions[0]?.id };
  const held = await make<Interaction>(office, '/api/interactions', { ...met, startsAt: '2026-11-20T15:00:00Z', subject: 'Rencontre ouverte', followUps: [{ text: 'Promesse née là', contactId: person, organizationId: null }] });
  await change(office, '/api/interactions', held, { participants: [us, { side: 'theirs', contactId: person, titleFr: `Autre titre ${mark}` }, { side: 'third', name: 'Un témoin' }] });
  const planned = await make<Interaction>(office, '/api/interactions', { ...met, startsAt: '2026-11-26T15:00:00Z', subject: 'Rencontre prévue', participants: [us, { side: 'third', contactId: person }] });
  // With nobody else than the person: where partners stand, their names would.
  const alone = await make<Interaction>(office, '/api/interactions', { startsAt: '2026-11-21T14:00:00Z', subject: 'Appel ouvert', participants: [us, { side: 'theirs', contactId: person, organizationId: null }] });
  // What an invitation said of somebody who was then recognized.
  await office.db.write((tx) => tx.participant.updateMany({ where: { contactId: person }, data: { email: `${mark}@exemple.org` } }));
  const promise = await make(office, '/api/followups', { text: 'Rappeler', contactId: person, dueOn: '2026-11-18', assigneeId: 'user.officer' });
  await change(office, '/api/followups', promise, { text: 'Rappeler encore' });
  await change(office, '/api/missions', mission, { itinerary: [{ placeId: null, startsOn: null, endsOn: null, purposeFr: 'Visite', purposeEn: null, interactionId: planned.id }] });
  await office.db.write(async (tx) => {
    await tx.gift.create({ data: { direction: 'given', descriptionFr: 'Livre', exchangedOn: '2026-11-20', contactId: person, missionId: mission.id, interactionId: held.id } });
  });
  const measure = await make(office, '/api/measures', { titleFr: 'Mesure', updates: [{ period: '2026-T3', interactionId: held.id }] });
  const view = await make(office, '/api/views', { collection: 'interactions', name: 'Avec elle', query: `contact=${person}`, scope: 'team' });
  const orders = [['meeting', 'interaction', held.id], ['mission-report', 'mission', mission.id], ['partner-sheet', 'organization', partner]] as const;
  const notes = await Promise.all(
    orders.map(([kind, type, id]) => make(office, '/api/notes', { kind, subjects: [{ type, id }], language: 'both', audience: 'internal' })),
  );
  return {
    office,
    named: {
      person,
      ids: {
        '/api/contacts': [person],
        '/api/organizations': [partner],
        '/api/interactions': [held.id, planned.id, alone.id],
        '/api/followups': [promise.id, ...held.followUps.map(({ id }) => id)],
        '/api/missions': [mission.id],
        '/api/forums': [forum.id],
        '/api/agreements': [agreement.id],
        '/api/measures': [measure.id],
        '/api/views': [view.id],
        '/api/notes': notes.map(({ id }) => id),
        '/api/policy-nodes': ['vdq.learns.watch'],
        '/api/places': ['pl.bordeaux'],
        '/api/regions': ['reg.western-europe'],
        '/api/acquaintances': ['user.officer'],
        '/api/users': ['user.officer'],
      },
    },
  };
}
