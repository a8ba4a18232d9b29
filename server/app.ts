import Fastify, { type FastifyInstance } from 'fastify';
import fastifyHelmet from '@fastify/helmet';
import fastifyRateLimit from '@fastify/rate-limit';
import type { Database } from './database.ts';
import { registerErrors } from './http/errors.ts';
import { registerHealth } from './http/health.ts';
import { registerOpenApi } from './http/openapi.ts';
import { registerSessions } from './http/session.ts';
import { registerValidation } from './http/validation.ts';
import { organizationRoutes } from './organizations/organization.routes.ts';
import { historyRoutes } from './history/history.routes.ts';
import { searchRoutes } from './search/search.routes.ts';
import { userRoutes } from './users/user.routes.ts';
import { viewRoutes } from './views/view.routes.ts';
import { sessionRoutes } from './users/session.routes.ts';

export type Deps = {
  db: Database;
  /** Signs the session cookie; at least 32 characters */
  sessionSecret: string;
  logLevel?: string;
  clock?: () => Date;
  /** Sign-in attempts a minute for one address from one machine */
  signInAttempts?: number;
  trustProxy?: boolean;
};

declare module 'fastify' {
  interface FastifyInstance {
    signInAttempts: number;
  }
}

/** The whole API, ready for `inject` or `listen`. The register lines are its table of contents. */
export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const app = Fastify({
    logger: deps.logLevel && deps.logLevel !== 'silent' ? { level: deps.logLevel } : false,
    trustProxy: deps.trustProxy ?? false,
    bodyLimit: 2 * 1024 * 1024,
    routerOptions: { maxParamLength: 200 },
  });
  app.decorate('db', deps.db);
  app.decorate('clock', deps.clock ?? (() => new Date()));
  app.decorate('signInAttempts', deps.signInAttempts ?? 20);

  registerErrors(app);
  registerValidation(app);
  // The pages' own policy comes from SvelteKit, with its nonces; the API's answers are never pages.
  await app.register(fastifyHelmet, { contentSecurityPolicy: false, strictTransportSecurity: deps.trustProxy ?? false });
  await app.register(fastifyRateLimit, { global: false });
  await registerSessions(app, deps.sessionSecret);
  await registerOpenApi(app);
  registerHealth(app);

  await app.register(sessionRoutes);
  await app.register(viewRoutes);
  await app.register(userRoutes);
  await app.register(searchRoutes);
  await app.register(historyRoutes);
  await app.register(organizationRoutes);
  return app;
}
