import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSetupLink, hashPassword } from '../../server/users/session.service.ts';
import type { User } from '../../server/users/user.schema.ts';
import { browser } from '../security/browser.ts';
import { testOffice, today, userId, type Office } from '../support/app.ts';

type ProblemBody = { detail: string; errors?: { pointer: string; message: string }[]; current?: User };
type Invitation = { token: string; expiresAt: string };

const password = 'un mot de passe pour les tests';
const day = 24 * 60 * 60 * 1000;
let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const admin = () => office.as('administrator');
async function add(email: string, role = 'officer'): Promise<User> {
  const { status, body } = await admin().post<User>('/api/users', { email, name: 'Marie Tremblay', role });
  expect(status).toBe(201);
  return body;
}
const invite = async (id: string): Promise<Invitation> =>
  (await admin().post<Invitation>(`/api/users/${id}/invitation`)).body;
const accept = (token: string, chosen = password) => office.anonymous().post<ProblemBody>('/api/invitation', { token, password: chosen });

describe('the first administrator', () => {
  const person = { name: 'Nathalie Roy', email: 'Nathalie@test.example', password };

  it('signs up once with the link of the first start, and is signed in', async () => {
    const first = (await createSetupLink(office.db, today)) ?? '';
    const token = (await createSetupLink(office.db, today)) ?? '';
    const one = browser(office.app);
    expect((await one.write('POST', '/api/setup', { ...person, token: first })).status).toBe(409);
    expect((await one.write('POST', '/api/setup', { ...person, token, password: 'court' })).status).toBe(400);
    expect((await one.write('POST', '/api/setup', { ...person, token })).status).toBe(204);
    expect((await one.get('/api/session')).body).toMatchObject({ email: 'nathalie@test.example', role: 'administrator' });
    const again = await browser(office.app).write('POST', '/api/setup', { ...person, token, email: 'autre@test.example' });
    expect(again.status).toBe(409);
    expect(await createSetupLink(office.db, today)).toBeNull();
    expect(JSON.stringify(await office.db.reader.setupLink.findMany())).not.toContain(token);
    await office.db.write((tx) => tx.session.deleteMany());
    await office.db.write((tx) => tx.user.update({ where: { email: 'nathalie@test.example' }, data: { passwordHash: null, role: 'reader' } }));
  });

  it('comes too late after a day', async () => {
    const token = await createSetupLink(office.db, new Date(today.getTime() - day));
    expect((await office.anonymous().post('/api/setup', { ...person, token })).status).toBe(409);
  });

  it('is not made by a link for somebody else', async () => {
    const { id } = await add('invite@test.example', 'reader');
    const { token } = await invite(id);
    const { status } = await office.anonymous().post('/api/setup', { ...person, token, email: 'intrus@test.example' });
    expect(status).toBe(409);
    expect(await office.db.reader.user.count({ where: { email: 'intrus@test.example' } })).toBe(0);
    expect((await accept(token)).status).toBe(204);
    await office.db.write((tx) => tx.user.update({ where: { id }, data: { passwordHash: null } }));
  });

  it('is told when the address is already somebody’s', async () => {
    const token = await createSetupLink(office.db, today);
    const { status, body } = await office.anonymous().post<ProblemBody>('/api/setup', { ...person, token, email: 'officer@test.example' });
    expect(status).toBe(422);
    expect(body.errors?.[0]?.pointer).toBe('/email');
  });

  it('finds the link void once somebody administers', async () => {
    const token = await createSetupLink(office.db, today);
    const passwordHash = await hashPassword(password);
    await office.db.write((tx) => tx.user.update({ where: { id: userId('administrator') }, data: { passwordHash } }));
    const { status } = await office.anonymous().post('/api/setup', { ...person, token, email: 'tard@test.example' });
    expect(status).toBe(409);
  });
});

