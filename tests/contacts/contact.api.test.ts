import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refreshContacts } from '../../server/contacts/derived.ts';
import type { Contact, ContactItem } from '../../server/contacts/contact.schema.ts';
import { contactSearchEntries } from '../../server/contacts/contact.search.ts';
import { testOffice, today, userId, type Office } from '../support/app.ts';

type Page = { items: ContactItem[]; total: number; nextCursor: string | null };
type Facets = Record<string, { value: string; count: number; labelFr?: string }[]>;
type ProblemBody = { title: string; detail: string; errors?: { pointer: string; message: string }[]; current?: Contact };

let office: Office;
let cities: { namur: string; brussels: string };
beforeAll(async () => {
  office = await testOffice();
  const city = async (nameFr: string, placeId: string | null) =>
    (await office.as('officer').post<{ id: string }>('/api/organizations', { kind: 'municipality', nameFr, placeId })).body.id;
  const places = await office.db.reader.place.findMany({ where: { regions: { some: {} } }, take: 1, include: { regions: true } });
  cities = { namur: await city('Ville d’essai-sur-Meuse', places[0]!.id), brussels: await city('Ville d’essai-la-Belle', null) };
});
afterAll(() => office.close());

const create = async (body: Record<string, unknown>, role: 'officer' | 'strategist' = 'officer'): Promise<Contact> => {
  const answer = await office.as(role).post<Contact>('/api/contacts', body);
  expect(answer.status, answer.text).toBe(201);
  return answer.body;
};
const list = async (query: string, role: 'reader' | 'officer' | 'strategist' = 'reader'): Promise<Page> => {
  const answer = await office.as(role).get<Page>(`/api/contacts?${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
};

/** An interaction held by somebody of ours with people, straight in the tables: interactions have their own tests. */
async function meet(id: string, startsAt: string, contactIds: string[], more: { status?: string; sensitivity?: string } = {}): Promise<void> {
  await office.db.write(async (tx) => {
    await tx.interaction.create({
      data: {
        id,
        subject: 'Rencontre',
        startsAt: new Date(startsAt),
        ...more,
        participants: {
          create: [
            { side: 'ours', userId: userId('officer'), name: 'Personne officer' },
            ...contactIds.map((contactId) => ({ side: 'theirs', contactId, name: 'x' })),
          ],
        },
      },
    });
    await refreshContacts(tx, contactIds);
  });
}

describe('creating a person', () => {
  it('keeps what was sent, normalized, stamps it and records it', async () => {
    const { status, body, headers } = await office.as('officer').post<Contact>('/api/contacts', {
      givenName: 'Maëlle',
      particle: 'de',
      familyName: 'La Rivière-Fictive',
      honorific: 'mme',
      languages: ['fr', 'es', 'fr'],
      contactPoints: [
        { kind: 'email', value: ' Maelle@Exemple.ORG' },
        { kind: 'phone', value: '418 641-6411, poste 204', isPrimary: true },
      ],
      positions: [{ organizationId: cities.namur, titleFr: 'Mairesse', titleEn: 'Mayor', roleCode: 'mayor', validFrom: '2024-06' }],
      acquaintances: [{ userId: userId('strategist'), since: '2019' }],
    });
    expect(status).toBe(201);
    expect(headers.etag).toBe('"v1"');
    expect(body).toMatchObject({
      name: 'Maëlle de La Rivière-Fictive',
      sensitivity: 'internal',
      languages: ['es', 'fr'],
      positions: [{ organization: { id: cities.namur }, isCurrent: true, isPrimary: true, validTo: null }],
      acquaintances: [{ user: { id: userId('strategist') }, since: '2019', note: null }],
      met: [],
      lastHeldAt: null,
    });
    expect(body.contactPoints.map(({ value }) => value)).toEqual(['+14186416411;ext=204', 'maelle@exemple.org']);
    expect(body.address).toMatchObject({ isChosen: false, isPreferred: false });
    expect(body.address?.salutationFr).toMatch(/^Madame/);
    const stored = await office.db.reader.contact.findUniqueOrThrow({ where: { id: body.id } });
    expect(stored).toMatchObject({ sortName: 'la riviere fictive  maelle de', createdById: userId('officer') });
    const event = await office.db.reader.auditEvent.findFirstOrThrow({ where: { recordId: body.id } });
    expect(event).toMatchObject({ action: 'create', recordType: 'contact', recordLabel: body.name });
  });

  it('answers a repeated Idempotency-Key with the first answer and stores one record', async () => {
    const key = { 'idempotency-key': 'one person' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => office.as('officer').post<Contact>('/api/contacts', { familyName: 'Unique' }, key)),
    );
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await office.db.reader.contact.count({ where: { familyName: 'Unique' } })).toBe(1);
  });

  it('refuses, field by field, what cannot be written to, called or held', async () => {
    const { status, body } = await office.as('officer').post<ProblemBody>('/api/contacts', {
      familyName: 'Refus',
      contactPoints: [{ kind: 'email', value: 'nulle part' }, { kind: 'phone', value: '641-6411' }],
      positions: [{ organizationId: cities.namur, validFrom: '2025', validTo: '2024-05' }],
    });
    expect(status).toBe(422);
    expect(body.errors?.map(({ pointer }) => pointer)).toEqual(['/contactPoints/0/value', '/contactPoints/1/value', '/positions/0/validTo']);
    expect(body.errors?.[1]?.message).toContain('418 641-6411');
    const shape = await office.as('officer').post<ProblemBody>('/api/contacts', { familyName: '', nickname: 'x' });
    expect(shape.status).toBe(400);
    expect(shape.body.errors?.map(({ pointer }) => pointer).sort()).toEqual(['/familyName', '/nickname']);
    expect(await office.db.reader.contact.count({ where: { familyName: 'Refus' } })).toBe(0);
  });

  it('refuses references to nothing, by their own line', async () => {
    const { status, body } = await office.as('officer').post<ProblemBody>('/api/contacts', {
      familyName: 'X',
      addressFormId: 'none',
      positions: [{ organizationId: cities.namur }, { organizationId: 'nowhere' }],
      acquaintances: [{ userId: 'nobody' }],
    });
    expect(status).toBe(422);
    expect(body.errors?.map(({ pointer }) => pointer)).toEqual(['/addressFormId', '/positions/1/organizationId', '/acquaintances']);
  });

  it('takes a family name alone for somebody to be completed later', async () => {
    const pending = await create({ familyName: 'Inconnue', isPending: true });
    expect((await list('pending=true')).items.map(({ id }) => id)).toContain(pending.id);
    await office.as('officer').patch(`/api/contacts/${pending.id}`, 1, { givenName: 'Ève', isPending: false });
    expect((await list('pending=true')).items.map(({ id }) => id)).not.toContain(pending.id);
    expect((await list('q=eve')).items[0]).toMatchObject({ name: 'Ève Inconnue', isPending: false });
  });

  it('is not for readers', async () => {
    expect((await office.as('reader').post('/api/contacts', { familyName: 'X' })).status).toBe(403);
    expect((await office.anonymous().get('/api/contacts')).status).toBe(401);
  });
});

describe('changing a person', () => {
  it('needs If-Match, refuses a stale one with the current record', async () => {
    const { id } = await create({ familyName: 'Tremblay' });
    const url = `/api/contacts/${id}`;
    expect((await office.as('officer').call('PATCH', url, { givenName: 'A' })).status).toBe(428);
    expect((await office.as('officer').patch<Contact>(url, 1, { givenName: 'Luce' })).body).toMatchObject({ name: 'Luce Tremblay', version: 2 });
    const stale = await office.as('officer').patch<ProblemBody>(url, 1, { givenName: 'Lucie' });
    expect(stale.status).toBe(412);
    expect(stale.body.current).toMatchObject({ id, givenName: 'Luce', version: 2 });
  });

  it('replaces the lists that are sent, leaves the others, and keeps the ids of what stays', async () => {
    const before = await create({
      familyName: 'Liste',
      languages: ['fr'],
      contactPoints: [{ kind: 'email', value: 'a@b.ca' }, { kind: 'email', value: 'c@d.ca' }],
    });
    const kept = before.contactPoints.find(({ value }) => value === 'a@b.ca')!;
    const { body } = await office.as('officer').patch<Contact>(`/api/contacts/${before.id}`, 1, {
      contactPoints: [{ id: kept.id, kind: 'email', value: 'A@B.ca', isPrimary: true }],
    });
    expect(body.contactPoints).toMatchObject([{ id: kept.id, value: 'a@b.ca', isPrimary: true }]);
    expect(body.languages).toEqual(['fr']);
  });

  it('archives and restores, and leaves the list and search meanwhile', async () => {
    const { id } = await create({ familyName: 'Éphémère' });
    const seen = async () => (await list('q=ephem')).total;
    expect(await seen()).toBe(1);
    await office.as('officer').patch(`/api/contacts/${id}`, 1, { archived: true });
    expect(await seen()).toBe(0);
    expect((await list('archived=true')).items.map((item) => item.id)).toContain(id);
    const restored = await office.as('officer').patch<Contact>(`/api/contacts/${id}`, 2, { archived: false });
    expect(restored.body.archivedAt).toBeNull();
    expect(await seen()).toBe(1);
  });

  it('keeps the people of an organization that is archived', async () => {
    const gone = await office.as('officer').post<{ id: string }>('/api/organizations', { kind: 'business', nameFr: 'Éditions disparues' });
    const { id } = await create({ familyName: 'Restante', positions: [{ organizationId: gone.body.id, titleFr: 'Éditrice' }] });
    await office.as('officer').patch(`/api/organizations/${gone.body.id}`, 1, { archived: true });
    const { body } = await office.as('reader').get<Contact>(`/api/contacts/${id}`);
    expect(body.positions).toMatchObject([{ titleFr: 'Éditrice', organization: { nameFr: 'Éditions disparues' } }]);
    expect((await list(`organization=${gone.body.id}`)).total).toBe(1);
  });
});

describe('a change of post', () => {
  const holding = async (...positions: Record<string, unknown>[]): Promise<Contact> => create({ familyName: 'Mobile', positions });

  it('closes the old position the day before and opens the new one, in one step', async () => {
    const before = await holding(
      { organizationId: cities.namur, titleFr: 'Conseillère', validFrom: '2023-02' },
      { organizationId: cities.namur, titleFr: 'Présidente du comité', validFrom: '2022' },
    );
    const old = before.positions.find(({ titleFr }) => titleFr === 'Conseillère')!;
    const { status, body } = await office.as('officer').post<Contact>(`/api/contacts/${before.id}/positions`, {
      organizationId: cities.brussels,
      titleFr: 'Cheffe de projet',
      validFrom: '2026-01-12',
      closes: [old.id],
    });
    expect(status).toBe(201);
    expect(body.version).toBe(2);
    expect(body.positions.map(({ titleFr, validTo, isPrimary, isCurrent }) => [titleFr, validTo, isPrimary, isCurrent])).toEqual([
      ['Cheffe de projet', null, true, true],
      ['Présidente du comité', null, false, true],
      ['Conseillère', '2026-01-11', true, false],
    ]);
    expect(body.positions[0]?.verifiedOn).toBe('2026-11-21');
    expect((await list(`organization=${cities.brussels}`)).items.find(({ id }) => id === before.id)?.position).toMatchObject({
      titleFr: 'Cheffe de projet',
      organization: { id: cities.brussels },
    });
    const event = await office.db.reader.auditEvent.findFirstOrThrow({ where: { recordId: before.id, action: 'update' } });
    expect(Object.keys(JSON.parse(event.changes) as object)).toEqual(['positions']);
  });

  it('changes nothing when any part of it is refused', async () => {
    const before = await holding({ organizationId: cities.namur, titleFr: 'Maire', validFrom: '2024-06' });
    const stranger = await holding({ organizationId: cities.namur, titleFr: 'Autre' });
    const mine = before.positions[0]!.id;
    const url = `/api/contacts/${before.id}/positions`;
    const attempt = async (body: Record<string, unknown>) => {
      const answer = await office.as('officer').post<ProblemBody>(url, { organizationId: cities.brussels, validFrom: '2026-01', ...body });
      return [answer.status, answer.body.errors?.map(({ pointer }) => pointer)];
    };
    expect(await attempt({ closes: [stranger.positions[0]!.id] })).toEqual([422, ['/closes']]);
    expect(await attempt({ closes: [mine], validFrom: '2024-01' })).toEqual([422, ['/validFrom']]);
    expect(await attempt({ closes: [mine], organizationId: 'nowhere' })).toEqual([422, ['/organizationId']]);
    expect(await attempt({ organizationId: cities.namur, titleFr: 'Maire' })).toEqual([422, ['/organizationId']]);
    expect(await attempt({ closes: [mine], validFrom: 'demain' })).toEqual([400, ['/validFrom']]);
    const { body: after } = await office.as('reader').get<Contact>(`/api/contacts/${before.id}`);
    expect(after).toEqual(before);
    expect((await office.as('reader').post(url, { organizationId: cities.brussels, validFrom: '2026' })).status).toBe(403);
  });

  it('is done once for a repeated Idempotency-Key', async () => {
    const { id } = await holding();
    const key = { 'idempotency-key': 'one change of post' };
    const post = { organizationId: cities.namur, titleFr: 'Directrice', validFrom: '2026' };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => office.as('officer').post<Contact>(`/api/contacts/${id}/positions`, post, key)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(201));
    expect(await office.db.reader.position.count({ where: { contactId: id } })).toBe(1);
  });
});

describe('who may see whom', () => {
  it('hides people above a role from lists, counts, pages and changes, but not from who made them', async () => {
    const { id } = await create({ familyName: 'Confidentielle', sensitivity: 'confidential' }, 'strategist');
    const { id: restricted } = await create({ familyName: 'Confidentiellement', sensitivity: 'restricted' });
    const seenBy = async (role: 'reader' | 'officer' | 'strategist') => (await list('q=confidentielle', role)).total;
    expect([await seenBy('reader'), await seenBy('officer'), await seenBy('strategist')]).toEqual([0, 1, 2]);
    expect((await office.as('reader').get(`/api/contacts/${restricted}`)).status).toBe(404);
    expect((await office.as('officer').get(`/api/contacts/${id}`)).status).toBe(404);
    expect((await office.as('officer').patch(`/api/contacts/${id}`, 1, { givenName: 'X' })).status).toBe(404);
    expect((await office.as('officer').post(`/api/contacts/${id}/positions`, { organizationId: cities.namur, validFrom: '2026' })).status).toBe(404);
    await office.db.write((tx) => tx.contact.update({ where: { id }, data: { createdById: userId('officer') } }));
    expect((await office.as('officer').get(`/api/contacts/${id}`)).status).toBe(200);
  });

  it('lets nobody set a level that they could not see', async () => {
    const refused = await office.as('officer').post<ProblemBody>('/api/contacts', { familyName: 'X', sensitivity: 'confidential' });
    expect(refused.status).toBe(422);
    expect(refused.body.errors?.[0]?.pointer).toBe('/sensitivity');
  });
});

describe('who among us met whom', () => {
  it('counts interactions held, not planned ones, and keeps the last date', async () => {
    const { id } = await create({ familyName: 'Rencontrée', languages: ['nl'] });
    await meet('int.first', '2025-03-01T15:00:00Z', [id]);
    await meet('int.last', '2026-03-01T15:00:00Z', [id]);
    await meet('int.planned', '2026-12-01T15:00:00Z', [id], { status: 'planned' });
    const { body } = await office.as('reader').get<Contact>(`/api/contacts/${id}`);
    expect(body.lastHeldAt).toBe('2026-03-01T15:00:00.000Z');
    expect(body.met).toEqual([{ user: { id: userId('officer'), name: 'Personne officer' }, count: 2, lastAt: '2026-03-01T15:00:00.000Z' }]);
    const mine = await office.as('officer').get<Page>('/api/contacts?knownBy=me&language=nl');
    expect(mine.body.items).toMatchObject([{ id, knownBy: [{ id: userId('officer') }], lastHeldAt: body.lastHeldAt }]);
    await office.db.write(async (tx) => {
      await tx.interaction.update({ where: { id: 'int.last' }, data: { status: 'cancelled' } });
      await refreshContacts(tx, null);
    });
    expect((await office.as('reader').get<Contact>(`/api/contacts/${id}`)).body.lastHeldAt).toBe('2025-03-01T15:00:00.000Z');
  });

  it('does not tell of interactions that the caller may not see', async () => {
    const { id } = await create({ familyName: 'Discrète' });
    await meet('int.secret', '2026-03-02T15:00:00Z', [id], { sensitivity: 'confidential' });
    expect((await office.as('reader').get<Contact>(`/api/contacts/${id}`)).body.met).toEqual([]);
    expect((await office.as('strategist').get<Contact>(`/api/contacts/${id}`)).body.met).toHaveLength(1);
    const known = async (role: 'reader' | 'strategist') => (await list(`q=discrete&knownBy=${userId('officer')}`, role)).total;
    expect([await known('reader'), await known('strategist')]).toEqual([0, 1]);
  });
});

describe('listing people', () => {
  it('gives everyone once through all pages, in both directions, in the order of names', async () => {
    for (const sort of ['name', '-name', 'lastHeldAt', '-lastHeldAt', 'updatedAt', '-updatedAt']) {
      const seen: ContactItem[] = [];
      let cursor: string | null = null;
      let total = 0;
      do {
        const page: Page = await list(`limit=3&sort=${sort}${cursor ? `&cursor=${cursor}` : ''}`);
        seen.push(...page.items);
        ({ total, nextCursor: cursor } = page);
      } while (cursor);
      expect(new Set(seen.map(({ id }) => id)).size, sort).toBe(seen.length);
      expect(seen.length, sort).toBe(total);
      expect(total).toBeGreaterThan(10);
      if (sort === 'name') {
        const inOrder = await office.db.reader.contact.findMany({
          where: { id: { in: seen.map(({ id }) => id) } },
          orderBy: [{ sortName: 'asc' }, { id: 'asc' }],
        });
        expect(seen.map(({ id }) => id)).toEqual(inOrder.map(({ id }) => id));
      }
    }
  });

  it('combines filters, and every facet says how many each value would leave', async () => {
    const region = (await office.db.reader.organization.findUniqueOrThrow({ where: { id: cities.namur }, include: { place: { include: { regions: true } } } }))
      .place!.regions[0]!.regionId;
    await create({ familyName: 'Germanophone', languages: ['de'], positions: [{ organizationId: cities.namur }] });
    await create({ familyName: 'Germanophone-Ailleurs', languages: ['de'], positions: [{ organizationId: cities.namur, validTo: '2020' }] });
    const here = await list(`language=de&region=${region}`);
    expect(here.items.map(({ name }) => name)).toEqual(['Germanophone']);
    expect((await list(`language=de&not.region=${region}`)).items.map(({ name }) => name)).toEqual(['Germanophone-Ailleurs']);
    expect((await list(`language=de&kind=municipality`)).total).toBe(1);
    for (const query of ['', 'language=de', `region=${region}`, 'pending=false&kind=municipality']) {
      const { body } = await office.as('reader').get<Facets>(`/api/contacts/facets?${query}`);
      for (const facet of ['kind', 'region', 'language', 'knownBy', 'pending']) {
        const others = [...new URLSearchParams(query)].filter(([key]) => key !== facet);
        for (const { value, count } of body[facet] ?? []) {
          const rest = new URLSearchParams([...others, [facet, value]]);
          expect((await list(`${rest.toString()}&limit=1`)).total, `${query} ${facet}=${value}`).toBe(count);
        }
      }
    }
  });

  it('finds by the beginning of words, by post and organization, without accents', async () => {
    const found = async (q: string) => (await list(`q=${encodeURIComponent(q)}`)).items.map(({ name }) => name);
    expect(await found('riv mae')).toEqual(['Maëlle de La Rivière-Fictive']);
    expect(await found('mairesse')).toContain('Maëlle de La Rivière-Fictive');
    expect(await found('maelle@exemple')).toContain('Maëlle de La Rivière-Fictive');
    expect(await found('"; DROP TABLE --')).toEqual([]);
  });

  it('names the nearest filter when one is unknown', async () => {
    const { status, body } = await office.as('reader').get<ProblemBody>('/api/contacts?langage=fr');
    expect(status).toBe(400);
    expect(body.detail).toContain('«\u00a0language\u00a0»');
  });

  it('gives search the same entries that the writes gave it', async () => {
    const stored = await office.db.reader.$queryRaw<{ recordId: string; titleFr: string; detailFr: string | null }[]>`
      SELECT "recordId", "titleFr", "detailFr" FROM search_entry WHERE "type" = 'contact' ORDER BY "recordId"`;
    const rebuilt: typeof stored = [];
    office.at(today);
    for (const { id, titleFr, detailFr } of await contactSearchEntries(office.db.reader, '', 1_000)) rebuilt.push({ recordId: id, titleFr, detailFr: detailFr ?? null });
    expect(rebuilt.length).toBeGreaterThan(10);
    expect(rebuilt).toEqual(stored);
  });

  it('offers the forms of address', async () => {
    const { body } = await office.as('reader').get<{ items: { id: string }[]; total: number }>('/api/address-forms');
    expect(body.items.map(({ id }) => id)).toContain('adr.mayor.f');
    expect(body.total).toBe(body.items.length);
  });
});
