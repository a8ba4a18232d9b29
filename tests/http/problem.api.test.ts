import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../server/app.ts';
import type { Database } from '../../server/database.ts';
import { caller, testOffice, today, tokenOf, type Answer, type Office } from '../support/app.ts';

type ProblemBody = { type: string; title: string; status: number; detail: string; instance: string; errors?: { pointer: string; message: string }[] };

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const organization = { kind: 'business', nameFr: 'Entreprise' };
const asked = (call: (headers: Record<string, string>) => Promise<unknown>) => call as (headers: Record<string, string>) => Promise<Answer<ProblemBody>>;
const administrator = () => office.as('administrator');

/** One request for each kind of refusal. */
const refusals: [status: number, kind: string, call: (headers: Record<string, string>) => Promise<Answer<ProblemBody>>][] = [
  [400, 'invalid', asked((h) => administrator().post('/api/organizations', { kind: 'castle' }, h))],
  [400, 'invalid', asked((h) => administrator().call('GET', '/api/organizations?limit=0', undefined, h))],
  [401, 'unauthenticated', asked((h) => office.anonymous().call('GET', '/api/organizations', undefined, h))],
  [403, 'forbidden', asked((h) => office.as('reader').post('/api/organizations', organization, h))],
  [404, 'not-found', asked((h) => administrator().call('GET', '/api/organizations/nothing', undefined, h))],
  [404, 'not-found', asked((h) => administrator().call('GET', '/api/nowhere', undefined, h))],
  [404, 'not-found', asked((h) => administrator().call('DELETE', '/api/organizations/city.bordeaux', undefined, h))],
  [409, 'conflict', asked((h) => office.anonymous().post('/api/invitation', { token: 'spent', password: 'un mot de passe de plus' }, h))],
  [412, 'stale', asked((h) => administrator().call('PATCH', '/api/organizations/city.bordeaux', { tier: 'A' }, { ...h, 'if-match': '"v9"' }))],
  [422, 'invalid', asked((h) => administrator().post('/api/organizations', { ...organization, placeId: 'nowhere' }, h))],
  [428, 'precondition-required', asked((h) => administrator().call('PATCH', '/api/organizations/city.bordeaux', { tier: 'A' }, h))],
];

describe.each(refusals)('a refusal with %i (%s)', (status, kind, call) => {
  it('is a problem in the language that was asked for, French where none was', async () => {
    const fr = await call({ 'accept-language': 'fr-CA, en;q=0.5' });
    const en = await call({ 'accept-language': 'en-CA, fr;q=0.5' });
    const other = await call({ 'accept-language': 'de' });
    for (const { status: answered, headers, body } of [fr, en, other]) {
      expect(answered).toBe(status);
      expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(headers['cache-control']).toBe('no-store');
      expect(body).toMatchObject({ type: `urn:passerelle:problem:${kind}`, status });
      expect(body.instance).toMatch(/^\/api\/[^?]*$/);
      expect(body.title.length).toBeGreaterThan(3);
      expect(body.detail.length).toBeGreaterThan(3);
      for (const { pointer, message } of body.errors ?? []) {
        expect(pointer).toMatch(/^(\/[^/]+)*$/);
        expect(message.length).toBeGreaterThan(3);
      }
    }
    expect(en.body.title).not.toBe(fr.body.title);
    expect(en.body.detail).not.toBe(fr.body.detail);
    expect(other.body.title).toBe(fr.body.title);
  });

  it('in French is spaced as in Québec', async () => {
    const { body } = await call({ 'accept-language': 'fr' });
    const words = [body.title, body.detail, ...(body.errors ?? []).map(({ message }) => message)].join(' ');
    expect(words).not.toMatch(/[^\u00a0]:(\s|$)|\s[;!?]|'/);
  });
});

it('the language kept on screen is the language of refusals', async () => {
  const { body } = (await office.anonymous().call('GET', '/api/organizations', undefined, {
    cookie: 'PARAGLIDE_LOCALE=en',
    'accept-language': 'fr',
  })) as unknown as Answer<ProblemBody>;
  expect(body.title).toBe('Sign-in required');
});

describe('a fault of our own', () => {
  /** The same office with a database that fails as told. */
  async function failing(broken: Partial<Database>) {
    const app = await buildApp({ db: { ...office.db, ...broken }, sessionSecret: 'a secret for the tests, long enough', clock: () => today });
    return { app, as: caller(app, { authorization: `Bearer ${tokenOf('officer')}` }) };
  }
  const refusing = (message: string) => ({ write: () => Promise.reject(new Error(message)) });

  it.each([
    ['SQLITE_FULL: database or disk is full', 507],
    ['SQLITE_READONLY: attempt to write a readonly database', 503],
    ['SQLITE_IOERR_FSYNC: disk I/O error', 503],
    ['SQLITE_BUSY: database is locked', 503],
  ])('« %s » is %i, said in words; reads go on', async (message, status) => {
    const { app, as } = await failing(refusing(message));
    const answer = await as.post<ProblemBody>('/api/organizations', organization);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ type: 'urn:passerelle:problem:storage-unavailable', status });
    expect(answer.text).not.toMatch(/SQLITE|readonly|locked/);
    expect((await as.get('/api/organizations')).status).toBe(200);
    await app.close();
  });

  it('of an unknown kind is 500 with a number to report, and none of its details', async () => {
    const { app, as } = await failing(refusing('secret of the house at /srv/app/server/x.ts:12'));
    const { status, body, text } = await as.post<ProblemBody>('/api/organizations', organization);
    expect(status).toBe(500);
    expect(body.type).toBe('urn:passerelle:problem:unexpected');
    expect(body.detail).toMatch(/req-\w+/);
    expect(text).not.toMatch(/secret of the house|\.ts|stack/);
    await app.close();
  });

  it('never stands in the way of a read: when one was last there is not worth a refusal', async () => {
    const later = new Date(today.getTime() + 3_600_000);
    const app = await buildApp({
      db: { ...office.db, ...refusing('SQLITE_FULL: database or disk is full') },
      sessionSecret: 'a secret for the tests, long enough',
      clock: () => later,
    });
    const { status } = await caller(app, { authorization: `Bearer ${tokenOf('officer')}` }).get('/api/organizations');
    expect(status).toBe(200);
    await app.close();
  });
});
