import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Contact } from '../../server/contacts/contact.schema.ts';
import type { Interaction, InteractionItem } from '../../server/interactions/interaction.schema.ts';
import type { Organization } from '../../server/organizations/organization.schema.ts';
import { testOffice, type Office } from '../support/app.ts';

type Page = { items: InteractionItem[]; total: number; nextCursor: string | null };
type ProblemBody = { errors?: { pointer: string; message: string }[]; current?: Interaction };
type Facets = Record<string, { value: string; count: number }[]>;

let office: Office;
let partner: Organization;
beforeAll(async () => {
  office = await testOffice();
  partner = (await office.as('officer').post<Organization>('/api/organizations', { kind: 'municipality', nameFr: 'Ville d’Essai', placeId: 'pl.bordeaux' })).body;
});
afterAll(() => office.close());

const log = (body: object, role: 'officer' | 'strategist' = 'officer', more: Record<string, string> = {}) =>
  office.as(role).post<Interaction>('/api/interactions', { startsAt: '2026-11-20T15:00:00.000Z', subject: 'Essai', ...body }, more);
const organizationOf = async (id: string) => (await office.as('reader').get<Organization>(`/api/organizations/${id}`)).body;
const pointers = (body: unknown) => (body as ProblemBody).errors?.map(({ pointer }) => pointer).sort();

