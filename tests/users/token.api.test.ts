import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hashOf } from '../../server/http/session.ts';
import { caller, testOffice, today, userId, type Office } from '../support/app.ts';

type Made = { id: string; token: string };
type Listed = { items: { id: string; name: string; expiresAt: string | null; lastUsedAt: string | null }[] };

const hour = 60 * 60 * 1000;
let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const officer = () => office.as('officer');
const withToken = (token: string) => caller(office.app, { authorization: `Bearer ${token}` });
const later = (milliseconds: number): Date => new Date(today.getTime() + milliseconds);

it('is shown once, works at once, and only its hash is kept', async () => {
  const { status, body } = await officer().post<Made>('/api/tokens', { name: 'Tableau de bord' });
  expect(status).toBe(201);
  const session = await withToken(body.token).get('/api/session');
  expect(session.body).toMatchObject({ id: userId('officer'), role: 'officer' });
  const listed = await officer().get<Listed>('/api/tokens');
  expect(listed.body.items.find(({ id }) => id === body.id)).toMatchObject({ name: 'Tableau de bord', expiresAt: null });
  expect(listed.text + (await officer().get(`/api/tokens/${body.id}`)).text).not.toContain(body.token);
});

it('is in no table as it is written, even after a repeated request', async () => {
  const key = { 'idempotency-key': 'one-token' };
  const answers = await Promise.all([1, 2, 3].map(() => officer().post<Made>('/api/tokens', { name: 'Répété' }, key)));
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  expect(await office.db.reader.apiToken.count({ where: { name: 'Répété' } })).toBe(1);
  const secrets = answers.map(({ body }) => body.token);
  expect(new Set(secrets).size).toBe(1);
  const everything = new Sqlite(office.file, { readonly: true });
  const tables = everything.prepare<[], { name: string }>(`SELECT "name" FROM sqlite_master WHERE "type" = 'table'`).all();
  for (const { name } of tables) {
    for (const row of everything.prepare(`SELECT * FROM "${name}"`).iterate()) {
      for (const secret of secrets) expect(JSON.stringify(row)).not.toContain(secret);
    }
  }
  everything.close();
});

it('dies when it is revoked, by its owner only', async () => {
  const { body } = await officer().post<Made>('/api/tokens', { name: 'À révoquer' });
  const stranger = office.as('administrator');
  expect((await stranger.get(`/api/tokens/${body.id}`)).status).toBe(404);
  expect((await stranger.delete(`/api/tokens/${body.id}`)).status).toBe(404);
  expect((await withToken(body.token).get('/api/session')).status).toBe(200);
  expect((await officer().delete(`/api/tokens/${body.id}`)).status).toBe(204);
  expect((await withToken(body.token).get('/api/session')).status).toBe(401);
  expect((await officer().delete(`/api/tokens/${body.id}`)).status).toBe(404);
  const { action } = await office.db.reader.auditEvent.findFirstOrThrow({ where: { recordId: body.id }, orderBy: { id: 'desc' } });
  expect(action).toBe('delete');
});

it('dies at its hour, and cannot be made already dead', async () => {
  const { body } = await officer().post<Made>('/api/tokens', { name: 'Une heure', expiresAt: later(hour).toISOString() });
  office.at(later(hour - 1));
  expect((await withToken(body.token).get('/api/session')).status).toBe(200);
  office.at(later(hour));
  expect((await withToken(body.token).get('/api/session')).status).toBe(401);
  const past = await officer().post('/api/tokens', { name: 'Passé', expiresAt: today.toISOString() });
  office.at(today);
  expect(past.status).toBe(422);
});

it('has the role its person has today', async () => {
  await office.db.write((tx) => tx.user.create({ data: { id: 'changing', email: 'changing@test.example', name: 'Personne', role: 'officer' } }));
  await office.db.write((tx) => tx.apiToken.create({ data: { userId: 'changing', name: 'x', tokenHash: hashOf('changing'), lastUsedAt: today } }));
  const one = withToken('changing');
  const create = () => one.post('/api/followups', { text: 'Envoyer le bilan' });
  expect((await create()).status).toBe(201);
  await office.as('administrator').patch('/api/users/changing', 1, { role: 'reader' });
  expect((await create()).status).toBe(403);
  await office.as('administrator').patch('/api/users/changing', 2, { disabled: true });
  expect((await one.get('/api/session')).status).toBe(401);
});

it('remembers when it was last used, to ten minutes, and a refusal leaves no trace', async () => {
  const { body } = await officer().post<Made>('/api/tokens', { name: 'Usage' });
  const lastUsed = async (): Promise<string | null> => (await officer().get<Listed['items'][0]>(`/api/tokens/${body.id}`)).body.lastUsedAt;
  expect(await lastUsed()).toBeNull();
  await withToken(body.token).get('/api/session');
  expect(await lastUsed()).toBe(today.toISOString());
  await office.db.write((tx) => tx.user.update({ where: { id: userId('officer') }, data: { disabledAt: today } }));
  office.at(later(hour));
  expect((await withToken(body.token).get('/api/session')).status).toBe(401);
  office.at(today);
  await office.db.write((tx) => tx.user.update({ where: { id: userId('officer') }, data: { disabledAt: null } }));
  expect(await lastUsed()).toBe(today.toISOString());
});

it.each(['Basic abc', 'Bearer', 'Bearer ', 'Bearer x y', 'bearer test-token-officer\u00e9'])('refuses the header « %s »', async (authorization) => {
  const { status, body } = await caller(office.app, { authorization }).get('/api/session');
  expect(status).toBe(401);
  expect(body.status).toBe(401);
});
