import { afterAll, beforeAll, expect, it } from 'vitest';
import fc from 'fast-check';
import { kept } from '../security/naughty.ts';
import { testOffice, userId, type Office } from '../support/app.ts';
import { rowsOf } from '../support/workbook.ts';

type FollowUp = { id: string; version: number; renegotiations: unknown[] };
type Page = { items: FollowUp[]; total: number; nextCursor: string | null };
let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

it('a day that no calendar has is refused, and breaks neither the list nor the page of the day', async () => {
  const officer = office.as('officer');
  for (const day of ['2026-02-31', '2026-11-31', '9999-02-30']) {
    for (const body of [{ text: 'Écrire', dueOn: day }, { text: 'Écrire', status: 'done', closedOn: day }]) {
      const { status, text } = await officer.post('/api/followups', body);
      expect(status, text).toBe(422);
      expect(text).toContain('n’existe pas au calendrier');
    }
    const { version } = (await officer.get<{ version: number }>('/api/organizations/city.bordeaux')).body;
    const put = await officer.patch('/api/organizations/city.bordeaux', version, { snoozedUntil: day, snoozeReason: 'Élections' });
    expect(put.status, put.text).toBe(422);
  }
  for (const day of ['0000-01-01', '9999-12-31']) expect((await officer.post('/api/followups', { text: 'Écrire', dueOn: day })).status).toBe(201);
  for (const url of ['/api/followups', '/api/followups/facets', '/api/followups.csv', '/api/followups.xlsx', '/api/today', '/api/digest']) {
    expect((await officer.get(url)).status, url).toBe(200);
  }
});

