import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testOffice, userId, type Office } from '../support/app.ts';
import { meeting } from './files.ts';
import { draftOf } from './office.ts';

type Waiting = { name: string; email: string | null; count: number; interactions: { id: string }[]; organization: { id: string } | null; candidates: { id: string; name: string }[] };
type Participant = { name: string; email: string | null; contactId: string | null; isUnmatched: boolean };
type Interaction = { version: number; participants: Participant[]; organizations: { id: string }[] };

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const waiting = async (role: 'reader' | 'officer' = 'officer') => (await office.as(role).get<{ items: Waiting[]; total: number }>('/api/quarantine')).body;
const find = async (email: string) => (await waiting()).items.find((one) => one.email === email);
const get = async (id: string): Promise<Interaction> => (await office.as('administrator').get<Interaction>(`/api/interactions/${id}`)).body;
const settle = (body: Record<string, unknown>) => office.as('officer').post<{ count: number; contactId: string | null }>('/api/quarantine/settle', body);
let last = 0;
/** An invitation on which somebody of this address waits. */
const invite = (email: string, name: string, more: Record<string, string> = {}) => {
  const { 'ORGANIZER;CN=Élodie Vasseur': _organizer, ...rest } = meeting;
  return draftOf(office, { ...rest, UID: `quarantaine-${++last}`, [`ORGANIZER;CN=${name}`]: `mailto:${email}`, ...more });
};

describe('whoever waits', () => {
  it('is listed once with the drafts on which they wait, and those whose name is near', async () => {
    const near = await office.as('officer').post<{ id: string }>('/api/contacts', { givenName: 'Paul', familyName: 'Ostervald' });
    const [one, two] = [await invite('anna@ostervald.example', 'Anna Ostervald'), await invite('anna@ostervald.example', 'A. Ostervald')];
    const found = await find('anna@ostervald.example');
    expect(found).toMatchObject({ count: 2, organization: null });
    expect(found?.interactions.map(({ id }) => id).sort()).toEqual([one.id, two.id].sort());
    expect(found?.candidates).toContainEqual(expect.objectContaining({ id: near.body.id, name: 'Paul Ostervald' }));
  });

  it('is not told to whoever may not see the draft', async () => {
    await invite('secret@discret.example', 'Secrète', { CLASS: 'PRIVATE' });
    expect(await find('secret@discret.example')).toBeDefined();
    expect((await waiting('reader')).items.some(({ email }) => email === 'secret@discret.example')).toBe(false);
  });

  it('is recognized everywhere at once, and by the next invitation alone', async () => {
    const person = await office.as('officer').post<{ id: string }>('/api/contacts', { familyName: 'Reconnue', positions: [{ organizationId: 'city.namur' }] });
    const [one, two] = [await invite('r@reconnue.example', 'R.'), await invite('r@reconnue.example', 'R.')];
    const { status, body } = await settle({ email: 'r@reconnue.example', contactId: person.body.id });
    expect(status).toBe(200);
    expect(body).toEqual({ count: 2, contactId: person.body.id });
    for (const { id } of [one, two]) {
      const { participants, organizations, version } = await get(id);
      expect(participants.find(({ email }) => email === 'r@reconnue.example')).toMatchObject({ contactId: person.body.id, name: 'Reconnue', isUnmatched: false });
      expect(organizations).toEqual([expect.objectContaining({ id: 'city.namur' })]);
      expect(version).toBe(2);
    }
    const contact = await office.as('officer').get<{ contactPoints: { value: string }[] }>(`/api/contacts/${person.body.id}`);
    expect(contact.body.contactPoints.map(({ value }) => value)).toEqual(['r@reconnue.example']);
    expect((await invite('r@reconnue.example', 'R.')).unmatched).toBe(0);
    const trail = await office.as('administrator').get<{ items: { action: string }[] }>(`/api/history/interaction/${one.id}`);
    expect(trail.body.items.map(({ action }) => action)).toEqual(['update', 'create']);
  });

  it('is not there twice when they were already there', async () => {
    const person = await office.as('officer').post<{ id: string }>('/api/contacts', { familyName: 'Double', contactPoints: [{ kind: 'email', value: 'd1@double.example' }] });
    const { id } = await invite('d1@double.example', 'Double', { 'ATTENDEE;CN=Autre Double': 'mailto:d2@double.example' });
    expect((await settle({ email: 'd2@double.example', contactId: person.body.id })).status).toBe(200);
    expect((await get(id)).participants.filter(({ contactId }) => contactId === person.body.id)).toHaveLength(1);
  });

  it('is made a record to be completed, on request', async () => {
    const { id } = await invite('zelie@neuve.example', 'NEUVE, Zélie');
    const { body } = await settle({ email: 'zelie@neuve.example', create: { name: 'NEUVE, Zélie', organizationId: 'city.bordeaux' } });
    const contact = await office.as('officer').get<{ givenName: string; familyName: string; isPending: boolean; contactPoints: { value: string }[] }>(`/api/contacts/${body.contactId}`);
    expect(contact.body).toMatchObject({ givenName: 'Zélie', familyName: 'NEUVE', isPending: true, contactPoints: [{ value: 'zelie@neuve.example' }] });
    expect((await get(id)).organizations).toEqual([expect.objectContaining({ id: 'city.bordeaux' })]);
  });

  it('is put aside, and is not asked about again by the same draft', async () => {
    const email = 'liste@diffusion.example';
    const draft = await invite(email, 'Liste de diffusion');
    expect((await settle({ email, ignore: true })).body).toEqual({ count: 1, contactId: null });
    expect(await find(email)).toBeUndefined();
    const { 'ORGANIZER;CN=Élodie Vasseur': _organizer, ...rest } = meeting;
    const again = await draftOf(office, { ...rest, UID: draft.externalUid, SEQUENCE: '3', SUMMARY: 'Changé', 'ORGANIZER;CN=Liste de diffusion': `mailto:${email}` });
    expect(again).toMatchObject({ action: 'updated', unmatched: 0 });
    expect((await get(draft.id)).participants.map(({ name }) => name)).toContain('Liste de diffusion');
  });

  it('without an address is settled by name', async () => {
    const { id } = await draftOf(office, { UID: 'sans-adresse', DTSTART: '20261125T100000Z', SUMMARY: 'x', 'ATTENDEE;CN=Sans Adresse': 'urn:uuid:1' });
    expect((await settle({ name: 'sans adresse', ignore: true })).body.count).toBe(1);
    expect((await get(id)).participants[0]).toMatchObject({ isUnmatched: false });
  });
});

