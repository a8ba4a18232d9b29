import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import * as box from '../../web/lib/capture/outbox.svelte.ts';
import { log } from '../../web/lib/capture/save.ts';
import { Problem } from '../../web/lib/problem.ts';

/** What the server answers, call by call; who is signed in. The state of the component compiler is a plain value here. */
const server = vi.hoisted(() => {
  Object.assign(globalThis, { $state: <T>(value: T): T => value });
  return {
    signedIn: 'user.a' as string | null,
    posted: [] as { key: string; body: unknown }[],
    answer: (() => undefined) as (key: string) => unknown,
  };
});
vi.mock('#lib/api.ts', () => ({
  isProblem: (error: { status: number }, status: number) => error.status === status,
  api: (_fetch: unknown, call: string, options: { body: unknown; idempotencyKey: string }) => {
    if (call === 'GET /api/session') {
      return server.signedIn === null ? Promise.reject(new Problem({ status: 401, title: 'fermée' })) : Promise.resolve({ id: server.signedIn });
    }
    try {
      const answer = server.answer(options.idempotencyKey);
      server.posted.push({ key: options.idempotencyKey, body: options.body });
      return Promise.resolve(answer);
    } catch (error) {
      return Promise.reject(error as Error);
    }
  },
}));

/** What this browser keeps. */
let store = new Map<string, string>();
let isFull = false;
beforeAll(() => {
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => store.get(key) ?? null,
    removeItem: (key: string) => store.delete(key),
    setItem: (key: string, value: string) => {
      if (isFull) throw new DOMException('full', 'QuotaExceededError');
      store.set(key, value);
    },
  });
});
afterAll(() => {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(globalThis, '$state');
});
beforeEach(() => {
  store = new Map();
  isFull = false;
  Object.assign(server, { signedIn: 'user.a', posted: [], answer: () => undefined });
  box.openOutbox('user.a');
});

const one = (key: string) => ({ key, body: { subject: key } as never, label: key, line: null, keptAt: '2026-11-21T15:00:00.000Z', refusal: null });
const keys = (outbox: Pick<typeof box, 'waiting'> = box): string[] => outbox.waiting().map(({ key }) => key);

it('sends in order, once each, and forgets what was stored', async () => {
  for (const key of ['un', 'deux']) box.keep(one(key));
  expect(await Promise.all([box.send(), box.send()])).toEqual([2, 0]);
  expect(server.posted.map(({ key }) => key)).toEqual(['un', 'deux']);
  expect(store.size).toBe(0);
});

it('sends nothing of one person in the name of another', async () => {
  box.keep(one('un'));
  server.signedIn = 'user.b';
  expect(await box.send()).toBe(0);
  expect([server.posted, keys(), box.halt()]).toEqual([[], ['un'], 'other_person']);
  box.openOutbox('user.b');
  expect([keys(), await box.send(), box.halt()]).toEqual([[], 0, null]);
  server.signedIn = 'user.a';
  box.openOutbox('user.a');
  expect([await box.send(), keys()]).toEqual([1, []]);
});

it('keeps all that is left when the session ends on the way, says so, and goes on when it is back', async () => {
  for (const key of ['un', 'deux', 'trois']) box.keep(one(key));
  server.answer = (key) => {
    if (key === 'deux') throw new Problem({ status: 401, title: 'fermée' });
  };
  expect(await box.send()).toBe(1);
  expect([keys(), box.halt()]).toEqual([['deux', 'trois'], 'signed_out']);
  server.signedIn = null;
  expect([await box.send(), box.halt()]).toEqual([0, 'signed_out']);
  Object.assign(server, { signedIn: 'user.a', answer: () => undefined });
  expect([await box.send(), keys(), box.halt()]).toEqual([2, [], null]);
});

it('keeps apart what the server refuses, and sends the rest', async () => {
  for (const key of ['un', 'deux']) box.keep(one(key));
  server.answer = (key) => {
    if (key === 'un') throw new Problem({ status: 422, title: 'À corriger.', detail: 'Sans partenaire.' });
  };
  expect(await box.send()).toBe(1);
  expect(box.waiting()).toMatchObject([{ key: 'un', refusal: 'À corriger. Sans partenaire.' }]);
  expect([await box.send(), server.posted.length]).toEqual([0, 1]);
});

it('says in words that nothing could be kept, and keeps what was there', async () => {
  box.keep(one('un'));
  isFull = true;
  server.answer = () => {
    throw new Problem({ status: 0, title: 'hors ligne' });
  };
  const refusal = await log({ subject: 'deux' } as never, 'deux', { label: 'deux', line: null }).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ name: 'Problem', status: 507, detail: expect.stringContaining('reste ici') as string });
  expect(keys()).toEqual(['un']);
  // A refusal that cannot be written down is not lost either.
  server.answer = () => {
    throw new Problem({ status: 422, title: 'À corriger.' });
  };
  expect([await box.send(), keys()]).toEqual([0, ['un']]);
});

it('follows what another tab does', async () => {
  box.keep(one('un'));
  // The same module once more, under another name: the modules of this worker serve other files of tests.
  const again = '../../web/lib/capture/outbox.svelte.ts?other-tab';
  const other = (await import(again)) as typeof box;
  other.openOutbox('user.a');
  other.keep(one('deux'));
  box.keep(one('trois'));
  expect(keys()).toEqual(['un', 'deux', 'trois']);
  other.follow();
  expect(keys(other)).toEqual(['un', 'deux', 'trois']);
  expect(await other.send()).toBe(3);
  expect([await box.send(), keys(), server.posted.length]).toEqual([0, [], 3]);
});

it('takes what is no list for an empty one', () => {
  for (const kept of ['null', '{"a":1}', '"x"', '[']) {
    store.set('passerelle-outbox:user.a', kept);
    box.openOutbox('user.a');
    expect(keys()).toEqual([]);
  }
});