describe('an invitation', () => {
  it('lets the person choose a password once, and signs them in', async () => {
    const user = await add('nouvelle@test.example');
    expect(user).toMatchObject({ canSignIn: false, disabledAt: null, version: 1 });
    const { token, expiresAt } = await invite(user.id);
    expect(new Date(expiresAt).getTime()).toBe(today.getTime() + 7 * day);
    const one = browser(office.app);
    expect((await one.write('POST', '/api/invitation', { token, password: 'court' })).status).toBe(400);
    expect((await one.write('POST', '/api/invitation', { token, password })).status).toBe(204);
    expect((await one.get('/api/session')).body).toMatchObject({ id: user.id, role: 'officer' });
    expect((await browser(office.app).signIn('nouvelle@test.example', password)).status).toBe(204);
    const again = await accept(token, 'un autre mot de passe');
    expect(again.status).toBe(409);
    expect(again.body.detail).toBe('Cette invitation a déjà servi ou a expiré. Demandez-en une autre à l’administration.');
    expect((await admin().get<User>(`/api/users/${user.id}`)).body.canSignIn).toBe(true);
  });

  it('replaces the one before, and ends the sessions of whoever had the old password', async () => {
    const { id, email } = await add('perdu@test.example');
    const first = await invite(id);
    const second = await invite(id);
    expect((await accept(first.token)).status).toBe(409);
    expect((await accept(second.token)).status).toBe(204);
    const old = browser(office.app);
    await old.signIn(email, password);
    await accept((await invite(id)).token, 'un mot de passe retrouvé');
    expect((await old.get('/api/session')).status).toBe(401);
    expect((await browser(office.app).signIn(email, password)).status).toBe(401);
  });

  it('is void after seven days, and for somebody disabled since', async () => {
    const late = await add('tard@test.example');
    const { token } = await invite(late.id);
    office.at(new Date(today.getTime() + 7 * day));
    expect((await accept(token)).status).toBe(409);
    office.at(today);
    const gone = await add('parti@test.example');
    const invitation = await invite(gone.id);
    await admin().patch(`/api/users/${gone.id}`, 1, { disabled: true });
    expect((await accept(invitation.token)).status).toBe(409);
    expect((await admin().get<User>(`/api/users/${gone.id}`)).body.canSignIn).toBe(false);
    expect((await admin().post(`/api/users/${gone.id}/invitation`)).status).toBe(404);
  });

  it('is made by administrators only, and not for nobody', async () => {
    expect((await office.as('strategist').post(`/api/users/${userId('reader')}/invitation`)).status).toBe(403);
    expect((await admin().post('/api/users/nobody/invitation')).status).toBe(404);
  });
});

describe('the people of the office', () => {
  it('have an address each, whatever its case', async () => {
    await add('Unique@test.example');
    const { status, body } = await admin().post<ProblemBody>('/api/users', { email: 'uniQue@TEST.example', name: 'Autre', role: 'reader' });
    expect(status).toBe(422);
    expect(body.errors).toEqual([{ pointer: '/email', message: 'Une personne du Bureau a déjà cette adresse.' }]);
    const other = await add('autre@test.example');
    expect((await admin().patch(`/api/users/${other.id}`, 1, { email: 'UNIQUE@test.example' })).status).toBe(422);
    expect((await admin().patch(`/api/users/${other.id}`, 1, { email: 'AUTRE@test.example' })).status).toBe(200);
  });

  it('never show a password, and every change says who made it', async () => {
    const user = await add('suivi@test.example');
    const { text } = await admin().get(`/api/users/${user.id}`);
    expect(text).not.toMatch(/passwordHash|\$argon2/);
    await admin().patch(`/api/users/${user.id}`, 1, { role: 'strategist' });
    const stale = await admin().patch<ProblemBody>(`/api/users/${user.id}`, 1, { role: 'reader' });
    expect(stale.status).toBe(412);
    expect(stale.body.current).toMatchObject({ role: 'strategist', version: 2 });
    const { body } = await admin().get<{ items: { changes: Record<string, unknown>; user: { id: string } }[] }>(`/api/history/user/${user.id}`);
    expect(body.items[0]).toMatchObject({ changes: { role: ['officer', 'strategist'] }, user: { id: userId('administrator') } });
    expect(JSON.stringify(await office.db.reader.auditEvent.findMany())).not.toContain('$argon2');
  });

  it('are found by name and address, by role and by state', async () => {
    const found = async (query: string): Promise<string[]> =>
      (await admin().get<{ items: User[] }>(`/api/users?${query}`)).body.items.map(({ email }) => email);
    expect(await found('q=STRATEGIST')).toEqual(['strategist@test.example']);
    expect(await found('disabled=true')).toEqual(['parti@test.example']);
    expect(await found('role=administrator&not.q=nobody')).toEqual(['administrator@test.example']);
  });

  it('always count one who can administer', async () => {
    const url = `/api/users/${userId('administrator')}`;
    const { version } = (await admin().get<User>(url)).body;
    for (const change of [{ role: 'officer' }, { disabled: true }]) {
      const { status, body } = await admin().patch<ProblemBody>(url, version, change);
      expect(status).toBe(409);
      expect(body.detail).toContain('C’est la dernière personne qui peut administrer Passerelle.');
    }
    // Somebody who never chose a password cannot take over.
    const heir = await add('releve@test.example', 'administrator');
    expect((await admin().patch(url, version, { role: 'officer' })).status).toBe(409);
    await accept((await invite(heir.id)).token);
    expect((await admin().patch(url, version, { role: 'officer' })).status).toBe(200);
    expect((await admin().post('/api/users', { email: 'trop@test.example', name: 'Tard', role: 'reader' })).status).toBe(403);
  });
});