describe('what cannot be settled', () => {
  it.each([
    [{ email: 'x@y.example' }, 422],
    [{ email: 'x@y.example', ignore: true, contactId: 'x' }, 422],
    [{ ignore: true }, 422],
    [{ email: 'personne@nulle-part.example', ignore: true }, 404],
    [{ email: 'x@y.example', ignore: false }, 400],
  ])('is refused: %j', async (body, status) => {
    expect((await settle(body)).status).toBe(status);
  });

  it('is a person whom the caller may not see', async () => {
    const hidden = await office.as('administrator').post<{ id: string }>('/api/contacts', { familyName: 'Caché', sensitivity: 'confidential' });
    const { id } = await invite('cache@cache.example', 'Caché');
    expect((await settle({ email: 'cache@cache.example', contactId: hidden.body.id })).status).toBe(422);
    expect((await get(id)).version).toBe(1);
  });

  it('is somebody on a draft that the caller may not see: it stays as it was', async () => {
    const [seen, unseen] = [await invite('deux@vues.example', 'Deux Vues'), await invite('deux@vues.example', 'Deux Vues')];
    await office.db.write((tx) => tx.interaction.update({ where: { id: unseen.id }, data: { sensitivity: 'confidential', createdById: userId('administrator') } }));
    expect((await settle({ email: 'deux@vues.example', ignore: true })).body.count).toBe(1);
    expect((await get(seen.id)).participants.some(({ isUnmatched }) => isUnmatched)).toBe(false);
    expect((await get(unseen.id)).participants.some(({ isUnmatched }) => isUnmatched)).toBe(true);
  });
});
