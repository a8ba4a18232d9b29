import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Organization, OrganizationItem } from '../../server/organizations/organization.schema.ts';
import { testOffice, type Office } from '../support/app.ts';

type Page = { items: OrganizationItem[]; total: number; nextCursor: string | null };
type ProblemBody = { title: string; detail: string; errors?: { pointer: string; message: string }[]; current?: Organization };

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const minimal = { kind: 'municipality', nameFr: 'Ville de Tromsø' };

describe('one organization', () => {
  it('comes with all that belongs to it, each list in its order', async () => {
    const add = async (nameFr: string, more: object = {}) =>
      (await office.as('officer').post<Organization>('/api/organizations', { ...minimal, nameFr, ...more })).body;
    const parent = await add('Région de l’ensemble');
    const friend = await add('Ville amie');
    const dates = { validFrom: '1999', validTo: null };
    const { id } = await add('Ville de l’ensemble', {
      parentId: parent.id,
      placeId: 'pl.bordeaux',
      ownerId: 'user.officer',
      backupOwnerId: 'user.strategist',
      names: [{ kind: 'short', language: null, name: 'Ensemble', ...dates }, { kind: 'former', language: 'fr', name: 'Bourg', ...dates }],
      addresses: [{ street: '1, rue du Test', locality: null, region: null, postalCode: null, countryCode: 'FR', isCurrent: true }],
      relations: [{ kind: 'member_of', organizationId: parent.id, ...dates }, { kind: 'represents', organizationId: friend.id, ...dates }],
      contactPoints: [{ kind: 'phone', value: '+1 418 555-0100', label: null, isPrimary: false }, { kind: 'email', value: 'a@ville.example', label: null, isPrimary: true }],
    });
    await add('Ville qui la dit sienne', { relations: [{ kind: 'part_of', organizationId: id, ...dates }] });
    const [address] = await office.db.reader.organizationAddress.findMany({ where: { organizationId: id } });
    await office.db.write(async (tx) => {
      await tx.citation.create({ data: { organizationId: id, publication: 'Répertoire, 2026' } });
      await tx.citation.create({ data: { addressId: address!.id, publication: 'Plan, 2025' } });
      await tx.forum.create({ data: { id: 'forum.ensemble', kind: 'network', nameFr: 'Réseau', sortName: 'reseau', memberships: { create: { organizationId: id, since: '2020' } } } });
    });
    const { body } = await office.as('reader').get<Organization>(`/api/organizations/${id}`);
    expect(body).toMatchObject({
      parent: { id: parent.id, nameFr: 'Région de l’ensemble', nameEn: null },
      place: { id: 'pl.bordeaux', countryCode: 'FR' },
      owner: { id: 'user.officer', name: 'Personne officer' },
      backupOwner: { id: 'user.strategist' },
      addresses: [{ id: address!.id, street: '1, rue du Test', isCurrent: true, sources: [{ titleFr: 'Plan, 2025', documentId: null }] }],
      sources: [{ titleFr: 'Répertoire, 2026' }],
      networks: [{ forum: { id: 'forum.ensemble', nameFr: 'Réseau' }, status: 'member', since: '2020', until: null }],
      isOurs: false,
      target: null,
    });
    expect(body.names.map(({ name }) => name)).toEqual(['Bourg', 'Ensemble']);
    expect(body.contactPoints.map(({ kind, isPrimary }) => [kind, isPrimary])).toEqual([['email', true], ['phone', false]]);
    expect(body.relations.map(({ kind, isInverse, organization }) => [kind, isInverse, organization.nameFr])).toEqual([
      ['member_of', false, 'Région de l’ensemble'],
      ['represents', false, 'Ville amie'],
      ['part_of', true, 'Ville qui la dit sienne'],
    ]);
    expect((await office.as('reader').get('/api/organizations/personne')).status).toBe(404);
  });
});

describe('creating an organization', () => {
  it('keeps what was sent, stamps it and records it', async () => {
    const { status, body, headers } = await office.as('officer').post<Organization>('/api/organizations', {
      ...minimal,
      nameEn: 'City of Tromsø',
      names: [{ kind: 'acronym', language: null, name: 'TRS', validFrom: null, validTo: null }],
      tags: ['arctique'],
      commitmentIds: ['vdq.learns.watch'],
    });
    expect(status).toBe(201);
    expect(headers.etag).toBe('"v1"');
    expect(body).toMatchObject({ ...minimal, stage: 'prospect', version: 1, tags: ['arctique'] });
    expect(body.commitments).toMatchObject([{ id: 'vdq.learns.watch', priority: 'learns', isStated: true, isObserved: false }]);
    const event = await office.db.reader.auditEvent.findFirstOrThrow({ where: { recordId: body.id } });
    expect(event).toMatchObject({ action: 'create', recordType: 'organization', userId: 'user.officer' });
  });

  it('answers a repeated Idempotency-Key with the first answer and stores one record', async () => {
    const key = { 'idempotency-key': 'once' };
    const body = { ...minimal, nameFr: 'Ville unique' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => office.as('officer').post<Organization>('/api/organizations', body, key)),
    );
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]));
    expect(await office.db.reader.organization.count({ where: { nameFr: 'Ville unique' } })).toBe(1);
    const other = await office.as('officer').post('/api/organizations', minimal, key);
    expect(other.status).toBe(409);
  });

  it('refuses unknown properties, field by field, in the caller’s language', async () => {
    const fr = await office.as('officer').post<ProblemBody>('/api/organizations', { kind: 'castle', nameFr: '', colour: 'red' });
    expect(fr.status).toBe(400);
    expect(fr.headers['content-type']).toContain('application/problem+json');
    expect(fr.body.errors?.map(({ pointer }) => pointer).sort()).toEqual(['/colour', '/kind', '/nameFr']);
    expect(fr.body.title).toBe('Certaines valeurs sont à corriger');
    const en = await office.as('officer').post<ProblemBody>('/api/organizations', {}, { 'accept-language': 'en-CA' });
    expect(en.body.title).toBe('Some values need to be corrected');
  });

  it('refuses a reference to nothing and a closed stage without a reason', async () => {
    const place = await office.as('officer').post<ProblemBody>('/api/organizations', { ...minimal, placeId: 'nowhere' });
    expect(place.status).toBe(422);
    expect(place.body.errors?.[0]?.pointer).toBe('/placeId');
    const closed = await office.as('officer').post<ProblemBody>('/api/organizations', { ...minimal, stage: 'closed' });
    expect(closed.body.errors?.[0]?.pointer).toBe('/stageReason');
  });
});

