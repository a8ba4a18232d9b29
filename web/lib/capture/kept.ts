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
  if (!answer) return [];
  return ((await answer.json()) as Answer<'GET /api/capture/lexicon'>).items;
}

/**
 * Keeps what logging without network needs: the names, and the page with the line. At most once an hour, when nothing
 * else is going on. Only a secure address has a cache; elsewhere an open page still keeps what is logged.
 */
export async function keepForOffline(userId: string): Promise<void> {
  const cache = await open();
  if (!cache || !navigator.onLine) return;
  const [kept, keptPage] = [await cache.match(lexiconAddress), await cache.match(pageAddress)];
  const isOwn = kept?.headers.get('x-kept-for') === userId;
  if (kept && keptPage && isOwn && Date.now() - Date.parse(kept.headers.get('x-kept-at') ?? '') < 3_600_000) return;
  const [names, page] = await Promise.all([api(fetch, 'GET /api/capture/lexicon', { query: { limit: 2000 } }), fetch(pageAddress)]);
  await cache.put(lexiconAddress, new Response(JSON.stringify(names), { headers: { 'content-type': 'application/json', 'x-kept-at': new Date().toISOString(), 'x-kept-for': userId } }));
  // A page that led elsewhere (an ended session) is not the page.
  if (page.ok && !page.redirected) await cache.put(pageAddress, page);
}

/** Forgets what was kept for the person who signs out. */
export async function forgetKept(): Promise<void> {
  if ('caches' in globalThis) await caches.delete(keptCache);
}

async function open(): Promise<Cache | null> {
  return 'caches' in globalThis ? caches.open(keptCache) : null;
}