describe('logging an interaction', () => {
  it('asks for who, when and one line, and for nothing else', async () => {
    const { status, body, headers } = await log({ organizationIds: [partner.id] });
    expect(status).toBe(201);
    expect(headers.etag).toBe('"v1"');
    expect(body).toMatchObject({ kind: 'meeting', status: 'held', sensitivity: 'internal', language: 'fr', timeZone: 'America/Toronto', captureSource: 'form' });
    expect(body.organizations).toEqual([{ id: partner.id, nameFr: 'Ville d’Essai', nameEn: null }]);
    expect(body.createdBy).toEqual({ id: 'user.officer', name: 'Personne officer' });
    expect(await organizationOf(partner.id)).toMatchObject({ lastHeldAt: '2026-11-20T15:00:00.000Z' });
    const nobody = await office.as('officer').post('/api/interactions', { participants: [{ side: 'ours', userId: 'user.officer' }], startsAt: '2026-11-20T15:00:00.000Z', subject: 'Seuls' });
    expect(nobody.status).toBe(422);
    expect(pointers(nobody.body)).toEqual(['/organizationIds']);
    const nothing = await office.as('officer').post('/api/interactions', {});
    expect(pointers(nothing.body)).toEqual(['/startsAt', '/subject']);
  });

  it('takes a new organization that is there under the very same name for the one meant', async () => {
    const log = (nameFr: string) =>
      office.as('officer').post<Interaction>('/api/interactions', { startsAt: '2026-11-20T15:00:00.000Z', subject: 'Homonyme', newOrganizations: [{ nameFr }] });
    const [first, second] = [await log('Université de Tromsø-Nord'), await log('universite de tromso nord')];
    expect(second.body.organizations).toEqual(first.body.organizations);
    const { body } = await office.as('officer').get<{ kind: string; isPending: boolean }>(`/api/organizations/${first.body.organizations[0]?.id}`);
    expect(body).toMatchObject({ kind: 'university', isPending: true });
  });

  it('stores pending records, people and promises in one write, once for each key', async () => {
    const body = {
      subject: 'Accueil d’une délégation',
      organizationIds: ['new:ville', partner.id],
      newOrganizations: [{ ref: 'new:ville', nameFr: 'Ville Inconnue' }],
      newContacts: [{ ref: 'new:anna', name: 'Anna de La Rive', organizationId: 'new:ville' }, { name: 'Bo' }],
      participants: [
        { side: 'ours', userId: 'user.officer', isLead: true },
        { side: 'theirs', contactId: 'new:anna' },
        { side: 'third', name: 'Interprète du jour', titleFr: 'Interprète' },
      ],
      followUps: [
        { text: 'Envoyer le guide', dueOn: '2026-11-27' },
        { text: 'Transmettre le plan', promisedBy: 'them', organizationId: partner.id, contactId: 'new:anna' },
      ],
    };
    const answers = await Promise.all(Array.from({ length: 20 }, () => log(body, 'officer', { 'idempotency-key': 'log-once' })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    const made = answers[0]!.body;
    expect(await office.db.reader.interaction.count({ where: { subject: body.subject } })).toBe(1);
    expect(await office.db.reader.organization.count({ where: { nameFr: 'Ville Inconnue', isPending: true } })).toBe(1);
    expect(await office.db.reader.contact.count({ where: { familyName: 'La Rive', givenName: 'Anna', isPending: true } })).toBe(1);
    expect(made.organizations.map(({ nameFr }) => nameFr)).toEqual(['Ville d’Essai', 'Ville Inconnue']);
    expect(made.participants.map(({ name, side }) => [name, side])).toEqual([
      ['Personne officer', 'ours'],
      ['Anna de La Rive', 'theirs'],
      ['Interprète du jour', 'third'],
      ['Bo', 'theirs'],
    ]);
    expect(made.participants[1]!.organization?.nameFr).toBe('Ville Inconnue');
    expect(made.followUps).toMatchObject([
      { text: 'Envoyer le guide', promisedBy: 'us', dueOn: '2026-11-27', organization: { nameFr: 'Ville Inconnue' }, assignee: { id: 'user.officer' } },
      { text: 'Transmettre le plan', promisedBy: 'them', organization: { nameFr: 'Ville d’Essai' } },
    ]);
    expect((await organizationOf(partner.id)).openFollowUps).toBe(1);
    const events = await office.db.reader.auditEvent.findMany({ where: { recordLabel: { in: [body.subject, 'Ville Inconnue', 'Envoyer le guide', 'Transmettre le plan'] } } });
    expect(events.map(({ recordType }) => recordType).sort()).toEqual(['followup', 'followup', 'interaction', 'organization']);
  });

  it('stores nothing at all when one part is refused, and points at it', async () => {
    const before = await office.db.reader.organization.count();
    const answer = await log({
      subject: 'Rien de ceci',
      newOrganizations: [{ nameFr: 'Ville Jamais' }],
      followUps: [{ text: 'Bon' }, { text: 'Mauvais', assigneeId: 'nobody' }],
    });
    expect(answer.status).toBe(422);
    expect(pointers(answer.body)).toEqual(['/followUps/1/assigneeId']);
    expect(await office.db.reader.organization.count()).toBe(before);
    expect(await office.db.reader.interaction.count({ where: { subject: 'Rien de ceci' } })).toBe(0);
    expect(pointers((await log({ organizationIds: ['new:unheard'] })).body)).toEqual(['/organizationIds/0']);
    expect(pointers((await log({ organizationIds: ['nowhere'] })).body)).toEqual(['/organizationIds']);
    expect(pointers((await log({ organizationIds: [partner.id], participants: [{ side: 'theirs' }] })).body)).toEqual(['/participants/0/name']);
  });

  it('refuses an end before the start, a held meeting to come, an unknown zone and a level above one’s own', async () => {
    const refused = await log({
      organizationIds: [partner.id],
      startsAt: '2026-12-24T15:00:00.000Z',
      endsAt: '2026-12-24T14:00:00.000Z',
      status: 'held',
      timeZone: 'Mars/Olympus',
      sensitivity: 'confidential',
      discussionPoints: [{ subject: 'Secret', sensitivity: 'confidential' }],
    });
    expect(pointers(refused.body)).toEqual(['/discussionPoints/0/sensitivity', '/endsAt', '/sensitivity', '/status', '/timeZone']);
    expect((await log({ organizationIds: [partner.id], startsAt: '2026-12-24T15:00:00.000Z' })).body.status).toBe('planned');
    expect((await office.as('reader').post('/api/interactions', { subject: 'Non', startsAt: '2026-11-20T15:00:00.000Z', organizationIds: [partner.id] })).status).toBe(403);
  });
});

describe('titles held that day', () => {
  it('are written down once, and stay when the meeting is edited after somebody changed post', async () => {
    const { body: person } = await office.as('officer').post<Contact>('/api/contacts', {
      givenName: 'Léa',
      familyName: 'Montblanc',
      positions: [{ organizationId: partner.id, titleFr: 'Conseillère', titleEn: 'Advisor', validFrom: '2020-01-01' }],
    });
    const meeting = (await log({ subject: 'Avec Léa', participants: [{ side: 'theirs', contactId: person.id }] })).body;
    expect(meeting.participants[0]).toMatchObject({ name: 'Léa Montblanc', titleFr: 'Conseillère', organization: { id: partner.id } });
    expect(meeting.organizations.map(({ id }) => id)).toEqual([partner.id]);
    const planned = (await log({ subject: 'À venir', startsAt: '2026-12-10T15:00:00.000Z', participants: [{ side: 'theirs', contactId: person.id }] })).body;

    const current = (await office.as('officer').get<Contact>(`/api/contacts/${person.id}`)).body;
    expect(current.lastHeldAt).toBe('2026-11-20T15:00:00.000Z');
    await office.as('officer').patch(`/api/contacts/${person.id}`, current.version, {
      familyName: 'Montblanc-Roy',
      positions: [
        { organizationId: partner.id, titleFr: 'Conseillère', titleEn: 'Advisor', validFrom: '2020-01-01', validTo: '2026-11-19', isPrimary: false },
        { organizationId: partner.id, titleFr: 'Directrice', validFrom: '2026-11-20', isPrimary: true },
      ],
    });
    const edited = await office.as('officer').patch<Interaction>(`/api/interactions/${meeting.id}`, 1, {
      subject: 'Avec Léa, corrigé',
      participants: [{ id: meeting.participants[0]!.id, side: 'theirs', contactId: person.id, isLead: true }],
    });
    expect(edited.body.participants[0]).toMatchObject({ id: meeting.participants[0]!.id, name: 'Léa Montblanc', titleFr: 'Conseillère', titleEn: 'Advisor', isLead: true });
    // What was planned is written down as it is on the day.
    const held = await office.as('officer').patch<Interaction>(`/api/interactions/${planned.id}`, 1, { location: 'Bordeaux' });
    expect(held.body.participants[0]).toMatchObject({ name: 'Léa Montblanc-Roy', titleFr: 'Directrice', titleEn: null });
    // And a meeting moved to another day takes the titles of that day.
    const moved = await office.as('officer').patch<Interaction>(`/api/interactions/${planned.id}`, 2, { startsAt: '2026-11-02T15:00:00.000Z', status: 'held' });
    expect(moved.body.participants[0]).toMatchObject({ titleFr: 'Conseillère' });
  });

  it('give way to what is stated', async () => {
    const { body } = await log({
      organizationIds: [partner.id],
      participants: [{ side: 'ours', userId: 'user.officer', titleFr: 'Présidente de séance' }, { side: 'theirs', name: 'Personne de passage' }],
    });
    expect(body.participants).toMatchObject([{ titleFr: 'Présidente de séance' }, { name: 'Personne de passage', contactId: null }]);
  });
});

describe('sensitivity', () => {
  it('hides an interaction above the reader’s level, and points above it, counting them', async () => {
    const secret = (await log({ subject: 'Négociation', organizationIds: [partner.id], sensitivity: 'confidential' }, 'strategist')).body;
    for (const [role, status] of [['reader', 404], ['officer', 404], ['strategist', 200], ['administrator', 200]] as const) {
      expect((await office.as(role).get(`/api/interactions/${secret.id}`)).status, role).toBe(status);
    }
    expect((await office.as('officer').patch(`/api/interactions/${secret.id}`, 1, { subject: 'x' })).status).toBe(404);
    const seenBy = async (role: 'reader' | 'strategist') => (await office.as(role).get<Page>('/api/interactions?q=negociation')).body.total;
    expect([await seenBy('reader'), await seenBy('strategist')]).toEqual([0, 1]);

    const points = [
      { subject: 'Ouvert', ourPosition: 'Oui' },
      { subject: 'Restreint', sensitivity: 'restricted' },
      { subject: 'Confidentiel', sensitivity: 'confidential', theirPosition: 'zinzolin' },
    ];
    const meeting = (await log({ subject: 'Trois points', organizationIds: [partner.id], discussionPoints: points }, 'strategist')).body;
    const read = async (role: 'reader' | 'officer') => (await office.as(role).get<Interaction>(`/api/interactions/${meeting.id}`)).body;
    expect(await read('reader')).toMatchObject({ hiddenPoints: 2, discussionPoints: [{ subject: 'Ouvert' }] });
    expect(await read('officer')).toMatchObject({ hiddenPoints: 1 });
    // Neither search nor the trail tells what the points above the meeting's level say.
    expect((await office.as('strategist').get<Page>('/api/interactions?q=zinzolin')).body.total).toBe(0);
    const trail = await office.db.reader.auditEvent.findMany({ where: { recordId: meeting.id } });
    expect(trail).toHaveLength(1);
    expect(trail[0]!.changes).toContain('Ouvert');
    expect(trail[0]!.changes).not.toContain('zinzolin');
  });

  it('leaves what a person cannot see as it is when they replace the points', async () => {
    const points = [{ subject: 'Visible' }, { subject: 'Caché', sensitivity: 'confidential' }];
    const meeting = (await log({ subject: 'Points mêlés', organizationIds: [partner.id], discussionPoints: points }, 'strategist')).body;
    const { body } = await office.as('officer').patch<Interaction>(`/api/interactions/${meeting.id}`, 1, { discussionPoints: [{ subject: 'Neuf' }] });
    expect(body).toMatchObject({ hiddenPoints: 1, discussionPoints: [{ subject: 'Neuf' }] });
    const all = (await office.as('strategist').get<Interaction>(`/api/interactions/${meeting.id}`)).body;
    expect(all.discussionPoints.map(({ subject }) => subject)).toEqual(['Neuf', 'Caché']);
  });
});

describe('changing an interaction', () => {
  it('needs the current version, and brings partners before and after up to date', async () => {
    const other = (await office.as('officer').post<Organization>('/api/organizations', { kind: 'business', nameFr: 'Société Autre' })).body;
    const meeting = (await log({ subject: 'Erreur de partenaire', organizationIds: [other.id], commitmentIds: ['vdq.learns.watch'] })).body;
    const url = `/api/interactions/${meeting.id}`;
    expect((await organizationOf(other.id)).commitments).toMatchObject([{ id: 'vdq.learns.watch', isObserved: true, isStated: false }]);
    expect((await office.as('officer').call('PATCH', url, { subject: 'x' })).status).toBe(428);
    expect((await office.as('officer').patch<Interaction>(url, 1, { organizationIds: [partner.id] })).status).toBe(200);
    const stale = await office.as('officer').patch<ProblemBody>(url, 1, { subject: 'Perdu' });
    expect(stale.status).toBe(412);
    expect(stale.body.current).toMatchObject({ version: 2, organizations: [{ id: partner.id }] });
    expect(await organizationOf(other.id)).toMatchObject({ lastHeldAt: null, commitments: [] });
    const emptied = await office.as('officer').patch(url, 2, { organizationIds: [] });
    expect(emptied.status).toBe(422);
    expect((await office.as('reader').get<Interaction>(url)).body.organizations).toHaveLength(1);
    const added = await office.as('officer').patch<Interaction>(url, 2, { newOrganizations: [{ nameFr: 'Ville Ajoutée' }], newContacts: [{ name: 'Cy Twombly' }] });
    expect(added.body.organizations.map(({ nameFr }) => nameFr)).toEqual(['Ville Ajoutée', 'Ville d’Essai']);
    expect(added.body.participants.map(({ name }) => name)).toEqual(['Cy Twombly']);
  });

  it('counts as a meeting only once held, and no longer once archived', async () => {
    const city = (await office.as('officer').post<Organization>('/api/organizations', { kind: 'municipality', nameFr: 'Ville Rythme' })).body;
    const meeting = (await log({ subject: 'Prévue', organizationIds: [city.id], startsAt: '2026-11-21T14:00:00.000Z', status: 'planned' })).body;
    const url = `/api/interactions/${meeting.id}`;
    expect((await organizationOf(city.id)).lastHeldAt).toBeNull();
    await office.as('officer').patch(url, 1, { status: 'held' });
    expect((await organizationOf(city.id)).lastHeldAt).toBe('2026-11-21T14:00:00.000Z');
    await office.as('officer').patch(url, 2, { archived: true });
    expect((await organizationOf(city.id)).lastHeldAt).toBeNull();
    expect((await office.as('reader').get<Page>(`/api/interactions?organization=${city.id}`)).body.total).toBe(0);
    expect((await office.as('reader').get<Page>(`/api/interactions?organization=${city.id}&archived=true`)).body.total).toBe(1);
  });
});

describe('listing interactions', () => {
  it('filters by everything agreed on, the latest first, in the office’s days', async () => {
    const city = (await office.as('officer').post<Organization>('/api/organizations', { kind: 'municipality', nameFr: 'Ville Filtre', placeId: 'pl.bordeaux' })).body;
    // 23:30 in Québec on 1 March is already 2 March in UTC.
    await log({ subject: 'Soirée', kind: 'reception', organizationIds: [city.id], startsAt: '2026-03-02T04:30:00.000Z', commitmentIds: ['vdq.learns.watch'], participants: [{ side: 'ours', userId: 'user.officer' }] });
    await log({ subject: 'Appel', kind: 'call', organizationIds: [city.id], startsAt: '2026-03-03T15:00:00.000Z' });
    const list = async (query: string) =>
      (await office.as('officer').get<Page>(`/api/interactions?organization=${city.id}&${query}`)).body.items.map(({ subject }) => subject);
    expect(await list('')).toEqual(['Appel', 'Soirée']);
    expect(await list('sort=startsAt')).toEqual(['Soirée', 'Appel']);
    expect(await list('to=2026-03-01')).toEqual(['Soirée']);
    expect(await list('from=2026-03-02')).toEqual(['Appel']);
    expect(await list('kind=reception')).toEqual(['Soirée']);
    expect(await list('not.kind=reception')).toEqual(['Appel']);
    expect(await list('user=me')).toEqual(['Soirée']);
    expect(await list('priority=learns')).toEqual(['Soirée']);
    expect(await list('commitment=vdq.learns.watch')).toEqual(['Soirée']);
    expect(await list('place=pl.bordeaux')).toHaveLength(2);
    expect(await list('q=soiree')).toEqual(['Soirée']);
    expect(await list('q=filtre')).toHaveLength(2);
    const facets = (await office.as('officer').get<Facets>(`/api/interactions/facets?organization=${city.id}`)).body;
    expect(facets.kind).toEqual(expect.arrayContaining([{ value: 'call', count: 1 }, { value: 'reception', count: 1 }]));
    expect(facets.priority).toEqual([{ value: 'learns', count: 1 }]);
    expect(facets.user).toMatchObject([{ value: 'user.officer', count: 1 }]);
    for (const { value, count } of facets.region ?? []) expect(await list(`region=${value}`)).toHaveLength(count);
  });

  it('gives every interaction once through all pages', async () => {
    for (const sort of ['startsAt', '-startsAt', 'subject', '-updatedAt']) {
      const seen: string[] = [];
      let [cursor, total]: [string | null, number] = [null, 0];
      do {
        const { body }: { body: Page } = await office.as('strategist').get<Page>(`/api/interactions?limit=3&sort=${sort}${cursor ? `&cursor=${cursor}` : ''}`);
        seen.push(...body.items.map(({ id }) => id));
        [cursor, total] = [body.nextCursor, body.total];
      } while (cursor);
      expect([seen.length, new Set(seen).size], sort).toEqual([total, total]);
    }
  });
});
