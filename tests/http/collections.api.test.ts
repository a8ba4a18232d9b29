import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testOffice, type Office } from '../support/app.ts';
import { addressOf, lines, newRecords, seed, type Seeds } from './surface.ts';
import { formOf, template } from '../templates/packages.ts';

type Page = { items: { id: string }[]; total: number; nextCursor: string | null };
type ProblemBody = { errors?: { pointer: string; message: string }[] };
type QueryJson = {
  properties?: Record<string, { enum?: string[]; items?: { pattern?: string } } | undefined>;
};

let office: Office;
let seeds: Seeds;
beforeAll(async () => {
  office = await testOffice();
  seeds = await seed(office);
  // Enough of each for several pages, with equal and missing values among them.
  for (const [key, body] of Object.entries(newRecords)) {
    const [, path = ''] = key.split(' ');
    for (const stamp of ['b', 'a', 'Zoé']) {
      const { status, text } = await office.as('administrator').post(addressOf(path, seeds), await body(stamp, office));
      if (status !== 201) throw new Error(`${key}: ${text}`);
    }
  }
  await office.as('administrator').post('/api/document-templates', formOf(template()));
  for (const format of ['csv', 'xlsx']) await office.as('administrator').get(`/api/forums.${format}`);
}, 120_000);
afterAll(() => office.close());

const queryOf = (path: string): QueryJson => (lines.find(({ key }) => key === `GET ${path}`)?.endpoint.query ?? {}) as QueryJson;
const collections = lines.filter(({ method, path }) => method === 'GET' && queryOf(path).properties?.cursor && !path.includes('.')).map(({ path }) => path);
const paged = collections.filter((path) => !path.endsWith('/facets'));
const get = <T = Page>(path: string, query: Record<string, string> = {}) =>
  office.as('administrator').get<T>(`${path}?${new URLSearchParams(query)}`);

it('goes through every collection of the office', () => {
  expect(paged).toEqual(expect.arrayContaining(['/api/organizations', '/api/contacts', '/api/interactions', '/api/audit', '/api/users', '/api/views']));
});

describe.each(paged)('%s', (path) => {
  const sorts = queryOf(path).properties?.sort?.enum ?? [];

  it('answers items, a total and the way to the next page', async () => {
    const { status, body } = await get(path, { limit: '200' });
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(['items', 'nextCursor', 'total']);
    expect(body.items.length).toBe(Math.min(200, body.total));
    expect(body.nextCursor === null).toBe(body.total <= 200);
  });

  it.each(sorts)('has the same records in the same order page by page, sorted by %s', async (sort) => {
    const whole = await get(path, { sort, limit: '200' });
    const ids = whole.body.items.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const limit = Math.max(2, Math.ceil(ids.length / 6));
    const walked: string[] = [];
    let cursor: string | null = null;
    do {
      const { status, body, text }: { status: number; body: Page; text: string } = await get(path, cursor ? { sort, limit: String(limit), cursor } : { sort, limit: String(limit) });
      expect(status, text).toBe(200);
      expect(body.total).toBe(whole.body.total);
      walked.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
    } while (cursor && walked.length < ids.length);
    expect(walked.slice(0, ids.length)).toEqual(ids);
  });

  it('refuses a limit out of bounds, an unknown sort and an unknown filter, and says what would do', async () => {
    for (const [query, pointer] of [
      [{ limit: '0' }, '/limit'],
      [{ limit: '201' }, '/limit'],
      [{ limit: 'beaucoup' }, '/limit'],
      [{ limit: '2.5' }, '/limit'],
      [{ sort: 'couleur' }, '/sort'],
      [{ sort: '--name' }, '/sort'],
      [{ colour: 'red' }, '/colour'],
      [{ 'not.colour': 'red' }, '/not.colour'],
      [{ 'not.limit': '1' }, '/not.limit'],
    ] as [Record<string, string>, string][]) {
      const { status, body } = await get<ProblemBody>(path, query);
      expect.soft(status, JSON.stringify(query)).toBe(400);
      expect.soft(body.errors?.map((error) => error.pointer), JSON.stringify(query)).toContain(pointer);
    }
  });

  it('refuses a cursor that it did not make for this list', async () => {
    const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const garbage = ['x', '%', 'null', encode(null), encode({}), encode([]), encode(['name']), encode(['nothing', 'a', 'b']), 'a'.repeat(3_000)];
    for (const sort of sorts) {
      garbage.push(encode([sort, { a: 1 }, 'id']), encode([sort, [1], 'id']), encode([sort, true, 'id']), encode([sort, 'x', 7]));
      for (const value of ['not a date', '', 1e308, -1, null, '\u0000', "' OR 1=1 --"]) {
        const { status, text } = await get(path, { sort, cursor: encode([sort, value, "x' OR '1'='1"]) });
        expect.soft([200, 400], `${sort} ${JSON.stringify(value)}: ${text}`).toContain(status);
      }
    }
    for (const cursor of garbage) {
      const { status, body } = await get<ProblemBody>(path, { cursor, ...(sorts[0] ? { sort: sorts[0] } : {}) });
      expect.soft(status, cursor).toBe(400);
      expect.soft(body.errors?.[0]?.pointer, cursor).toBe('/cursor');
    }
  });

  it('answers or refuses a day that no calendar has, and the first and last of all days', async () => {
    for (const [filter, schema] of Object.entries(queryOf(path).properties ?? {})) {
      if (!schema?.items?.pattern?.includes('\\d{4}')) continue;
      for (const day of ['2026-02-31', '2025-02-29', '0000-01-01', '9999-12-31']) {
        const { status, text } = await get(path, { [filter]: day });
        expect.soft([200, 400], `${filter}=${day}: ${text.slice(0, 200)}`).toContain(status);
      }
    }
  });

  it('refuses the cursor of another order', async () => {
    if (sorts.length < 2) return;
    const { body } = await get(path, { limit: '1', sort: sorts[0] ?? '' });
    expect(body.nextCursor).not.toBeNull();
    expect((await get(path, { limit: '1', sort: sorts[1] ?? '', cursor: body.nextCursor ?? '' })).status).toBe(400);
  });

  it('has nothing for a filter that nothing meets, and all of it for its negation', async () => {
    const { total } = (await get(path)).body;
    const filters = Object.keys(queryOf(path).properties ?? {});
    for (const filter of ['organization', 'region', 'priority', 'lead'].filter((name) => filters.includes(name) && filters.includes(`not.${name}`))) {
      const none = await get(path, { [filter]: 'nothing-of-the-kind' });
      if (none.status === 400) continue;
      expect.soft(none.body.total, filter).toBe(0);
      expect.soft((await get(path, { [`not.${filter}`]: 'nothing-of-the-kind' })).body.total, filter).toBe(total);
    }
  });
});
