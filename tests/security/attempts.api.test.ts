import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '../../server/app.ts';
import { hashPassword } from '../../server/users/session.service.ts';
import { testOffice, type Office } from '../support/app.ts';

const password = 'un mot de passe pour les tests';
let office: Office;
beforeAll(async () => {
  office = await testOffice();
  const passwordHash = await hashPassword(password);
  await office.db.write((tx) => tx.user.updateMany({ data: { passwordHash } }));
});
afterAll(() => office.close());

/** An app with a small allowance, on the same office. */
async function strict(trustProxy = false): Promise<FastifyInstance> {
  return buildApp({ db: office.db, sessionSecret: 'a secret for the tests, long enough', signInAttempts: 3, trustProxy });
}

async function attempt(app: FastifyInstance, email: string, secret: string, headers: Record<string, string> = {}) {
  return app.inject({ method: 'POST', url: '/api/session', payload: { email, password: secret }, headers: { 'accept-language': 'fr', ...headers } });
}

it('refuses with 429 and Retry-After after so many attempts at one address, even with the right password', async () => {
  const app = await strict();
  for (let n = 0; n < 3; n += 1) expect((await attempt(app, 'officer@test.example', 'faux')).statusCode).toBe(401);
  const refused = await attempt(app, 'officer@test.example', password);
  expect(refused.statusCode).toBe(429);
  const seconds = Number(refused.headers['retry-after']);
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(refused.headers['content-type']).toContain('application/problem+json');
  expect(refused.json()).toMatchObject({ title: 'Trop de tentatives', detail: `Attendez ${seconds} secondes, puis réessayez.` });
  expect(refused.headers['set-cookie']).toBeUndefined();
  expect((await attempt(app, 'reader@test.example', password)).statusCode).toBe(204);
  await app.close();
});

it('counts one address however it is written', async () => {
  const app = await strict();
  for (const email of ['officer@test.example', ' officer@test.example', 'OFFICER@test.example ']) {
    expect((await attempt(app, email, 'faux')).statusCode).toBe(401);
  }
  expect((await attempt(app, '  officer@test.example', 'faux')).statusCode).toBe(429);
  await app.close();
});

it('counts one machine however many addresses it tries', async () => {
  const app = await strict();
  const statuses: number[] = [];
  for (let n = 0; n < 32; n += 1) statuses.push((await attempt(app, `personne${n}@test.example`, 'faux')).statusCode);
  expect(statuses.slice(0, 30).every((status) => status === 401)).toBe(true);
  expect(statuses.slice(30)).toEqual([429, 429]);
  await app.close();
});

it('counts one machine behind the proxy whatever it says of itself', async () => {
  const app = await strict(true);
  const from = (claimed: string) => ({ 'x-forwarded-for': `${claimed}, 203.0.113.9` });
  for (let n = 0; n < 3; n += 1) await attempt(app, 'officer@test.example', 'faux', from(`198.51.100.${n}`));
  expect((await attempt(app, 'officer@test.example', 'faux', from('198.51.100.77'))).statusCode).toBe(429);
  expect((await attempt(app, 'officer@test.example', 'faux', { 'x-forwarded-for': '203.0.113.10' })).statusCode).toBe(401);
  await app.close();
});

it.each(['/api/invitation', '/api/setup'])('limits guesses at a one-time link: %s', async (url) => {
  const app = await strict();
  const payload = url === '/api/setup' ? { token: 'abc', name: 'Intrus', email: 'intrus@test.example', password } : { token: 'abc', password };
  const statuses: number[] = [];
  for (let n = 0; n < 4; n += 1) statuses.push((await app.inject({ method: 'POST', url, payload })).statusCode);
  expect(statuses).toEqual([409, 409, 409, 429]);
  await app.close();
});
