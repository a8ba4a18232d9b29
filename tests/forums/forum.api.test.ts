import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Forum, ForumItem } from '../../server/forums/forum.schema.ts';
import { testOffice, userId, type Office } from '../support/app.ts';

type Page = { items: ForumItem[]; total: number; nextCursor: string | null };
type ProblemBody = { title: string; errors?: { pointer: string; message: string }[]; current?: Forum };

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const create = (body: object = {}) =>
  office.as('officer').post<Forum & ProblemBody>('/api/forums', { nameFr: 'Réseau des villes du froid', ...body });
const membership = (organizationId: string, more: object = {}) => ({
  organizationId,
  status: 'member',
  since: '2017',
  until: null,
  feeCents: null,
  currency: 'CAD',
  renewalOn: null,
  note: null,
  ...more,
});
const session = (more: object = {}) => ({
  titleFr: 'Congrès mondial',
  titleEn: null,
  startsOn: '2025-09-02',
  endsOn: '2025-09-05',
  placeId: null,
  noteFr: null,
  noteEn: null,
  attendances: [],
  ...more,
});

describe('creating a forum', () => {
  it('keeps members, mandates, sessions with who was there, and the value of each year', async () => {
    const { status, body } = await create({
      acronymFr: 'RVF',
      memberships: [membership('city.helsinki'), membership('org.ville-de-quebec', { feeCents: 450_000, renewalOn: '2027-01-31' })],
      mandates: [
        { bodyFr: 'Comité directeur', bodyEn: null, role: 'chair', contactId: null, userId: userId('strategist'), holderName: null, validFrom: '2025-01-01', validTo: '2026-12-31' },
      ],
      sessions: [session({ placeId: 'pl.helsinki', attendances: [{ contactId: null, userId: userId('officer'), role: 'delegate' }] })],
      reviews: [
        { year: 2025, value: 4, narrativeFr: 'Deux échanges utiles', narrativeEn: null },
        { year: 2024, value: 2, narrativeFr: null, narrativeEn: null },
      ],
      commitmentIds: ['vdq.learns.watch'],
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ kind: 'network', status: 'active', isGeneric: false, version: 1 });
    expect(body.memberships.map(({ organization }) => organization.id)).toEqual(['org.ville-de-quebec', 'city.helsinki']);
    expect(body.mandates[0]).toMatchObject({ role: 'chair', user: { name: 'Personne strategist' } });
    expect(body.sessions[0]).toMatchObject({ place: { id: 'pl.helsinki' }, attendances: [{ user: { name: 'Personne officer' }, role: 'delegate' }] });
    expect(body.reviews.map(({ year, value }) => [year, value])).toEqual([[2024, 2], [2025, 4]]);
    const item = (await office.as('reader').get<Page>('/api/forums?q=rvf')).body.items[0];
    expect(item).toMatchObject({
      ourMembership: { status: 'member', feeCents: 450_000, renewalOn: '2027-01-31' },
      memberCount: 1,
      lastReview: { year: 2025, value: 4 },
      priorities: ['learns'],
    });
    const event = await office.db.reader.auditEvent.findFirstOrThrow({ where: { recordId: body.id } });
    expect(event).toMatchObject({ action: 'create', recordType: 'forum', recordLabel: 'Réseau des villes du froid' });
  });

  it('refuses what does not hold together, line by line, in both languages', async () => {
    const bad = {
      memberships: [membership('city.helsinki', { since: '2020', until: '2019' }), membership('city.helsinki')],
      reviews: [{ year: 2025, value: 6, narrativeFr: null, narrativeEn: null }],
    };
    expect((await create(bad)).body.errors?.map(({ pointer }) => pointer)).toEqual(['/reviews/0/value']);
    const fr = await create({ memberships: bad.memberships });
    expect(fr.status).toBe(422);
    expect(fr.body.errors).toEqual([
      { pointer: '/memberships/0/until', message: 'La fin de l’adhésion doit suivre son début.' },
      { pointer: '/memberships/1/organizationId', message: 'Cette organisation est déjà dans la liste.' },
    ]);
    const en = await office.as('officer').post<ProblemBody>('/api/forums', { nameFr: 'X', memberships: bad.memberships }, { 'accept-language': 'en' });
    expect(en.body.errors?.[0]?.message).toBe('The end of the membership must follow its start.');
    expect((await create({ memberships: [membership('nothing')] })).body.errors?.[0]?.pointer).toBe('/memberships');
  });
});

