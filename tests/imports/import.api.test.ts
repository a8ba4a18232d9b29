import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testOffice, userId, type Office } from '../support/app.ts';
import { calendar, letter, mail, meeting, strangers } from './files.ts';
import { draftOf, formOf, send, type Imported } from './office.ts';

type Participant = { name: string; side: string; email: string | null; isUnmatched: boolean; contactId: string | null; userId: string | null; organization: { id: string } | null };
type Interaction = {
  id: string;
  version: number;
  status: string;
  subject: string;
  startsAt: string;
  location: string | null;
  summary: string | null;
  sensitivity: string;
  captureSource: string;
  kind: string;
  organizations: { id: string }[];
  commitments: { id: string }[];
  participants: Participant[];
};

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const get = async (id: string): Promise<Interaction> => (await office.as('administrator').get<Interaction>(`/api/interactions/${id}`)).body;
const countOf = (uid: string) => office.db.reader.interaction.count({ where: { externalUid: uid } });
const history = async (id: string) =>
  (await office.as('administrator').get<{ items: { action: string; changes: Record<string, unknown> }[] }>(`/api/history/interaction/${id}`)).body.items;
let last = 0;
const invitation = (more: Record<string, string> = {}) =>
  ({ ...meeting, UID: `essai-${++last}@mairie.example`, ...more }) as Record<string, string> & { UID: string };

describe('one draft throughout', () => {
  it('is made once of ten copies, brought up to date, and called off', async () => {
    const event = invitation();
    const first = await draftOf(office, event);
    expect(first).toMatchObject({ action: 'created', externalUid: event.UID, subject: 'Échange sur le patrimoine' });
    expect(await get(first.id)).toMatchObject({ status: 'draft', version: 1, captureSource: 'calendar', kind: 'meeting', location: 'Hôtel de ville' });
    for (let copy = 2; copy <= 10; copy++) expect(await draftOf(office, event)).toMatchObject({ id: first.id, action: 'unchanged' });
    expect((await get(first.id)).version).toBe(1);

    // What people add is theirs, whatever the invitation says next.
    const added = await office.as('officer').patch<Interaction>(`/api/interactions/${first.id}`, 1, {
      summary: 'À préparer : le bilan',
      commitmentIds: ['vdq.learns.watch'],
      organizationIds: ['city.bordeaux'],
    });
    expect(added.status).toBe(200);
    const promise = await office.as('officer').post('/api/followups', { text: 'Envoyer le bilan', bornInId: first.id });
    expect(promise.status).toBe(201);
    const moved = { ...event, SEQUENCE: '1', DTSTAMP: '20261110T100000Z', LOCATION: 'Palais Rohan', SUMMARY: 'Échange sur le patrimoine bâti', 'DTSTART;TZID=Europe/Paris': '20261126T140000', 'DTEND;TZID=Europe/Paris': '20261126T150000' };
    expect(await draftOf(office, moved)).toMatchObject({ id: first.id, action: 'updated' });
    expect(await get(first.id)).toMatchObject({
      version: 3,
      status: 'draft',
      startsAt: '2026-11-26T13:00:00.000Z',
      location: 'Palais Rohan',
      subject: 'Échange sur le patrimoine bâti',
      summary: 'À préparer : le bilan',
      commitments: [{ id: 'vdq.learns.watch' }],
      followUps: [{ text: 'Envoyer le bilan' }],
    });
    expect((await get(first.id)).organizations).toContainEqual(expect.objectContaining({ id: 'city.bordeaux' }));

    const older = await draftOf(office, event);
    expect(older).toMatchObject({ action: 'unchanged', notices: ['Une copie plus ancienne que celle qui est déjà là\u00a0: rien n’a changé.'] });

    expect(await draftOf(office, { ...moved, SEQUENCE: '2' }, { method: 'CANCEL' })).toMatchObject({ id: first.id, action: 'cancelled' });
    expect(await draftOf(office, { ...moved, SEQUENCE: '2' }, { method: 'CANCEL' })).toMatchObject({ id: first.id, action: 'unchanged' });
    expect((await get(first.id)).status).toBe('cancelled');
    expect(await countOf(event.UID)).toBe(1);
    const events = await history(first.id);
    expect(events.map(({ action }) => action)).toEqual(['update', 'update', 'update', 'create']);
    expect(events[0]?.changes).toMatchObject({ status: ['draft', 'cancelled'] });
    expect(events[1]?.changes).toMatchObject({ location: ['Hôtel de ville', 'Palais Rohan'] });
  });

  it('is reopened when the organizer sends it again', async () => {
    const event = invitation();
    const { id } = await draftOf(office, event);
    await draftOf(office, { ...event, SEQUENCE: '1' }, { method: 'CANCEL' });
    expect(await draftOf(office, { ...event, SEQUENCE: '2', DTSTAMP: '20261112T100000Z' })).toMatchObject({ id, action: 'updated' });
    expect((await get(id)).status).toBe('draft');
  });

  it('does not change for a copy that only bears a later stamp', async () => {
    const event = invitation();
    const { id } = await draftOf(office, event);
    expect(await draftOf(office, { ...event, DTSTAMP: '20261115T100000Z' })).toMatchObject({ id, action: 'unchanged', notices: [] });
    expect((await get(id)).version).toBe(1);
  });

  it('leaves alone what has taken place', async () => {
    const event = invitation({ 'DTSTART;TZID=Europe/Paris': '20261119T100000', 'DTEND;TZID=Europe/Paris': '20261119T113000' });
    const { id } = await draftOf(office, event);
    await office.as('officer').patch(`/api/interactions/${id}`, 1, { status: 'held', organizationIds: ['city.bordeaux'] });
    expect(await draftOf(office, { ...event, SEQUENCE: '1' }, { method: 'CANCEL' })).toMatchObject({
      action: 'unchanged',
      notices: ['L’invitation a été annulée, mais l’échange a déjà eu lieu\u00a0: il reste tel quel.'],
    });
    expect(await draftOf(office, { ...event, SEQUENCE: '1', LOCATION: 'Ailleurs' })).toMatchObject({
      action: 'unchanged',
      notices: ['L’invitation a changé, mais l’échange a déjà eu lieu\u00a0: il reste tel quel.'],
    });
    expect(await get(id)).toMatchObject({ status: 'held', location: 'Hôtel de ville' });
  });

  it('is one when the same file comes several times at once', async () => {
    const event = invitation();
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(office, { 'a.ics': calendar(event) })));
    const actions = answers.flatMap(({ body }) => body.drafts.map(({ action }) => action));
    expect(actions.filter((action) => action === 'created')).toHaveLength(1);
    expect(actions.filter((action) => action === 'unchanged')).toHaveLength(7);
    expect(await countOf(event.UID)).toBe(1);
  });

  it('is given again by its Idempotency-Key, which another file cannot take', async () => {
    const event = invitation();
    const key = { 'idempotency-key': `cle-${event.UID}` };
    const first = await send(office, { 'a.ics': calendar(event) }, 'officer', key);
    const again = await send(office, { 'a.ics': calendar(event) }, 'officer', key);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
    const other = await send(office, { 'a.ics': calendar(invitation()) }, 'officer', key);
    expect(other.status).toBe(409);
  });
});

