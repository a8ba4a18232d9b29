import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDemo } from '../../server/demo/load.ts';
import { testOffice, today, tokenOf, type Office } from '../support/app.ts';
import { rowsOf } from '../support/workbook.ts';
import { lines } from './surface.ts';

type Page = { items: { id: string }[]; total: number; nextCursor: string | null };
type Facets = Record<string, { value: string; count: number }[]>;
type Values = { enum?: string[]; pattern?: string };
type QueryJson = { properties: Record<string, { enum?: string[]; items?: Values } | undefined> };
type Pair = [name: string, value: string];

let office: Office;
beforeAll(async () => {
  office = await testOffice();
  await loadDemo(office.db, today);
}, 120_000);
afterAll(() => office.close());

const collections = ['organizations', 'contacts', 'interactions', 'followups', 'missions', 'agreements', 'forums'] as const;
const propertiesOf = (collection: string): QueryJson['properties'] =>
  (lines.find(({ key }) => key === `GET /api/${collection}`)?.endpoint.query as unknown as QueryJson).properties;
const read = async <T>(path: string, query: readonly Pair[]): Promise<T> => {
  const { status, body, text } = await office.as('officer').get<T>(`/api/${path}?${new URLSearchParams(query as Pair[])}`);
  expect(status, `${path} ${JSON.stringify(query)}: ${text.slice(0, 300)}`).toBe(200);
  return body;
};
const raw = async (path: string, query: readonly Pair[]): Promise<Buffer> =>
  (await office.app.inject({ url: `/api/${path}?${new URLSearchParams(query as Pair[])}`, headers: { authorization: `Bearer ${tokenOf('officer')}` } })).rawPayload;

const words = ['ville', 'université', 'Québec', 'a', 'culture', 'mobilité', 'Bordeaux', 'NEAR(', '"', 'œuvre', '😀'];
const days = ['-12m', '-3m', '0d', '6m', '-2y', '2025-01-01', '2026-06-30'];

/** One filter of a collection with a value that the office has, or that its vocabulary knows. */
async function pairsOf(collection: string): Promise<fc.Arbitrary<Pair>> {
  const facets = await read<Facets>(`${collection}/facets`, []);
  const named = Object.entries(propertiesOf(collection)).filter(([name]) => !name.startsWith('not.') && !['limit', 'cursor', 'sort'].includes(name));
  const choices = named.flatMap(([name, schema]): fc.Arbitrary<Pair>[] => {
    const values = [...(facets[name] ?? []).map(({ value }) => value), ...(schema?.items?.enum ?? [])];
    if (name === 'q') values.push(...words);
    if (schema?.items?.pattern?.includes('[dmy]')) values.push(...days);
    if (['owner', 'lead', 'assignee', 'knownBy', 'user'].includes(name)) values.push('me', 'none');
    if (['within', 'organization', 'place', 'contact'].includes(name)) values.push('nothing-of-the-kind');
    return values.length > 0 ? [fc.tuple(fc.constant(name), fc.constantFrom(...values))] : [];
  });
  return fc.tuple(fc.oneof(...choices), fc.nat(4)).map(([[name, value], n]): Pair => [n === 0 ? `not.${name}` : name, value]);
}

const filtersOf = async (collection: string): Promise<fc.Arbitrary<Pair[]>> =>
  fc.tuple(fc.array(await pairsOf(collection), { maxLength: 3 }), fc.constantFrom(...(propertiesOf(collection)['sort']?.enum ?? []), '')).map(([filters, sort]): Pair[] => [
    ...filters,
    ...(sort ? [['sort', sort] as Pair] : []),
  ]);

/** Ids of a list through all its pages. */
async function walk(collection: string, query: Pair[], limit: number): Promise<{ ids: string[]; total: number }> {
  const ids: string[] = [];
  let [cursor, total] = [null as string | null, 0];
  do {
    const page: Page = await read<Page>(collection, [...query, ['limit', String(limit)], ...(cursor ? [['cursor', cursor] as Pair] : [])]);
    ids.push(...page.items.map(({ id }) => id));
    ({ nextCursor: cursor, total } = page);
  } while (cursor && ids.length <= total);
  return { ids, total };
}

/** The last cell of every row after the first: the record's id. */
const idsOf = (csv: string): string[] => csv.replace(/"(?:[^"]|"")*"/g, 'quoted').split('\r\n').filter(Boolean).slice(1).map((row) => row.split(';').at(-1) ?? '');

describe.each(collections)('%s', (collection) => {
  it('has as many records on the screen as through its pages, in CSV and in Excel', async () => {
    await fc.assert(
      fc.asyncProperty(await filtersOf(collection), fc.constantFrom(7, 60, 200), async (query, limit) => {
        const { ids, total } = await walk(collection, query, limit);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.length).toBe(total);
        expect(idsOf((await raw(`${collection}.csv`, query)).toString('utf8'))).toEqual(ids);
        expect(rowsOf(await raw(`${collection}.xlsx`, query)).length - 1).toBe(total);
      }),
      { numRuns: 5 },
    );
  }, 60_000);

  it('counts in each facet what the list has with that value', async () => {
    await fc.assert(
      fc.asyncProperty(await filtersOf(collection), fc.nat(1000), async (query, pick) => {
        const facets = await read<Facets>(`${collection}/facets`, query);
        for (const [name, values] of Object.entries(facets)) {
          const others = query.filter(([one]) => one !== name && one !== `not.${name}`);
          expect(new Set(values.map(({ value }) => value)).size).toBe(values.length);
          const chosen = values[pick % Math.max(1, values.length)];
          if (!chosen) continue;
          const { total } = await read<Page>(collection, [...others, [name, chosen.value], ['limit', '1']]);
          expect(total, `${name}=${chosen.value} with ${JSON.stringify(others)}`).toBe(chosen.count);
        }
      }),
      { numRuns: 6 },
    );
  }, 60_000);
});