describe('changing an organization', () => {
  it('needs If-Match, refuses a stale one with the current record, and keeps what was stored', async () => {
    const { body: created } = await office.as('officer').post<Organization>('/api/organizations', { ...minimal, nameFr: 'Ville A' });
    const url = `/api/organizations/${created.id}`;
    expect((await office.as('officer').call('PATCH', url, { tier: 'A' })).status).toBe(428);
    const first = await office.as('officer').patch<Organization>(url, 1, { tier: 'A', stage: 'active' });
    expect(first.body).toMatchObject({ tier: 'A', version: 2 });
    const second = await office.as('officer').patch<ProblemBody>(url, 1, { tier: 'D' });
    expect(second.status).toBe(412);
    expect(second.body.current).toMatchObject({ id: created.id, tier: 'A', version: 2 });
    expect((await office.as('reader').get<Organization>(url)).body.tier).toBe('A');
  });

  it('lets one of fifty writers win each version', async () => {
    const { body: created } = await office.as('officer').post<Organization>('/api/organizations', { ...minimal, nameFr: 'Ville B' });
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => office.as('officer').patch(`/api/organizations/${created.id}`, 1, { cadenceDays: i + 1 })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(49);
  });

  it('archives and restores, and takes the record out of the list and search meanwhile', async () => {
    const { body: created } = await office.as('officer').post<Organization>('/api/organizations', { ...minimal, nameFr: 'Ville éphémère' });
    const url = `/api/organizations/${created.id}`;
    const seen = async () => (await office.as('reader').get<Page>('/api/organizations?q=ephemere')).body.total;
    expect(await seen()).toBe(1);
    await office.as('officer').patch(url, 1, { archived: true });
    expect(await seen()).toBe(0);
    const restored = await office.as('officer').patch<Organization>(url, 2, { archived: false });
    expect(restored.body.archivedAt).toBeNull();
    expect(await seen()).toBe(1);
  });

  it('is not for readers', async () => {
    expect((await office.as('reader').post('/api/organizations', minimal)).status).toBe(403);
    expect((await office.anonymous().get('/api/organizations')).status).toBe(401);
  });
});

describe('listing organizations', () => {
  it('gives every record once through all pages, in both directions, and the total', async () => {
    for (const sort of ['name', '-name', 'lastHeldAt', '-lastHeldAt', 'tier', '-tier', 'openFollowUps', '-updatedAt']) {
      const seen: string[] = [];
      let cursor: string | null = null;
      let total = 0;
      do {
        const url: string = `/api/organizations?limit=7&sort=${sort}${cursor ? `&cursor=${cursor}` : ''}`;
        const { status, body }: { status: number; body: Page } = await office.as('reader').get<Page>(url);
        expect(status).toBe(200);
        seen.push(...body.items.map(({ id }) => id));
        ({ total, nextCursor: cursor } = body);
      } while (cursor);
      expect(new Set(seen).size, sort).toBe(seen.length);
      expect(seen.length, sort).toBe(total);
    }
  });

  it('finds by acronym, former name and without accents', async () => {
    const find = async (q: string) =>
      (await office.as('reader').get<Page>(`/api/organizations?q=${encodeURIComponent(q)}`)).body.items.map(({ nameFr }) => nameFr);
    expect(await find('MRI')).toContain('Ministère des Relations internationales et de la Francophonie');
    expect(await find('tromso')).toContain('Ville de Tromsø');
    expect(await find('"; DROP TABLE --')).toEqual([]);
  });

  it('combines filters, negates them and counts facets without their own filter', async () => {
    const list = async (query: string) => (await office.as('reader').get<Page>(`/api/organizations?${query}&limit=200`)).body;
    const all = await list('kind=municipality');
    const learns = await list('kind=municipality&priority=learns');
    const others = await list('kind=municipality&not.priority=learns');
    expect(learns.total).toBeGreaterThan(0);
    expect(learns.total + others.total).toBe(all.total);
    const facets = await office.as('reader').get<Record<string, { value: string; count: number }[]>>(
      '/api/organizations/facets?kind=municipality',
    );
    expect(facets.body.kind?.length).toBeGreaterThan(1);
    expect(facets.body.priority?.find(({ value }) => value === 'learns')?.count).toBe(learns.total);
  });

  it('names the nearest filter when one is unknown', async () => {
    const { status, body } = await office.as('reader').get<ProblemBody>('/api/organizations?prioritty=learns');
    expect(status).toBe(400);
    expect(body.detail).toContain('«\u00a0priority\u00a0»');
  });
});
