import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf } from '../../server/http/session.ts';
import { hashPassword } from '../../server/users/session.service.ts';
import { sessionStore } from '../../server/users/session.store.ts';
import { testOffice, today, userId, type Office, type Role } from '../support/app.ts';
import { browser, type Browser } from './browser.ts';

const password = 'un mot de passe pour les tests';
type Session = { id: string; role: Role; csrfToken: string };
type Open = { items: { id: string; isCurrent: boolean; userAgent: string | null }[] };

let office: Office;
let passwordHash: string;
beforeAll(async () => {
  office = await testOffice();
  passwordHash = await hashPassword(password);
  await office.db.write((tx) => tx.user.updateMany({ data: { passwordHash } }));
});
afterAll(() => office.close());

const open = (): Browser => browser(office.app);
async function signedIn(role: Role): Promise<Browser> {
  const one = open();
  expect((await one.signIn(`${role}@test.example`, password)).status).toBe(204);
  return one;
}
const isIn = async (one: Browser): Promise<boolean> => (await one.get('/api/session')).status === 200;

/** A person of one's own for a test that changes what they may do. */
async function aPerson(id: string, role: Role): Promise<{ id: string; email: string; version: number }> {
  const email = `${id}@test.example`;
  await office.db.write((tx) => tx.user.create({ data: { id, email, name: `Personne ${id}`, role, passwordHash } }));
  return { id, email, version: 1 };
}

describe('signing in', () => {
  it('gives a cookie that scripts cannot read and that says who is there', async () => {
    const one = open();
    const { status, headers, text } = await one.signIn('officer@test.example', password);
    expect(status).toBe(204);
    expect(text).toBe('');
    expect(String(headers['set-cookie'])).toMatch(/^passerelle=[^;]+; .*Path=\/; .*HttpOnly; .*SameSite=Lax/);
    const { body } = await one.get<Session>('/api/session');
    expect(body).toMatchObject({ id: userId('officer'), role: 'officer' });
  });

  it('takes the address in any case and with spaces around it', async () => {
    expect((await open().signIn(' Officer@Test.example ', password)).status).toBe(204);
  });

  it('does not say whether the address or the password was wrong, in either language', async () => {
    const wrong = await open().signIn('officer@test.example', 'pas le bon mot de passe');
    const unknown = await open().signIn('personne@test.example', password);
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(wrong.body.detail).toBe('L’adresse ou le mot de passe ne correspond pas. Vérifiez les deux, puis réessayez.');
    expect(unknown.body).toEqual(wrong.body);
    expect(wrong.headers['set-cookie']).toBeUndefined();
    const english = await open().call('POST', '/api/session', { email: 'x', password: 'y' }, { 'accept-language': 'en' });
    expect(english.body.detail).not.toBe(wrong.body.detail);
  });

  it('refuses somebody who has been disabled or has no password yet, with the same words', async () => {
    await office.db.write(async (tx) => {
      const person = { name: 'Personne', role: 'officer' };
      await tx.user.create({ data: { ...person, email: 'gone@test.example', passwordHash, disabledAt: today } });
      await tx.user.create({ data: { ...person, email: 'invited@test.example' } });
    });
    const unknown = await open().signIn('personne@test.example', password);
    for (const email of ['gone@test.example', 'invited@test.example']) {
      const { status, body } = await open().signIn(email, password);
      expect(status).toBe(401);
      expect(body).toEqual(unknown.body);
    }
  });

  it('stores of the cookie only what opens nothing', async () => {
    const one = await signedIn('reader');
    const signed = decodeURIComponent(one.cookie()?.split('=')[1] ?? '');
    const [id = ''] = signed.split('.');
    expect(await office.db.reader.session.count({ where: { id: hashOf(id) } })).toBe(1);
    expect(JSON.stringify(await office.db.reader.session.findMany())).not.toContain(id);
  });

  it('refuses a cookie that was altered', async () => {
    const one = await signedIn('reader');
    const value = one.cookie() ?? '';
    one.useCookie(`${value.slice(0, -3)}abc`);
    expect(await isIn(one)).toBe(false);
  });

  it('changes the session id, so that a session planted beforehand is worth nothing', async () => {
    const planted = await signedIn('reader');
    const victim = open();
    victim.useCookie(planted.cookie() ?? '');
    expect((await victim.signIn('administrator@test.example', password)).status).toBe(204);
    expect(victim.cookie()).not.toBe(planted.cookie());
    expect((await victim.get<Session>('/api/session')).body.role).toBe('administrator');
    expect(await isIn(planted)).toBe(false);
  });
});