describe('a batch', () => {
  it('goes on past a file that cannot be taken', async () => {
    const [one, two] = [invitation(), invitation()];
    const { status, body } = await send(office, { 'un.ics': calendar(one), 'budget.ics': strangers.pdf, 'deux.msg': calendar(two), 'lettre.eml': mail(letter, 'Bonjour') });
    expect(status).toBe(200);
    expect(body.drafts.map(({ file, action }) => [file, action])).toEqual([['un.ics', 'created'], ['deux.msg', 'created'], ['lettre.eml', 'created']]);
    expect(body.refused).toEqual([
      { file: 'budget.ics', reason: 'C’est un document PDF, quel que soit son nom. Il faut une invitation (.ics, .msg) ou un courriel (.eml, .msg).' },
    ]);
    expect(await get(body.drafts[2]?.id ?? '')).toMatchObject({ kind: 'email', captureSource: 'mail', summary: 'Bonjour', status: 'draft' });
  });

  it('says each reason in the language of the caller', async () => {
    const { body } = await send(office, { 'vide.ics': '', 'notes.eml': strangers.text, 'winmail.dat': strangers.tnef }, 'officer', { 'accept-language': 'en' });
    expect(body.refused.map(({ reason }) => reason)).toEqual([
      'This file is empty.',
      'This text is neither an invitation nor an email. Add an .ics, .eml or .msg file.',
      'This is a “winmail.dat”, an attachment of Outlook’s own. Open the message in Outlook and save it as .msg, or ask for the invitation as .ics.',
    ]);
  });

  it('refuses a cancellation of nothing, and a fifty-first file', async () => {
    const { body } = await send(office, { 'annulation.ics': calendar(invitation(), { method: 'CANCEL' }) });
    expect(body.refused[0]?.reason).toBe('Cette annulation porte sur une invitation qui n’est pas dans Passerelle\u00a0: il n’y a rien à annuler.');
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`${index}.ics`, '']));
    const answer = await send(office, many);
    expect(answer.body.refused).toHaveLength(51);
    expect(answer.body.refused[50]?.reason).toBe('Cinquante fichiers au plus à la fois\u00a0: ajoutez celui-ci dans un second envoi.');
  });

  it.each([
    ['nothing at all', undefined, 415],
    ['JSON', { files: [] }, 415],
    ['a form without a file', new FormData(), 422],
  ])('is refused when it is %s', async (_, body, status) => {
    const answer = await office.as('officer').post('/api/interactions/import', body);
    expect(answer.status, answer.text).toBe(status);
    expect(String(answer.headers['content-type'])).toContain('application/problem+json');
  });

  it('that stops in the middle is said to have stopped', async () => {
    const answer = await office.app.inject({
      method: 'POST',
      url: '/api/interactions/import',
      headers: { authorization: 'Bearer test-token-officer', 'content-type': 'multipart/form-data; boundary=x', 'accept-language': 'fr' },
      payload: '--x\r\nContent-Disposition: form-data; name="files"; filename="a.ics"\r\n\r\nBEGIN:VCAL',
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ detail: 'L’envoi s’est interrompu avant la fin. Recommencez.' });
  });

  it('from another site is refused', async () => {
    const answer = await office.anonymous().post('/api/interactions/import', formOf({ 'a.ics': calendar(invitation()) }), { 'sec-fetch-site': 'cross-site' });
    expect(answer.status).toBe(401);
    const signedIn = await office.as('reader').post('/api/interactions/import', formOf({ 'a.ics': calendar(invitation()) }));
    expect(signedIn.status).toBe(403);
  });
});

