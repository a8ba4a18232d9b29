import { createHash } from 'node:crypto';
import fastifyCookie from '@fastify/cookie';
import fastifyCsrf from '@fastify/csrf-protection';
import fastifySession from '@fastify/session';
import fastifyAuth from '@fastify/auth';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { m } from '../../generated/paraglide/messages.js';
import type { Database } from '../database.ts';
import { sessionStore } from '../users/session.store.ts';
import { readSessionUser, readTokenUser, touchSession } from '../users/session.service.ts';
import { authorization } from './route.ts';
import type { Endpoint } from './endpoint.ts';
import type { SignedIn } from './context.ts';
import { localeOf } from './locale.ts';
import { forbidden, unauthenticated, type Locale, type Problem } from './problem.ts';

declare module 'fastify' {
  interface FastifyInstance {
    db: Database;
    clock: () => Date;
    authorize: (allow: Endpoint['allow']) => (request: FastifyRequest) => Promise<void>;
  }
  interface FastifyRequest {
    signedIn: SignedIn | null;
    locale: Locale;
  }
  interface Session {
    userId?: string;
    userAgent?: string;
    /** When a session that was read from the database was last seen, in ms; a session just made has none */
    storedAt?: number;
  }
}

export const cookieName = 'passerelle';
const week = 7 * 24 * 60 * 60 * 1000;

/** Who is calling and in which language; and, for a browser's write, the proof that our own page made it. */
export async function registerSessions(app: FastifyInstance, secret: string): Promise<void> {
  await app.register(fastifyCookie);
  await app.register(fastifySession, {
    secret,
    cookieName,
    cookie: { path: '/', httpOnly: true, secure: 'auto', sameSite: 'lax', maxAge: week },
    saveUninitialized: false,
    rolling: false,
    store: sessionStore(app.db),
  });
  await app.register(fastifyCsrf, { sessionPlugin: '@fastify/session' });
  await app.register(fastifyAuth);

  app.decorateRequest('signedIn', null);
  app.decorateRequest('locale', 'fr');
  app.decorate('authorize', (allow: Endpoint['allow']) => authorization(allow));

  const identify = app.auth([byToken, bySession, byNobody], { relation: 'or' });
  app.addHook('onRequest', async function (request, reply) {
    if (!request.url.startsWith('/api/')) return;
    request.locale = localeOf(request);
    await new Promise<void>((resolve, reject) => {
      void identify.call(app, request, reply, (error) => (error ? reject(error) : resolve()));
    });
    if (request.signedIn) request.locale = localeOf(request, request.signedIn.locale);
  });
  app.addHook('preHandler', (request, reply, done) => {
    const proof = request.url.startsWith('/api/') ? originProof(request) : 'given';
    if (proof === 'awaited') app.csrfProtection(request, reply, done);
    else done(proof === 'given' ? undefined : proof);
  });
}

async function byToken(this: FastifyInstance, request: FastifyRequest): Promise<void> {
  const header = request.headers.authorization;
  if (!header) throw new Error('no token');
  const user = /^Bearer /i.test(header) ? await readTokenUser(this.db, header.slice(7).trim(), this.clock()) : null;
  request.signedIn = user;
}

async function bySession(this: FastifyInstance, request: FastifyRequest): Promise<void> {
  const userId = request.session.userId;
  if (!userId) throw new Error('no session');
  request.signedIn = await readSessionUser(this.db, userId);
  const { sessionId, storedAt } = request.session;
  if (request.signedIn && storedAt !== undefined) touchSession(this.db, hashOf(sessionId), new Date(storedAt), this.clock());
}

async function byNobody(): Promise<void> {}

/** The stored form of a secret: what is in the database opens nothing. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/**
 * A write that rides on a session cookie must show that it comes from our own pages: the browser's word
 * (Sec-Fetch-Site, Origin) or the session's CSRF token. A bearer token is proof enough by itself.
 */
function originProof(request: FastifyRequest): 'given' | 'awaited' | Problem {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return 'given';
  if (request.headers.authorization) return request.signedIn ? 'given' : unauthenticated();
  const site = request.headers['sec-fetch-site'];
  const refusal = forbidden((locale) => m.problem_csrf({}, { locale }));
  if (site === 'same-origin') return 'given';
  if (site === 'cross-site' || site === 'same-site') return refusal;
  const origin = request.headers.origin;
  if (origin && URL.canParse(origin)) return new URL(origin).host === request.headers.host ? 'given' : refusal;
  return request.signedIn ? 'awaited' : 'given';
}