describe('a write from a browser', () => {
  const view = { collection: 'organizations', name: 'Vue', query: '' };
  const post = (one: Browser, headers: Record<string, string>) => one.call('POST', '/api/views', view, headers);

  it('needs a proof that our own page made it', async () => {
    const one = await signedIn('officer');
    const { csrfToken } = (await one.get<Session>('/api/session')).body;
    const other = await signedIn('officer');
    const foreign = (await other.get<Session>('/api/session')).body.csrfToken;
    const cases: [string, Record<string, string>, number][] = [
      ['nothing', {}, 403],
      ['token of the session', { 'x-csrf-token': csrfToken }, 201],
      ['token of another session', { 'x-csrf-token': foreign }, 403],
      ['invented token', { 'x-csrf-token': 'abc' }, 403],
      ['own origin', { host: 'bureau.example', origin: 'http://bureau.example' }, 201],
      ['another origin', { host: 'bureau.example', origin: 'http://mal.example' }, 403],
      ['another port', { host: 'bureau.example', origin: 'http://bureau.example:8080' }, 403],
      ['an opaque origin', { host: 'bureau.example', origin: 'null' }, 403],
      ['the browser’s word', { 'sec-fetch-site': 'same-origin' }, 201],
      ['the browser’s word that it is foreign', { 'sec-fetch-site': 'cross-site' }, 403],
      ['a foreign page with our token', { 'sec-fetch-site': 'cross-site', 'x-csrf-token': csrfToken }, 403],
      ['a neighbouring site', { 'sec-fetch-site': 'same-site' }, 403],
      ['typed by the user, no token', { 'sec-fetch-site': 'none' }, 403],
    ];
    for (const [name, headers, expected] of cases) {
      const { status, body } = await post(one, headers);
      expect.soft(status, name).toBe(expected);
      if (status === 403) expect.soft(body.detail, name).toBe('La preuve d’origine manque. Rechargez la page, puis réessayez.');
    }
  });

  it('cannot be forged as a plain form or by a foreign sign-in', async () => {
    const one = await signedIn('officer');
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x']) {
      const { status } = await one.call('POST', '/api/views', JSON.stringify(view), { 'content-type': type });
      expect.soft([400, 403, 415], type).toContain(status);
    }
    const foreign = { 'sec-fetch-site': 'cross-site' };
    expect((await open().call('POST', '/api/session', { email: 'reader@test.example', password }, foreign)).status).toBe(403);
  });

  it('needs none with a bearer token', async () => {
    expect((await office.as('officer').post('/api/views', view)).status).toBe(201);
  });
});

describe('a session ends', () => {
  it('when its person signs out', async () => {
    const one = await signedIn('officer');
    const copy = open();
    copy.useCookie(one.cookie() ?? '');
    expect((await one.write('DELETE', '/api/session')).status).toBe(204);
    expect(await isIn(copy)).toBe(false);
  });

  it('when its person ends it from elsewhere, and nobody else can', async () => {
    const here = await signedIn('officer');
    const there = await signedIn('officer');
    const stranger = await signedIn('reader');
    await there.get('/api/session', { 'user-agent': 'Mobile' });
    const items = (await there.get<Open>('/api/sessions')).body.items;
    const mine = items.find(({ isCurrent }) => isCurrent);
    expect(items.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
    expect((await stranger.write('DELETE', `/api/sessions/${mine?.id}`)).status).toBe(404);
    expect(await isIn(there)).toBe(true);
    expect((await here.write('DELETE', `/api/sessions/${mine?.id}`)).status).toBe(204);
    expect(await isIn(there)).toBe(false);
    expect(await isIn(here)).toBe(true);
  });

  it('when the password changes elsewhere; the one that changed it goes on', async () => {
    await aPerson('changes', 'officer');
    const [here, there] = [open(), open()];
    await here.signIn('changes@test.example', password);
    await there.signIn('changes@test.example', password);
    const next = 'un tout autre mot de passe';
    const refused = await here.write('PUT', '/api/session/password', { current: 'faux', next });
    expect(refused.status).toBe(422);
    expect(await isIn(there)).toBe(true);
    expect((await here.write('PUT', '/api/session/password', { current: password, next })).status).toBe(204);
    expect(await isIn(here)).toBe(true);
    expect(await isIn(there)).toBe(false);
    expect((await open().signIn('changes@test.example', password)).status).toBe(401);
    expect((await open().signIn('changes@test.example', next)).status).toBe(204);
  });

  it('when the role changes, and when the person is disabled', async () => {
    for (const change of [{ role: 'strategist' }, { disabled: true }]) {
      const { id, email } = await aPerson(`loses-${Object.keys(change)[0]}`, 'officer');
      const one = open();
      await one.signIn(email, password);
      expect(await isIn(one)).toBe(true);
      expect((await office.as('administrator').patch(`/api/users/${id}`, 1, change)).status).toBe(200);
      expect(await isIn(one)).toBe(false);
    }
  });

  it('goes on when only the person’s title changes', async () => {
    const { id, email } = await aPerson('keeps', 'officer');
    const one = open();
    await one.signIn(email, password);
    await office.as('administrator').patch(`/api/users/${id}`, 1, { titleFr: 'Conseillère' });
    expect(await isIn(one)).toBe(true);
  });

  it('for good: a request that was under way does not bring it back', async () => {
    const one = await signedIn('officer');
    const [id = ''] = decodeURIComponent(one.cookie()?.split('=')[1] ?? '').split('.');
    const store = sessionStore(office.db);
    const session = await new Promise<Parameters<typeof store.set>[1]>((resolve, reject) => {
      store.get(id, (error: unknown, found) => (error || !found ? reject(error as Error) : resolve(found)));
    });
    await office.db.write((tx) => tx.session.deleteMany({ where: { id: hashOf(id) } }));
    await new Promise<void>((resolve, reject) => {
      store.set(id, session, (error: unknown) => (error ? reject(error as Error) : resolve()));
    });
    expect(await isIn(one)).toBe(false);
  });

  it('after its time, and leaves the table at the next sign-in', async () => {
    const one = await signedIn('reader');
    const [id = ''] = decodeURIComponent(one.cookie()?.split('=')[1] ?? '').split('.');
    const before = new Date(today.getTime() - 1000);
    await office.db.write((tx) => tx.session.update({ where: { id: hashOf(id) }, data: { expiresAt: before } }));
    expect(await isIn(one)).toBe(false);
    await signedIn('reader');
    expect(await office.db.reader.session.count({ where: { id: hashOf(id) } })).toBe(0);
  });
});
