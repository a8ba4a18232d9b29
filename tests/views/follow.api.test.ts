import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDemo } from '../../server/demo/load.ts';
import { questions } from '../../server/views/questions.rules.ts';
import { keepDueSnapshots } from '../../server/views/snapshots.ts';
import type { Badges, FiltersInForce, View, ViewChanges } from '../../server/views/view.schema.ts';
import { testOffice, today, type Office, type Role } from '../support/app.ts';

let office: Office;
beforeAll(async () => {
  office = await testOffice();
  await loadDemo(office.db, today);
}, 120_000);
afterAll(() => office.close());

const total = async (collection: string, query: string, role: Role = 'officer'): Promise<number> => {
  const { status, body, text } = await office.as(role).get<{ total: number }>(`/api/${collection}?limit=1&${query}`);
  expect(status, text).toBe(200);
  return body.total;
};
const describeFilters = async (query: string, relax = false, role: Role = 'officer', collection = 'organizations'): Promise<FiltersInForce> => {
  const { status, body, text } = await office.as(role).get<FiltersInForce>(`/api/filters?${new URLSearchParams({ collection, query, ...(relax ? { relax: 'true' } : {}) })}`);
  expect(status, text).toBe(200);
  return body;
};
const day = (count: number): Date => new Date(today.getTime() + count * 86_400_000);

describe('filters in words', () => {
  it('names what is an id, and says what is gone', async () => {
    const { filters, dropped } = await describeFilters('region=reg.nordic-arctic&not.sector=sec.heritage&owner=user.officer&owner=user.nobody&tag=nulle-part&tier=A&colour=red&stage=asleep');
    expect(filters).toEqual([
      expect.objectContaining({ name: 'region', labelFr: 'Pays nordiques et Arctique', standing: 'here', isNegated: false }),
      expect.objectContaining({ name: 'sector', labelFr: 'Patrimoine', isNegated: true }),
      expect.objectContaining({ name: 'owner', value: 'user.officer', labelFr: 'Personne officer' }),
      expect.objectContaining({ name: 'owner', value: 'user.nobody', standing: 'gone', labelFr: null }),
      expect.objectContaining({ name: 'tag', standing: 'gone' }),
    ]);
    expect(dropped).toEqual([{ name: 'colour', value: 'red' }, { name: 'stage', value: 'asleep' }]);
  });

  it('does not name a person that the caller may not see', async () => {
    const { body } = await office.as('strategist').post<{ id: string }>('/api/contacts', { familyName: 'Discrète', sensitivity: 'confidential' });
    expect((await describeFilters(`contact=${body.id}`, false, 'strategist', 'interactions')).filters[0]?.labelFr).toContain('Discrète');
    expect((await describeFilters(`contact=${body.id}`, false, 'officer', 'interactions')).filters[0]).toMatchObject({ labelFr: null, standing: 'gone' });
  });

  it('says how many records would be left without each filter, the most first', async () => {
    const filters = ['region=reg.nordic-arctic', 'stage=closed', 'tier=D', 'not.kind=municipality'];
    const { without } = await describeFilters(filters.join('&'), true);
    expect(without).toHaveLength(4);
    for (const { name, total: left } of without) expect(left, name).toBe(await total('organizations', filters.filter((one) => !one.replace('not.', '').startsWith(`${name}=`)).join('&')));
    expect(without.map((one) => one.total)).toEqual(without.map((one) => one.total).toSorted((a, b) => b - a));
  });
});

describe('questions', () => {
  it.each(questions.map(({ id, collection, query }) => [id, collection, query] as const))('%s is a list that the product understands', async (id, collection, query) => {
    await total(collection, query);
    expect((await describeFilters(query, false, 'officer', collection)).dropped).toEqual([]);
  });

  it('are counted with the pinned views, in one answer, as the caller sees them', async () => {
    const keep = (name: string, more: object) => office.as('officer').post<View>('/api/views', { collection: 'organizations', name, query: 'tier=A', ...more });
    const { body: mine } = await keep('À moi', { isPinned: true });
    const { body: ours } = await keep('À nous', { isPinned: true, scope: 'team' });
    const { body: unpinned } = await keep('Rangée', {});
    const { body } = await office.as('officer').get<Badges>('/api/views/badges');
    expect(body.views.map(({ id }) => id)).toEqual(expect.arrayContaining([mine.id, ours.id]));
    expect(body.views.find(({ id }) => id === mine.id)?.total).toBe(await total('organizations', 'tier=A'));
    expect(body.views.map(({ id }) => id)).not.toContain(unpinned.id);
    expect(body.questions.map(({ id }) => id)).toEqual(questions.map(({ id }) => id));
    for (const question of questions) {
      expect(body.questions.find(({ id }) => id === question.id)?.total, question.id).toBe(await total(question.collection, question.query));
    }
    const seen = (await office.as('reader').get<Badges>('/api/views/badges?collection=organizations')).body;
    expect(seen.views.map(({ id }) => id)).toContain(ours.id);
    expect(seen.views.map(({ id }) => id)).not.toContain(mine.id);
    expect((await office.as('reader').get<Badges>('/api/views/badges?collection=forums')).body.views).toEqual([]);
  });
});

