import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Interaction } from '../../server/interactions/interaction.schema.ts';
import { testOffice, today, type Office, type Role } from '../support/app.ts';

let office: Office;
let serial = 0;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const later = (minutes: number): Date => new Date(today.getTime() + minutes * 60_000);
type Logged = { interaction: Interaction; organization: string; contact: string };

/** A meeting with a city and a person that nobody knew, and two promises. */
async function logged(): Promise<Logged> {
  office.at(today);
  serial += 1;
  const answer = await office.as('officer').post<Interaction>('/api/interactions', {
    startsAt: '2026-11-20T15:00:00.000Z',
    subject: `Accueil ${serial}`,
    organizationIds: ['city.bordeaux', 'new:ville'],
    newOrganizations: [{ ref: 'new:ville', nameFr: `Ville nouvelle ${serial}` }],
    newContacts: [{ ref: 'new:anna', name: `Anna Nouvelle${serial}`, organizationId: 'new:ville' }],
    participants: [{ side: 'theirs', contactId: 'new:anna' }],
    followUps: [{ text: 'Envoyer le guide', organizationId: 'new:ville', contactId: 'new:anna' }, { text: 'Écrire', promisedBy: 'them' }],
  });
  expect(answer.status, answer.text).toBe(201);
  const interaction = answer.body;
  const organization = interaction.organizations.find(({ id }) => id !== 'city.bordeaux')?.id ?? '';
  return { interaction, organization, contact: interaction.participants[0]?.contactId ?? '' };
}
const withdraw = (id: string, body: object = {}, role: Role = 'officer') => office.as(role).post<Interaction & { detail: string }>(`/api/interactions/${id}/withdraw`, body);
const state = async ({ interaction, organization, contact }: Logged) => ({
  interaction: (await office.db.reader.interaction.findUniqueOrThrow({ where: { id: interaction.id } })).archivedAt !== null,
  followUps: (await office.db.reader.followUp.findMany({ where: { bornInId: interaction.id } })).map(({ archivedAt }) => archivedAt !== null),
  organization: (await office.db.reader.organization.findUniqueOrThrow({ where: { id: organization } })).archivedAt !== null,
  contact: (await office.db.reader.contact.findUniqueOrThrow({ where: { id: contact } })).archivedAt !== null,
});
const gone = { interaction: true, followUps: [true, true], organization: true, contact: true };
const there = { interaction: false, followUps: [false, false], organization: false, contact: false };
const searched = async (q: string) => (await office.as('officer').get<{ items: unknown[] }>(`/api/interactions?q=${encodeURIComponent(q)}`)).body.items.length;

describe('withdrawing', () => {
  it('takes away all that the same write made, in one go, with its events, and gives it back', async () => {
    const one = await logged();
    const before = await office.db.reader.organization.findUniqueOrThrow({ where: { id: 'city.bordeaux' } });
    const events = await office.db.reader.auditEvent.count();
    office.at(later(14));
    const answer = await withdraw(one.interaction.id);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body.archivedAt).not.toBeNull();
    expect(await state(one)).toEqual(gone);
    expect(await searched(one.interaction.subject)).toBe(0);
    const archived = await office.db.reader.auditEvent.findMany({ where: { action: 'archive', at: later(14) }, orderBy: { id: 'asc' } });
    expect(archived.map(({ recordType }) => recordType).sort()).toEqual(['contact', 'followup', 'followup', 'interaction', 'organization']);
    expect(new Set(archived.map(({ requestId }) => requestId)).size).toBe(1);
    const after = await office.db.reader.organization.findUniqueOrThrow({ where: { id: 'city.bordeaux' } });
    expect(after.archivedAt).toBeNull();
    expect(after.openFollowUps).toBe(before.openFollowUps - 1);
    expect(after.lastHeldAt).toBeNull();

    expect((await withdraw(one.interaction.id)).body.version).toBe(answer.body.version);
    expect(await office.db.reader.auditEvent.count()).toBe(events + 5);

    office.at(later(20));
    const restored = await withdraw(one.interaction.id, { restore: true });
    expect(restored.status, restored.text).toBe(200);
    expect(restored.body.followUps).toHaveLength(2);
    expect(await state(one)).toEqual(there);
    expect(await searched(one.interaction.subject)).toBe(1);
    expect((await withdraw(one.interaction.id, { restore: true })).body.version).toBe(restored.body.version);
    await office.as('officer').patch(`/api/interactions/${one.interaction.id}`, restored.body.version, { archived: true });
  });

  it('leaves a pending organization that something else uses in the meantime, and a person too', async () => {
    const one = await logged();
    office.at(later(2));
    await office.as('strategist').post('/api/interactions', { startsAt: '2026-11-20T18:00:00.000Z', subject: 'Autre rencontre', organizationIds: [one.organization] });
    await withdraw(one.interaction.id);
    expect(await state(one)).toEqual({ ...gone, organization: false });
    const other = await logged();
    await office.as('strategist').post('/api/followups', { text: 'Rappeler', contactId: other.contact });
    await withdraw(other.interaction.id);
    // The city stays with the person who stays: it is where they work.
    expect(await state(other)).toEqual({ ...gone, contact: false, organization: false });
  });

  it('leaves what somebody has completed meanwhile', async () => {
    const one = await logged();
    const { version } = await office.db.reader.organization.findUniqueOrThrow({ where: { id: one.organization } });
    expect((await office.as('strategist').patch(`/api/organizations/${one.organization}`, version, { isPending: false })).status).toBe(200);
    await withdraw(one.interaction.id);
    expect(await state(one)).toEqual({ ...gone, organization: false });
    await withdraw(one.interaction.id, { restore: true });
    expect(await state(one)).toEqual(there);
  });

  it('gives back only what went with it', async () => {
    const one = await logged();
    office.at(later(1));
    const [first] = one.interaction.followUps;
    await office.as('officer').patch(`/api/followups/${first?.id}`, first?.version ?? 0, { archived: true });
    office.at(later(2));
    await withdraw(one.interaction.id);
    await withdraw(one.interaction.id, { restore: true });
    const rows = await office.db.reader.followUp.findMany({ where: { bornInId: one.interaction.id } });
    expect(rows.filter(({ archivedAt }) => archivedAt !== null).map(({ id }) => id)).toEqual([first?.id]);
  });

  it('is for who logged it, within fifteen minutes, and says so', async () => {
    const one = await logged();
    const stranger = await withdraw(one.interaction.id, {}, 'administrator');
    expect(stranger.status).toBe(409);
    expect(stranger.body.detail).toContain('a consigné');
    expect((await withdraw(one.interaction.id, {}, 'reader')).status).toBe(403);
    expect((await withdraw('none')).status).toBe(404);
    office.at(later(16));
    const late = await withdraw(one.interaction.id);
    expect(late.status).toBe(409);
    expect(late.body.detail).toMatch(/15\sminutes/);
    expect(await state(one)).toEqual(there);
    office.at(later(15));
    expect((await withdraw(one.interaction.id)).status).toBe(200);
    office.at(later(31));
    expect((await withdraw(one.interaction.id, { restore: true })).status).toBe(409);
    expect(await state(one)).toEqual(gone);
  });

  it('is hidden where the interaction is', async () => {
    office.at(today);
    const hidden = await office.as('strategist').post<Interaction>('/api/interactions', { startsAt: '2026-11-20T15:00:00.000Z', subject: 'Secret', sensitivity: 'confidential', organizationIds: ['city.bordeaux'] });
    expect((await withdraw(hidden.body.id)).status).toBe(404);
  });
});