it('lets a file of 50 MB through unread, and takes the one after it', async () => {
  const address = await office.app.listen({ port: 0, host: '127.0.0.1' });
  expect(address).toContain('127.0.0.1');
  const { port } = office.app.server.address() as AddressInfo;
  const event = invitation();
  const head = (name: string) => `--x\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\n\r\n`;
  const answer = await new Promise<Imported>((resolve, reject) => {
    const sent = httpRequest(
      { port, method: 'POST', path: '/api/interactions/import', headers: { authorization: 'Bearer test-token-officer', 'accept-language': 'fr', 'content-type': 'multipart/form-data; boundary=x' } },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part)).on('end', () => resolve(JSON.parse(text) as Imported));
      },
    );
    sent.on('error', reject);
    const write = async () => {
      sent.write(head('archive.ics'));
      const megabyte = Buffer.alloc(1024 * 1024, 'BEGIN:VCALENDAR\r\n');
      for (let count = 0; count < 50; count++) if (!sent.write(megabyte)) await new Promise((drained) => sent.once('drain', drained));
      sent.end(`\r\n${head('invitation.ics')}${calendar(event)}\r\n--x--\r\n`);
    };
    write().catch(reject);
  });
  expect(answer.refused).toEqual([{ file: 'archive.ics', reason: 'Ce fichier dépasse 10 Mo. Enregistrez l’invitation seule, sans ses pièces jointes, puis ajoutez-la de nouveau.' }]);
  expect(answer.drafts).toMatchObject([{ file: 'invitation.ics', action: 'created', externalUid: event.UID }]);
}, 30_000);