describe('what changed in a view', () => {
  const changesOf = async (id: string, role: Role = 'officer'): Promise<ViewChanges> => (await office.as(role).get<ViewChanges>(`/api/views/${id}/changes`)).body;
  const patch = async (id: string, body: object): Promise<void> => {
    const { body: { version } } = await office.as('strategist').get<{ version: number }>(`/api/organizations/${id}`);
    expect((await office.as('strategist').patch(`/api/organizations/${id}`, version, body)).status).toBe(200);
  };

  it('is told a week later: what came in, what left, what was changed inside', async () => {
    const { body: listed } = await office.as('officer').get<{ items: { id: string }[] }>('/api/organizations?tier=B&limit=3');
    const [leaves, changes] = listed.items.map(({ id }) => id);
    const { body: view } = await office.as('officer').post<View>('/api/views', { collection: 'organizations', name: 'Rang B', query: 'tier=B', scope: 'team' });
    expect(await changesOf(view.id)).toMatchObject({ since: '2026-11-21', came: { total: 0 }, left: { total: 0 }, changed: { total: 0 } });

    office.at(day(3));
    await patch(leaves ?? '', { tier: 'C' });
    await patch(changes ?? '', { website: 'https://exemple.test' });
    const { body: made } = await office.as('officer').post<{ id: string }>('/api/organizations', { kind: 'municipality', nameFr: 'Ville nouvelle', tier: 'B' });
    const told = await changesOf(view.id, 'reader');
    expect(told.came.items).toMatchObject([{ id: made.id, titleFr: 'Ville nouvelle' }]);
    expect(told.left.items.map(({ id }) => id)).toEqual([leaves]);
    expect(told.changed.items).toMatchObject([{ id: changes, at: day(3).toISOString() }]);

    // The next week's snapshot is taken once; a fortnight later the comparison is with that one.
    office.at(day(8));
    expect(await keepDueSnapshots(office.db, day(8))).toBeGreaterThan(0);
    expect(await keepDueSnapshots(office.db, day(8))).toBe(0);
    expect((await changesOf(view.id)).since).toBe('2026-11-21');
    office.at(day(15));
    expect(await changesOf(view.id)).toMatchObject({ since: '2026-11-29', came: { total: 0 }, left: { total: 0 } });
    office.at(today);
  });

  it('names to another only what they may see', async () => {
    const { body: view } = await office.as('strategist').post<View>('/api/views', { collection: 'interactions', name: 'Confidences', query: 'q=cachotterie', scope: 'team' });
    const [partner] = (await office.as('reader').get<{ items: { id: string }[] }>('/api/organizations?limit=1')).body.items;
    for (const sensitivity of ['confidential', 'internal']) {
      const { status, text } = await office.as('strategist').post('/api/interactions', { subject: `Cachotterie ${sensitivity}`, startsAt: '2026-11-20T15:00:00Z', organizationIds: [partner?.id], sensitivity });
      expect(status, text).toBe(201);
    }
    expect((await changesOf(view.id, 'strategist')).came.total).toBe(2);
    expect((await changesOf(view.id, 'reader')).came).toMatchObject({ total: 1, items: [{ titleFr: 'Cachotterie internal' }] });
  });

  it('begins anew when the filters change', async () => {
    const { body: view } = await office.as('officer').post<View>('/api/views', { collection: 'organizations', name: 'Muable', query: 'tier=A' });
    await office.as('officer').patch<View>(`/api/views/${view.id}`, 1, { query: 'tier=B' });
    expect(await changesOf(view.id)).toMatchObject({ came: { total: 0 }, left: { total: 0 } });
  });
});

it('refuses to keep what the list would not understand, and opens what it no longer does', async () => {
  const { status, body } = await office.as('officer').post<{ errors: { pointer: string; message: string }[] }>('/api/views', { collection: 'organizations', name: 'Vide', query: 'stag=active' });
  expect(status).toBe(422);
  expect(body.errors[0]).toMatchObject({ pointer: '/query', message: expect.stringContaining('stag=active') as string });
  const row = await office.db.write((tx) => tx.savedView.create({ data: { ownerId: 'user.officer', collection: 'organizations', name: 'Ancienne', query: 'gone=1&tier=A&stage=asleep&owner=user.nobody' } }));
  const old = await office.as('officer').get<View>(`/api/views/${row.id}`);
  expect(old.body).toMatchObject({ opens: 'tier=A&owner=user.nobody', dropped: [{ name: 'gone', value: '1' }, { name: 'stage', value: 'asleep' }] });
  await total('organizations', old.body.opens);
});

it('names the nearest of the values and of the facets', async () => {
  for (const [query, nearest] of [['stage=activ', 'active'], ['facet=regoin', 'region'], ['not.kind=municipalty', 'municipality'], ['tier=a', 'A']] as const) {
    const { status, body } = await office.as('reader').get<{ detail: string }>(`/api/organizations/facets?${query}`);
    expect.soft(status).toBe(400);
    expect.soft(body.detail, query).toContain(`«\u00a0${nearest}\u00a0»`);
  }
  const { body } = await office.as('reader').get<Record<string, unknown>>('/api/organizations/facets?facet=stage&facet=tier');
  expect(Object.keys(body).sort()).toEqual(['stage', 'tier']);
});

it.each(['é'.repeat(10_000), 'NEAR("a" b, 2) OR *', '😀🇫🇷', 'مدينة كيبك', "'; DROP TABLE \"Organization\"; --", '%ED%A0%80', '\u0000', '"', '-- /* */'])('answers %.30j', async (text) => {
  for (const collection of ['organizations', 'contacts', 'interactions', 'followups', 'missions', 'agreements', 'forums']) {
    for (const path of [collection, `${collection}/facets`]) {
      const { status } = await office.as('officer').get(`/api/${path}?q=${text.startsWith('%') ? text : encodeURIComponent(text)}`);
      expect.soft([200, 400], `${path}`).toContain(status);
    }
    const { status } = await office.as('officer').get(`/api/filters?collection=${collection}&relax=true&query=${encodeURIComponent(`q=${encodeURIComponent(text.slice(0, 2_000))}&not.q=x`)}`);
    expect.soft([200, 400], `filters of ${collection}`).toContain(status);
  }
});
