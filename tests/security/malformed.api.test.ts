import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressOf, lines, newRecords, seed, type Seeds } from '../http/surface.ts';
import { testOffice, tokenOf, type Office } from '../support/app.ts';
import { watchStored, type Stored } from './stored.ts';

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

const json = { 'content-type': 'application/json' };
const administrator = { authorization: `Bearer ${tokenOf('administrator')}`, 'accept-language': 'fr' };
function send(method: 'GET' | 'POST' | 'PATCH' | 'PUT', url: string, payload?: string | Buffer, headers: Record<string, string> = {}) {
  return office.app.inject({ method, url, headers: { ...administrator, ...headers }, ...(payload === undefined ? {} : { payload }) });
}
function expectProblem(answer: { statusCode: number; headers: Record<string, unknown>; payload: string }, statuses: number[], name: string): void {
  expect.soft(statuses, `${name}: ${answer.payload.slice(0, 200)}`).toContain(answer.statusCode);
  expect.soft(answer.headers['content-type'], name).toContain('application/problem+json');
  expect.soft((JSON.parse(answer.payload) as { status: number }).status, name).toBe(answer.statusCode);
}

const good = '"kind":"municipality","nameFr":"Ville"';
const deep = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const bodies: [name: string, body: string | Buffer, statuses: number[]][] = [
  ['nothing at all', '', [400]],
  ['half an object', `{${good}`, [400]],
  ['a trailing comma', `{${good},}`, [400]],
  ['a comment', `{${good}} // rien`, [400]],
  ['null', 'null', [400]],
  ['a list', '[]', [400]],
  ['a text', '"Ville"', [400]],
  ['a number', '1e999', [400]],
  ['not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), [400]],
  ['a prototype', `{${good},"__proto__":{"polluted":true}}`, [400]],
  ['a prototype in a list', `{${good},"names":[{"__proto__":{"polluted":true}}]}`, [400]],
  ['a constructor', `{${good},"constructor":{"prototype":{"polluted":true}}}`, [400]],
  ['a name with a slash', `{${good},"a/b~c":1}`, [400]],
  ['ten thousand names', `{${good},${Array.from({ length: 10_000 }, (_, n) => `"x${n}":1`).join(',')}}`, [400]],
  ['depth where there is none', `{${good},"nameEn":${deep(100_000)}}`, [400]],
  ['depth in a list', `{${good},"tags":${deep(100_000)}}`, [400]],
  ['objects in depth', `{${good},"x":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`, [400]],
  ['a list of ten thousand', `{${good},"tags":[${Array.from({ length: 10_000 }, (_, n) => `"t${n}"`).join(',')}]}`, [400]],
  ['three megabytes', `{${good},"descriptionFr":"${'é'.repeat(1_500_000)}"}`, [413]],
];

describe('a body that is', () => {
  it.each(bodies)('%s is refused, and stores nothing', async (name, body, statuses) => {
    stored.hasChanged();
    expectProblem(await send('POST', '/api/organizations', body, json), statuses, name);
    expect(stored.hasChanged()).toBe(false);
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  it('of another type than JSON is refused with 415', async () => {
    for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'json', '']) {
      expectProblem(await send('POST', '/api/organizations', `{${good}}`, { 'content-type': type }), [400, 415], type);
    }
    const { statusCode, body } = await send('POST', '/api/organizations', '<a/>', { 'content-type': 'application/xml' });
    expect(statusCode).toBe(415);
    expect(body).toContain('envoyez du JSON');
  });

  it('not an object is refused by every line that takes one', async () => {
    for (const { key, method, path, endpoint } of lines) {
      if (!endpoint.body) continue;
      for (const body of ['null', '[]', '{', '{"unknown":1}']) {
        const answer = await send(method as 'POST', addressOf(path, seeds), body, { ...json, 'if-match': '"v1"' });
        expectProblem(answer, [400], `${key} ${body}`);
      }
    }
  });
});

describe('an address that is', () => {
  it.each([
    '/api/organizations/%E0%A4%A',
    '/api/organizations/%00',
    `/api/organizations/${'x'.repeat(300)}`,
    '/api/organizations/..%2f..%2fetc%2fpasswd',
    '/api/organizations/__proto__',
    '/api/organizations/constructor',
    '/api/organizations/%F0%9F%87%A8',
    '/api/nothing',
    '/api/organizations/',
    '/api//organizations',
    '/api/history/__proto__/x',
    '/api/missions/%E0.ics',
  ])('%s is refused in words', async (url) => {
    expectProblem(await send('GET', url), [400, 404], url);
  });

  it.each([
    ['%00', [200, 400]],
    ['%', [200, 400]],
    ['%ff%fe', [200, 400]],
    ['a'.repeat(5_000), [200, 400]],
    ['&q='.repeat(200), [400]],
    ['x&__proto__=y', [400]],
    ['x&constructor[prototype][polluted]=1', [400]],
    ['x&region[]=1', [400]],
    ['x&limit=1&limit=2', [400]],
  ])('q=%s is answered', async (query, statuses) => {
    for (const path of ['/api/organizations', '/api/contacts', '/api/search', '/api/organizations.csv', '/api/organizations/facets']) {
      const answer = await send('GET', `${path}?q=${query}`);
      expect.soft([...statuses, 400], `${path}: ${answer.payload.slice(0, 200)}`).toContain(answer.statusCode);
    }
    expect(Object.prototype).not.toHaveProperty('polluted');
  });
});

describe('a header that is', () => {
  const odd = ['', '*', 'v', 'v1', '"1"', '"v99999999999999999999"', '"v-1"', '"v1", "v2"', 'x'.repeat(5_000), '"v1'];
  it.each(odd)('If-Match: %s never changes a record it does not name', async (value) => {
    stored.hasChanged();
    const answer = await send('PATCH', `/api/organizations/${seeds['/api/organizations']}`, '{"tier":"A"}', { ...json, 'if-match': value });
    if (value === 'v1' || value === '"v1') expect([200, 412]).toContain(answer.statusCode);
    else {
      expectProblem(answer, [412, 428], value.slice(0, 20));
      expect(stored.hasChanged()).toBe(false);
    }
  });

  it('an Idempotency-Key that cannot be kept is refused, not forgotten', async () => {
    stored.hasChanged();
    for (const key of ['', 'x'.repeat(201)]) {
      expectProblem(await send('POST', '/api/organizations', `{${good}}`, { ...json, 'idempotency-key': key }), [400], key);
    }
    expect(stored.hasChanged()).toBe(false);
  });

  it('of an odd kind changes nothing to the answer', async () => {
    for (const headers of [
      { 'accept-language': '*;q=0.1, ../../etc, \u00ff' },
      { cookie: 'passerelle=; passerelle=a.b; PARAGLIDE_LOCALE=xx' },
      { cookie: `passerelle=${'x'.repeat(4_000)}.y` },
      { 'x-forwarded-for': "'; DROP TABLE x" },
      { accept: 'application/xml' },
    ] as Record<string, string>[]) {
      expect.soft((await send('GET', '/api/organizations?limit=1', undefined, headers)).statusCode).toBe(200);
    }
  });

  it('more than a page long is refused at the door', async () => {
    await office.app.listen({ port: 0, host: '127.0.0.1' });
    const [address] = office.app.addresses();
    const port = typeof address === 'object' ? address.port : 0;
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(`GET /api/health/live HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(40_000)}\r\n\r\n`));
      socket.once('data', (data) => {
        resolve(String(data));
        socket.destroy();
      });
      socket.once('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect((await send('GET', '/api/health/live')).statusCode).toBe(200);
  });
});

it('leaves the office in working order', async () => {
  for (const [key, body] of Object.entries(newRecords)) {
    const [, path = ''] = key.split(' ');
    const { statusCode, payload } = await send('POST', addressOf(path, seeds), JSON.stringify(await body('fin', office)), json);
    expect.soft(statusCode, payload).toBe(201);
  }
});