describe('who is who', () => {
  it('is known by address, by a name that is only theirs, or waits', async () => {
    const admin = office.as('administrator');
    const person = await admin.post<{ id: string }>('/api/contacts', {
      givenName: 'Élodie',
      familyName: 'Vasseur',
      contactPoints: [{ kind: 'email', value: 'elodie.vasseur@mairie.example' }],
      positions: [{ organizationId: 'city.bordeaux', titleFr: 'Directrice' }],
    });
    const named = await admin.post<{ id: string }>('/api/contacts', { givenName: 'Zoé', particle: 'de', familyName: 'La Ribeyre' });
    await admin.post('/api/contacts', { givenName: 'Luc', familyName: 'Homonyme' });
    await admin.post('/api/contacts', { givenName: 'Luc', familyName: 'Homonyme' });
    await admin.post('/api/organizations', { kind: 'business', nameFr: 'Atelier du Fleuve', website: 'https://www.atelier-du-fleuve.example/fr' });
    const { id, unmatched } = await draftOf(office, invitation({
      'ATTENDEE;CN="DE LA RIBEYRE, Zoé (Mairie)"': 'mailto:zoe@ailleurs.example',
      'ATTENDEE;CN=Luc Homonyme': 'mailto:luc@atelier-du-fleuve.example',
      'ATTENDEE;CN=Inconnue Totale': 'mailto:inconnue@gmail.com',
      'ATTENDEE;CUTYPE=RESOURCE;CN=Projecteur': 'mailto:projecteur@mairie.example',
    }));
    expect(unmatched).toBe(2);
    const { participants, organizations } = await get(id);
    const by = (email: string) => participants.find((one) => one.email === email);
    expect(participants).toHaveLength(5);
    expect(by('elodie.vasseur@mairie.example')).toMatchObject({ side: 'theirs', contactId: person.body.id, organization: { id: 'city.bordeaux' }, isUnmatched: false });
    expect(by('officer@test.example')).toMatchObject({ side: 'ours', userId: userId('officer') });
    expect(by('zoe@ailleurs.example')).toMatchObject({ contactId: named.body.id, isUnmatched: false });
    expect(by('luc@atelier-du-fleuve.example')).toMatchObject({ contactId: null, isUnmatched: true, organization: { nameFr: 'Atelier du Fleuve' } });
    expect(by('inconnue@gmail.com')).toMatchObject({ contactId: null, isUnmatched: true, organization: null });
    expect(organizations).toHaveLength(2);
    expect(await office.db.reader.contact.count({ where: { familyName: 'Totale' } })).toBe(0);
  });

  it('does not tell of somebody whom the caller may not see', async () => {
    await office.as('administrator').post('/api/contacts', {
      familyName: 'Discret',
      sensitivity: 'confidential',
      contactPoints: [{ kind: 'email', value: 'discret@mairie.example' }],
    });
    const { id } = await draftOf(office, invitation({ 'ATTENDEE;CN=Discret': 'mailto:discret@mairie.example' }));
    expect((await get(id)).participants.find(({ email }) => email === 'discret@mairie.example')).toMatchObject({ contactId: null, isUnmatched: true });
  });

  it('follows the invitation, and keeps whom people added', async () => {
    const event = invitation({ 'ATTENDEE;CN=Part Ici': 'mailto:part@ici.example' });
    const { id } = await draftOf(office, event);
    const before = await get(id);
    const kept = before.participants.map(({ name, side, contactId, userId: user }) => ({ name, side, contactId, userId: user }));
    await office.as('officer').patch(`/api/interactions/${id}`, 1, { participants: [...kept, { side: 'third', name: 'Interprète' }] });
    const { 'ATTENDEE;CN=Part Ici': _gone, ...others } = event;
    await draftOf(office, { ...others, SEQUENCE: '1', 'ATTENDEE;CN=Nouvelle Venue': 'mailto:nouvelle@ici.example' });
    const names = (await get(id)).participants.map(({ name }) => name);
    expect(names).toContain('Interprète');
    expect(names).toContain('Nouvelle Venue');
    expect(names).not.toContain('Part Ici');
  });
});

describe('what is private', () => {
  it('is a restricted draft, which whoever may not see it can neither read nor replace', async () => {
    const event = invitation({ CLASS: 'PRIVATE' });
    const { id } = await draftOf(office, event);
    expect((await get(id)).sensitivity).toBe('restricted');
    expect((await office.as('reader').get(`/api/interactions/${id}`)).status).toBe(404);
    await office.db.write((tx) => tx.interaction.update({ where: { id }, data: { sensitivity: 'confidential', createdById: userId('administrator') } }));
    const { body, text } = await send(office, { 'a.ics': calendar({ ...event, SEQUENCE: '4', SUMMARY: 'Vol' }) });
    expect(body).toEqual({ drafts: [], refused: [{ file: 'a.ics', reason: 'Cette invitation ne peut pas être ajoutée depuis votre compte.' }] });
    expect(text).not.toContain(id);
    expect((await get(id)).subject).toBe('Échange sur le patrimoine');
  });
});

it('lets a draft that names only us be put away, and asks with whom before it is said to have taken place', async () => {
  const { 'ORGANIZER;CN=Élodie Vasseur': _organizer, ...ours } = invitation({ 'DTSTART;TZID=Europe/Paris': '20261119T100000', 'DTEND;TZID=Europe/Paris': '20261119T113000' });
  const { id } = await draftOf(office, ours);
  expect((await office.as('officer').patch(`/api/interactions/${id}`, 1, { status: 'held' })).status).toBe(422);
  expect((await office.as('officer').patch(`/api/interactions/${id}`, 1, { status: 'cancelled' })).status).toBe(200);
});
