// What an open or installed Passerelle needs without network: its own files, and the page with the line. Records are
// never kept here: the names and the page that the browser keeps for a person are in web/lib/capture/kept.ts.
import { version } from '$app/env';
import { immutable } from '$app/manifest';
import { self as worker } from '$app/service-worker';

const keptCache = 'passerelle-kept';
const filesCache = `passerelle-files-${version}`;
const logPage = '/log';
/** Code and styles, and the letters of French and English; the other alphabets come when they are asked for. */
const files = immutable.map(({ path }) => `/${path.replace(/^\//, '')}`).filter((path) => /\.(js|css)$/.test(path) || /-latin-(wght|opsz)-normal/.test(path));

worker.addEventListener('install', (event: ExtendableEvent) => {
  event.waitUntil(caches.open(filesCache).then((cache) => cache.addAll(files)));
});

worker.addEventListener('activate', (event: ExtendableEvent) => {
  event.waitUntil(forgetOlder());
});

/** The files of another release go; the kept page names them, so it goes too and is kept anew by the open page. */
async function forgetOlder(): Promise<void> {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith('passerelle-files-') && name !== filesCache);
  await Promise.all(older.map((name) => caches.delete(name)));
  if (older.length > 0) await (await caches.open(keptCache)).delete(logPage);
}

worker.addEventListener('fetch', (event: FetchEvent) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(request, url));
  else if (files.includes(url.pathname)) event.respondWith(file(request));
});

async function file(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

/** The page from the network; without network the page with the line, wherever one was going. */
async function page(request: Request, url: URL): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await (await caches.open(keptCache)).match(logPage);
    if (!kept) throw error;
    return url.pathname === logPage && url.search === '' ? kept : Response.redirect(logPage, 302);
  }
}
