import { redirect } from '@sveltejs/kit';
import type { Static, TSchema } from 'typebox';
import type { Api } from '#server/contract.ts';
import { getLocale } from '#paraglide/runtime.js';
import { offlineProblem, Problem, problemFrom } from '#lib/problem.ts';
import { signInPath } from '#lib/signin.ts';

/** A line of the contract: method, space, path. */
export type Call = keyof Api & string;

type Part<C extends Call, Name extends string> = Api[C] extends { [K in Name]: infer S extends TSchema }
  ? Static<S>
  : undefined;
type ParamNames<Path extends string> = Path extends `${string}:${infer Rest}`
  ? Rest extends `${infer Name}/${infer Tail}`
    ? Bare<Name> | ParamNames<`/${Tail}`>
    : Bare<Rest>
  : never;
type Bare<Name extends string> = Name extends `${infer Before}.${string}` ? Before : Name;

/** The body of a successful answer; undefined for an empty one. */
export type Answer<C extends Call> = Part<C, 'response'>;
/** What the call takes as JSON. */
export type Body<C extends Call> = Part<C, 'body'>;
/** What the call takes after the question mark. */
export type Query<C extends Call> = Part<C, 'query'>;

type Optional<Name extends string, T> = [T] extends [undefined]
  ? unknown
  : Record<never, never> extends T
    ? { [K in Name]?: T }
    : { [K in Name]: T };
type PathParams<C extends Call> = [ParamNames<C>] extends [never]
  ? unknown
  : { params: { [K in ParamNames<C>]: string } };

type Options<C extends Call> = PathParams<C> &
  Optional<'query', Query<C>> &
  Optional<'body', Body<C>> & {
    /** The version that the person read: sent as If-Match, refused with 412 when somebody saved since. */
    ifMatch?: number;
    /** The same key twenty times makes one record. */
    idempotencyKey?: string;
    signal?: AbortSignal;
  };
type Arguments<C extends Call> = Record<never, never> extends Options<C> ? [options?: Options<C>] : [options: Options<C>];

interface LooseOptions {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  ifMatch?: number;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/**
 * The one door to the API: `await api(fetch, 'GET /api/organizations/:id', { params: { id } })`.
 * In a load function pass the load's own `fetch`; in an event handler the browser's.
 * Throws `Problem`. In a load, an ended session leads to the sign-in page and back.
 */
export async function api<C extends Call>(fetcher: typeof fetch, call: C, ...rest: Arguments<C>): Promise<Answer<C>> {
  const options = (rest[0] ?? {}) as LooseOptions;
  const [method, template] = call.split(' ') as [string, string];
  const url = apiUrl(template, options.params, options.query);
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': getLocale() };
  if (method !== 'GET') headers['x-passerelle'] = '1';
  if (options.ifMatch !== undefined) headers['if-match'] = `"v${options.ifMatch}"`;
  if (options.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey;

  let body: BodyInit | undefined;
  if (options.body instanceof FormData) body = options.body;
  else if (options.body !== undefined) {
    headers['content-type'] = 'application/json';
    body = JSON.stringify(options.body);
  }

  let response: Response;
  try {
    response = await fetcher(url, { method, headers, body, signal: options.signal });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw offlineProblem();
  }
  if (!response.ok) {
    const problem = await problemFrom(response);
    const loading = typeof window !== 'undefined' && fetcher !== window.fetch;
    if (problem.signedOut && loading && method === 'GET' && template !== '/api/session') redirect(303, signInPath());
    throw problem;
  }
  if (response.status === 204) return undefined as Answer<C>;
  return (await response.json()) as Answer<C>;
}

/** The address of a call, for links that download straight from the API: `apiUrl('/api/organizations.csv', {}, filters)`. */
export function apiUrl(template: string, params: Record<string, string> = {}, query: Record<string, unknown> = {}): string {
  const path = template.replace(/:([a-zA-Z]+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`Missing ${name} in ${template}`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') search.append(name, String(one));
    }
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

/** True for a problem with this status, false for anything else. */
export function isProblem(error: unknown, status?: number): error is Problem {
  return error instanceof Problem && (status === undefined || error.status === status);
}
