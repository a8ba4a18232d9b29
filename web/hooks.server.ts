import type { Handle, HandleFetch, HandleServerError } from '@sveltejs/kit/hooks';
import { paraglideMiddleware } from '#paraglide/server.js';
import { getLocale } from '#paraglide/runtime.js';
import { callBackend } from '#lib/backend.server.ts';
import { readPreferences } from '#lib/preferences.ts';
import { Problem } from '#lib/problem.ts';
import type { Session } from '#lib/session.ts';

export const handle: Handle = ({ event, resolve }) =>
  paraglideMiddleware(event.request, async ({ locale }) => {
    const { cookies } = event;
    event.locals.apiCookies = [];
    event.locals.preferences = readPreferences((name) => cookies.get(name));
    event.locals.session = await readSession(event.request, locale);
    const { theme, density } = event.locals.preferences;
    const response = await resolve(event, {
      transformPageChunk: ({ html }) =>
        html
          .replace('%passerelle.lang%', locale)
          .replace('%passerelle.theme%', theme)
          .replace('%passerelle.density%', density),
      preload: (input) => input.type !== 'font' || /-latin-(wght|opsz)-normal/.test(input.filename),
    });
    for (const cookie of event.locals.apiCookies) response.headers.append('set-cookie', cookie);
    return response;
  });

export const handleFetch: HandleFetch = async ({ event, request, fetch }) => {
  const url = new URL(request.url);
  if (url.origin !== event.url.origin || !url.pathname.startsWith('/api/')) return fetch(request);
  const response = await callBackend(request, event.request.headers.get('cookie'), getLocale());
  event.locals.apiCookies.push(...response.headers.getSetCookie());
  return response;
};

export const handleError: HandleServerError = (caught) => {
  if (caught.kind === 'unknown' && caught.error instanceof Problem) {
    const { status, title, detail } = caught.error;
    return { status: status === 0 ? 503 : status, message: title, detail };
  }
  if (caught.kind === 'unknown') console.error(caught.error);
};

/** The person signed in, or null when nobody is. */
async function readSession(request: Request, locale: string): Promise<Session | null> {
  const cookie = request.headers.get('cookie');
  if (!cookie) return null;
  const url = new URL('/api/session', request.url);
  const response = await callBackend(new Request(url, { headers: { accept: 'application/json' } }), cookie, locale);
  return response.ok && response.status !== 204 ? ((await response.json()) as Session) : null;
}