it('whatever is typed as a promise, a proof or a reason is kept as it is, and no formula opens in a sheet', async () => {
  const officer = office.as('officer');
  for (const [name, typed] of Object.entries(kept)) {
    const text = typed.slice(0, 500);
    const made = await officer.post<FollowUp & { text: string }>('/api/followups', { text, dueOn: '2026-11-20' });
    expect([made.status, made.body.text], name).toEqual([201, text]);
    const moved = await officer.patch<FollowUp>(`/api/followups/${made.body.id}`, 1, { status: 'renegotiated', dueOn: '2026-11-28', reason: text });
    expect([moved.status, moved.body.renegotiations.length], name).toEqual([200, 1]);
    const same = await officer.patch<FollowUp>(`/api/followups/${made.body.id}`, 2, { status: 'renegotiated', dueOn: '2026-11-28' });
    expect([same.status, same.body.renegotiations.length], name).toEqual([200, 1]);
    expect((await officer.patch(`/api/followups/${made.body.id}`, 3, { status: 'done', proof: text })).status, name).toBe(200);
  }
  const { text } = await officer.get('/api/followups.csv');
  expect(text).toContain('HYPERLINK');
  expect(text).not.toMatch(/(^|[;,\t\r\n"])=HYPERLINK/);
});

it('what is sent ten times at once under one key is logged once, with one new partner', async () => {
  const body = {
    startsAt: '2026-11-20T15:00:00Z',
    subject: 'Accueil',
    organizationIds: ['new:ville'],
    newOrganizations: [{ ref: 'new:ville', nameFr: 'Ville du double' }],
    newContacts: [{ ref: 'new:zoe', name: 'Zoé Double', organizationId: 'new:ville' }],
    followUps: [{ text: 'Une seule promesse', organizationId: 'new:ville' }],
  };
  const key = { 'idempotency-key': 'double-double-double-double' };
  const all = await Promise.all(Array.from({ length: 10 }, () => office.as('officer').post<FollowUp>('/api/interactions', body, key)));
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(all.map((one) => one.body.id)).size).toBe(1);
  const { reader } = office.db;
  expect(await reader.organization.count({ where: { nameFr: 'Ville du double' } })).toBe(1);
  expect(await reader.contact.count({ where: { familyName: 'Double' } })).toBe(1);
  expect(await reader.followUp.count({ where: { text: 'Une seule promesse' } })).toBe(1);
});

it('an officer gives away what is theirs or nobody’s, and learns nothing of what they may not see', async () => {
  const strategist = office.as('strategist');
  const theirs = (await strategist.post<FollowUp>('/api/followups', { text: 'À elle' })).body.id;
  const hidden = (await strategist.post<FollowUp>('/api/followups', { text: 'Caché', sensitivity: 'confidential' })).body.id;
  const give = (body: object) => office.as('officer').post<{ followUps: number }>('/api/followups/reassign', { to: userId('officer'), ...body });
  expect((await give({ ids: [theirs] })).status).toBe(403);
  expect((await give({ from: userId('strategist') })).status).toBe(403);
  const blind = await give({ ids: [hidden, 'nothing'] });
  expect([blind.status, blind.body.followUps]).toEqual([200, 0]);
  const mixed = await give({ ids: [theirs], from: userId('officer') });
  expect([mixed.status, mixed.body.followUps]).toEqual([200, 0]);
  const rows = await office.db.reader.followUp.findMany({ where: { id: { in: [theirs, hidden] } } });
  expect(rows.every(({ assigneeId }) => assigneeId === userId('strategist'))).toBe(true);
});

it('for any filters, the pages, the counts, the CSV and the workbook hold the same promises', { timeout: 60_000 }, async () => {
  const states = ['open', 'done', 'dropped'] as const;
  await office.db.write(async (tx) => {
    await tx.followUp.createMany({
      data: Array.from({ length: 80 }, (_, n) => ({
        text: `Promesse ${n} ${n % 7 === 0 ? 'jumelage' : ''}`,
        language: 'fr',
        promisedBy: (['us', 'them', 'joint'] as const)[n % 3] ?? 'us',
        status: states[n % 5 === 0 ? 1 : n % 11 === 0 ? 2 : 0] ?? 'open',
        dueOn: n % 6 === 0 ? null : `2026-${n % 2 ? '11' : '12'}-${String(1 + (n % 28)).padStart(2, '0')}`,
        assigneeId: n % 4 === 0 ? null : userId(n % 2 ? 'officer' : 'strategist'),
        organizationId: n % 3 ? 'city.bordeaux' : 'city.namur',
        sensitivity: (['internal', 'restricted', 'confidential'] as const)[n % 3] ?? 'internal',
        archivedAt: n % 13 === 0 ? new Date('2026-11-20T00:00:00Z') : null,
        createdAt: new Date('2026-11-20T00:00:00Z'),
        updatedAt: new Date(Date.UTC(2026, 10, 20, n)),
      })),
    });
  });
  const some = (values: string[]) => fc.option(fc.subarray(values, { minLength: 1, maxLength: 2 }), { nil: undefined });
  const filters = fc.record({
    promisedBy: some(['us', 'them', 'joint']),
    status: some(['open', 'done', 'renegotiated', 'dropped']),
    due: some(['late', 'week', 'month', 'later', 'none']),
    overdue: some(['true', 'false']),
    assignee: some(['me', userId('strategist')]),
    organization: some(['city.bordeaux', 'city.namur']),
    dueBefore: some(['2026-11-21', '2026-12-10']),
    dueAfter: some(['2026-11-15', '2026-12-01']),
    archived: some(['true', 'false']),
    sort: fc.constantFrom(undefined, 'dueOn', '-dueOn', 'closedOn', '-updatedAt'),
  });
  await fc.assert(
    fc.asyncProperty(filters, fc.constantFrom('reader' as const, 'officer' as const, 'strategist' as const), async (chosen, role) => {
      const query = new URLSearchParams(Object.entries(chosen).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one])));
      const who = office.as(role);
      const ids: string[] = [];
      let cursor: string | null = null;
      let total = 0;
      do {
        const page: Page = (await who.get<Page>(`/api/followups?${query}&limit=17${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`)).body;
        ids.push(...page.items.map(({ id }) => id));
        total = page.total;
        cursor = page.nextCursor;
      } while (cursor);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toHaveLength(total);
      const csv = (await who.get(`/api/followups.csv?${query}`)).text;
      expect([...csv.matchAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g)].map(([id]) => id)).toEqual(ids);
      const workbook = await office.app.inject({ url: `/api/followups.xlsx?${query}`, headers: { authorization: `Bearer test-token-${role}` } });
      expect(workbook.statusCode).toBe(200);
      expect(rowsOf(workbook.rawPayload)).toHaveLength(ids.length + 1);
    }),
    { numRuns: 40 },
  );
});
