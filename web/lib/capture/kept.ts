import type { Answer } from '#lib/api.ts';
import { api } from '#lib/api.ts';

/** Everything that this browser keeps for working without network goes by this name, and goes at the sign-out. */
const keptCache = 'passerelle-kept';
const lexiconAddress = '/api/capture/lexicon?limit=2000';
const pageAddress = '/log';

type Entry = Answer<'GET /api/capture/lexicon'>['items'][number];

/** The names kept for reading lines without network; none when the browser keeps nothing. */
export async function keptLexicon(): Promise<Entry[]> {
  const answer = await (await open())?.match(lexiconAddress);
  const mark = answer && `${answer.headers.get('x-kept-for')} ${answer.headers.get('x-kept-at')}`;
  if (!answer || !mark) return none;
  if (read?.mark !== mark) read = { mark, items: ((await answer.json()) as Answer<'GET /api/capture/lexicon'>).items };
  return read.items;
}
const none: Entry[] = [];
/** The names as last read: the same list as long as nothing else is kept. */
let read: { mark: string; items: Entry[] } | null = null;

/**
 * Keeps what logging without network needs: the names, and the page with the line. At most once an hour, when nothing
 * else is going on. What was kept for somebody else goes first, network or not. Only a secure address has a cache;
 * elsewhere an open page still keeps what is logged.
 */
export async function keepForOffline(userId: string): Promise<void> {
  const cache = await open();
  if (!cache) return;
  const [kept, keptPage] = [await cache.match(lexiconAddress), await cache.match(pageAddress)];
  const isOwn = kept?.headers.get('x-kept-for') === userId;
  if (kept && !isOwn) await forgetKept();
  if (!navigator.onLine) return;
  // A clock put back would make them new for ever.
  const age = Math.abs(Date.now() - Date.parse(kept?.headers.get('x-kept-at') ?? ''));
  if (kept && keptPage && isOwn && age < 3_600_000) return;
  const [names, page] = await Promise.all([api(fetch, 'GET /api/capture/lexicon', { query: { limit: 2000 } }), fetch(pageAddress)]);
  await (await caches.open(keptCache)).put(lexiconAddress, new Response(JSON.stringify(names), { headers: { 'content-type': 'application/json', 'x-kept-at': new Date().toISOString(), 'x-kept-for': userId } }));
  // A page that led elsewhere (an ended session) is not the page.
  if (page.ok && !page.redirected) await (await caches.open(keptCache)).put(pageAddress, page);
}

/** Forgets what was kept for the person who signs out. */
export async function forgetKept(): Promise<void> {
  if ('caches' in globalThis) await caches.delete(keptCache);
}

async function open(): Promise<Cache | null> {
  return 'caches' in globalThis ? caches.open(keptCache) : null;
}
