import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TSchema } from 'typebox';
import { addressOf, lines, newRecords, seed, type Line, type Seeds } from '../http/surface.ts';
import { testOffice, type Answer, type Office } from '../support/app.ts';
import { textAt, textFields, withText, type FieldPath } from './fields.ts';
import { kept, refused } from './naughty.ts';
import { watchStored, type Stored } from './stored.ts';

type ProblemBody = { errors?: { pointer: string; message: string }[] };

/** Fields with a form of their own, or that need another record first: the feature's own tests have them. */
const notFree = new Set([
  'POST /api/users email',
  // Filters, kept as the list of their collection would take them.
  'POST /api/views query',
  'POST /api/contacts contactPoints.*.value',
  'POST /api/interactions followUps.*.proof',
  'POST /api/interactions timeZone',
  'POST /api/places timeZone',
  'POST /api/targeting-exercises scores.*.evidence.*.statementFr',
  'POST /api/targeting-exercises scores.*.evidence.*.statementEn',
  'POST /api/targeting-exercises scores.*.evidence.*.source',
]);
/** Fields that make another record, or are read back elsewhere. */
const shownElsewhere = new Set([
  'POST /api/contacts/:id/positions titleFr',
  'POST /api/contacts/:id/positions titleEn',
  'POST /api/interactions newOrganizations',
  'POST /api/interactions newContacts',
  'POST /api/regions/:id/decisions reason',
  'POST /api/tokens name',
]);
/** What some fields need beside them. */
const beside: Record<string, Record<string, unknown>> = {
  'POST /api/organizations': { snoozedUntil: '2026-12-25', snoozeReason: 'Élections' },
  'POST /api/followups': { status: 'done', closedOn: '2026-11-20' },
};

let office: Office;
let stored: Stored;
let seeds: Seeds;
beforeAll(async () => {
  office = await testOffice();
  seeds = await seed(office);
  stored = watchStored(office.file);
});
afterAll(async () => {
  stored.close();
  await office.close();
});

const admin = () => office.as('administrator');
const posts = lines.filter(({ key }) => key in newRecords);
const pointerOf = (path: FieldPath): string => `/${path.map((name) => (name === '*' ? '0' : name)).join('/')}`;
const schemaOf = ({ endpoint }: Line): TSchema => endpoint.body as TSchema;
let stamps = 0;
const base = async ({ key }: Line): Promise<unknown> => ({ ...(await newRecords[key]?.(`texte-${(stamps += 1)}`, office)), ...beside[key] });
const send = (line: Line, body: unknown): Promise<Answer<ProblemBody>> => admin().post<ProblemBody>(addressOf(line.path, seeds), body);

describe.each(posts.filter((line) => textFields(schemaOf(line)).length > 0).map((line) => [line.key, line] as const))('%s', (key, line) => {
  const fields = textFields(schemaOf(line)).filter((path) => !notFree.has(`${key} ${path.join('.')}`));
  let together: FieldPath[];

  const filled = async (paths: FieldPath[], text: string): Promise<unknown> =>
    paths.reduce<unknown>((body, path) => withText(schemaOf(line), body, path, text, seeds), await base(line));

  it('takes plain words in every text field', async () => {
    together = [];
    const refusals: string[] = [];
    for (const path of fields) {
      const answer = await send(line, await filled([...together, path], 'Été à Québec'));
      if (answer.status === 201) together.push(path);
      else refusals.push(`${path.join('.')}: ${answer.status} ${JSON.stringify(answer.body.errors)}`);
    }
    expect(refusals).toEqual([]);
  });

  it.each(Object.entries(kept))('keeps %s as it was sent', async (_, text) => {
    const fitting = together.filter((path) => text.length <= maxLengthOf(schemaOf(line), path));
    const answer = await send(line, await filled(fitting, text));
    expect(answer.status, JSON.stringify(answer.body.errors)).toBe(201);
    for (const path of fitting.filter(([first]) => !shownElsewhere.has(`${key} ${first}`))) {
      expect.soft(textAt(answer.body, path), path.join('.')).toBe(text);
    }
  });

  it('names the field that holds what nothing can show, and stores nothing', async () => {
    for (const path of fields) {
      const bodies = await Promise.all(Object.values(refused).map((text) => filled([path], text)));
      stored.hasChanged();
      for (const body of bodies) {
        const { status, body: problem } = await send(line, body);
        expect.soft(status, pointerOf(path)).toBe(400);
        expect.soft(problem.errors?.map(({ pointer }) => pointer), pointerOf(path)).toContain(pointerOf(path));
      }
      expect(stored.hasChanged()).toBe(false);
    }
  });

  it('says of the longest text that it is too long', async () => {
    for (const path of fields) {
      const text = 'é'.repeat(maxLengthOf(schemaOf(line), path) + 1);
      const { status, body } = await send(line, await filled([path], text));
      expect.soft(status, pointerOf(path)).toBe(400);
      expect.soft(body.errors?.[0]?.pointer).toBe(pointerOf(path));
    }
  });
});

describe('afterwards', () => {
  it.each(Object.entries({ ...kept, ...refused }))('a search and a filter for %s answer', async (_, text) => {
    for (const url of ['/api/search', '/api/organizations', '/api/contacts', '/api/interactions', '/api/users']) {
      const { status } = await admin().get(`${url}?${new URLSearchParams({ q: text.slice(0, 200) })}`);
      expect.soft([200, 400], url).toContain(status);
    }
  });

  it.each(lines.filter(({ method }) => method === 'GET').map(({ key, path }) => [key, path] as const))('%s still answers', async (key, path) => {
    const { status, text } = await admin().get(addressOf(path, seeds));
    // What is not decided yet has nothing to replay.
    expect([200, 404, ...(key.endsWith('/replay') ? [409] : [])], text).toContain(status);
  });

  it('a note about a partner with such names is a page without tags of its own', async () => {
    const nameFr = `${kept['a script']} ${kept['a picture that runs']} ${kept['right to left']}`;
    const { body } = await admin().post<{ id: string }>('/api/organizations', { kind: 'business', nameFr });
    const order = { kind: 'partner-sheet', subjects: [{ type: 'organization', id: body.id }], language: 'both', audience: 'internal' };
    const { status, text, headers } = await admin().post('/api/notes/preview?format=html', order);
    expect(status).toBe(200);
    expect(text).toContain('&lt;script&gt;');
    expect(text).not.toMatch(/<script|<img|onerror=alert\('é'\)>/);
    expect(headers['content-security-policy']).toContain('sandbox');
  });

  it('nothing is served that a browser would run', async () => {
    for (const { path } of lines.filter(({ method }) => method === 'GET')) {
      const { headers } = await admin().get(addressOf(path, seeds));
      expect.soft(headers['x-content-type-options'], path).toBe('nosniff');
      expect.soft(headers['set-cookie'], path).toBeUndefined();
      if (!String(headers['content-type']).startsWith('text/html')) continue;
      expect.soft(headers['content-security-policy'], path).toMatch(/(^|; )sandbox(;|$)/);
    }
  });
});

/** How long a text may be there, in characters. */
function maxLengthOf(schema: TSchema, path: FieldPath): number {
  type Json = { properties?: Record<string, Json>; items?: Json; anyOf?: Json[]; maxLength?: number; type?: unknown };
  const found = path.reduce<Json | undefined>((at, name) => {
    const one = at?.anyOf?.find(({ type }) => type !== 'null') ?? at;
    return name === '*' ? one?.items : one?.properties?.[name];
  }, schema as unknown as Json);
  return found?.maxLength ?? 0;
}
