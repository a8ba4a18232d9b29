import type { FastifyInstance } from 'fastify';
import type { Answer } from '../support/app.ts';

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
type Headers = Record<string, string>;

/** A browser: it keeps the cookie it is given, and adds nothing to its writes that a test did not ask for. */
export function browser(app: FastifyInstance) {
  let cookie: string | undefined;
  async function call<T = Record<string, unknown>>(
    method: Method,
    url: string,
    body?: unknown,
    headers: Headers = {},
  ): Promise<Answer<T>> {
    const response = await app.inject({
      method,
      url,
      headers: { 'accept-language': 'fr', ...(cookie ? { cookie } : {}), ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    const set = response.headers['set-cookie'];
    const found = [set].flat().find((line) => line?.startsWith('passerelle='));
    if (found) cookie = found.split(';')[0];
    const isJson = String(response.headers['content-type']).includes('json');
    return {
      status: response.statusCode,
      body: (isJson ? response.json() : undefined) as T,
      headers: response.headers,
      text: response.payload,
    };
  }
  return {
    call,
    get: <T = Record<string, unknown>>(url: string, headers?: Headers) => call<T>('GET', url, undefined, headers),
    /** A write as our own pages make it. */
    write: <T = Record<string, unknown>>(method: Method, url: string, body?: unknown, headers: Headers = {}) =>
      call<T>(method, url, body, { 'sec-fetch-site': 'same-origin', ...headers }),
    signIn: (email: string, password: string) =>
      call('POST', '/api/session', { email, password }, { 'sec-fetch-site': 'same-origin' }),
    cookie: () => cookie,
    useCookie(value: string): void {
      cookie = value;
    },
  };
}
export type Browser = ReturnType<typeof browser>;