describe('changing a forum', () => {
  it('keeps the session that interactions point to, and the membership that a source points to', async () => {
    const { body } = await create({ sessions: [session()] });
    const url = `/api/forums/${body.id}`;
    const id = body.sessions[0]?.id ?? '';
    await office.db.write((tx) => tx.interaction.create({ data: { id: 'i.congress', subject: 'Congrès', startsAt: new Date(), forumSessionId: id } }));
    const changed = await office.as('officer').patch<Forum>(url, 1, { sessions: [session({ id, titleFr: 'Congrès de Lyon' }), session({ titleFr: 'Assemblée' })] });
    expect(changed.body.sessions.find((one) => one.id === id)?.titleFr).toBe('Congrès de Lyon');
    expect(changed.body.sessions).toHaveLength(2);
    expect(await office.db.reader.interaction.findUnique({ where: { id: 'i.congress' } })).toMatchObject({ forumSessionId: id });

    const owhc = (await office.as('officer').get<Forum>('/api/forums/fo.owhc')).body;
    const [ours] = owhc.memberships;
    expect(ours?.sources.length).toBeGreaterThan(0);
    const kept = await office.as('officer').patch<Forum>('/api/forums/fo.owhc', owhc.version, {
      memberships: [membership('org.ville-de-quebec', { feeCents: 1_350_050 })],
    });
    expect(kept.body.memberships[0]).toMatchObject({ feeCents: 1_350_050, sources: ours?.sources });
  });

  it('needs the current version, archives and restores, and is not for readers', async () => {
    const { body } = await create({ nameFr: 'Réseau éphémère' });
    const url = `/api/forums/${body.id}`;
    const seen = async () => (await office.as('reader').get<Page>('/api/forums?q=ephemere')).body.total;
    expect((await office.as('reader').patch(url, 1, { archived: true })).status).toBe(403);
    expect((await office.as('officer').call('PATCH', url, { archived: true })).status).toBe(428);
    expect(await seen()).toBe(1);
    await office.as('officer').patch(url, 1, { archived: true });
    expect(await seen()).toBe(0);
    const stale = await office.as('officer').patch<ProblemBody>(url, 1, { archived: false });
    expect(stale.status).toBe(412);
    expect(stale.body.current).toMatchObject({ version: 2 });
    await office.as('officer').patch(url, 2, { archived: false });
    expect(await seen()).toBe(1);
  });

  it('does not name a person that the caller may not see', async () => {
    await office.db.write((tx) =>
      tx.contact.create({ data: { id: 'c.hidden', givenName: 'Ada', familyName: 'Cachée', sortName: 'cachee ada', sensitivity: 'confidential' } }),
    );
    const { body } = await create({ sessions: [session({ attendances: [{ contactId: 'c.hidden', userId: null, role: null }] })] });
    expect(body.sessions[0]?.attendances[0]).toMatchObject({ contactId: 'c.hidden', contact: null });
    const seen = await office.as('administrator').get<Forum>(`/api/forums/${body.id}`);
    expect(seen.body.sessions[0]?.attendances[0]?.contact?.name).toBe('Ada Cachée');
  });
});

describe('listing forums', () => {
  it('gives every forum once through all pages, in every order', async () => {
    for (const sort of ['name', '-name', 'renewalOn', '-renewalOn', '-updatedAt']) {
      const seen: string[] = [];
      let cursor: string | null = null;
      let total = 0;
      do {
        const url: string = `/api/forums?limit=5&sort=${sort}${cursor ? `&cursor=${cursor}` : ''}`;
        const { status, body } = await office.as('reader').get<Page>(url);
        expect(status).toBe(200);
        seen.push(...body.items.map(({ id }) => id));
        ({ total, nextCursor: cursor } = body);
      } while (cursor);
      expect(new Set(seen).size, sort).toBe(seen.length);
      expect(seen.length, sort).toBe(total);
    }
  });

  it('finds by acronym and filters as the facets count', async () => {
    const list = async (query: string) => (await office.as('reader').get<Page>(`/api/forums?${query}&limit=200`)).body;
    const { body: facets } = await office.as('reader').get<Record<string, { value: string; count: number }[]>>('/api/forums/facets');
    for (const name of ['kind', 'status', 'membership', 'priority', 'commitment'] as const) {
      expect(facets[name]?.length, name).toBeGreaterThan(0);
      for (const { value, count } of facets[name] ?? []) expect((await list(`${name}=${value}`)).total, `${name} ${value}`).toBe(count);
    }
    expect((await list('member=org.ville-de-quebec&kind=network')).items.map(({ id }) => id)).toContain('fo.owhc');
    expect((await list('member=org.ville-de-quebec')).items.map(({ id }) => id)).not.toContain('fo.rvffa');
  });
});
