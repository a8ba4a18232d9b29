import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildApp } from '../../server/app.ts';
import { caller, testOffice, type Office } from '../support/app.ts';

type Ready = { status: string; checks: Record<'write' | 'wal' | 'disk', { ok: boolean; detail: string }> };

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

it('says to anyone that the process answers', async () => {
  const { status, body } = await office.anonymous().get('/api/health/live');
  expect(status).toBe(200);
  expect(body).toEqual({ status: 'ok' });
});

it('is ready when the database takes a write, runs in WAL and has room', async () => {
  const before = await office.db.reader.setting.findUnique({ where: { key: 'health.probe' } });
  const { status, body } = await office.anonymous().get<Ready>('/api/health/ready');
  expect(status).toBe(200);
  expect(body.status).toBe('ok');
  expect(body.checks).toMatchObject({ write: { ok: true }, wal: { ok: true, detail: 'wal' }, disk: { ok: true } });
  expect(body.checks.disk.detail).toMatch(/^\d+ MiB$/);
  expect(before).toBeNull();
  expect(await office.db.reader.setting.count({ where: { key: 'health.probe' } })).toBe(1);
});

it('is not ready when the disk refuses the probe, and says which check failed', async () => {
  const db = { ...office.db, write: () => Promise.reject(new Error('SQLITE_FULL: database or disk is full')) };
  const app = await buildApp({ db, sessionSecret: 'a secret for the tests, long enough' });
  const { status, body } = await caller(app, {}).get<Ready>('/api/health/ready');
  expect(status).toBe(503);
  expect(body).toMatchObject({ status: 'unavailable', checks: { write: { ok: false }, wal: { ok: true } } });
  expect((await caller(app, {}).get('/api/health/live')).status).toBe(200);
  await app.close();
});

it('is not ready when the file is elsewhere than it was', async () => {
  const app = await buildApp({ db: { ...office.db, file: '/nowhere/at/all.db' }, sessionSecret: 'a secret for the tests, long enough' });
  const { status, body } = await caller(app, {}).get<Ready>('/api/health/ready');
  expect(status).toBe(503);
  expect(body.checks.disk.ok).toBe(false);
  await app.close();
});
