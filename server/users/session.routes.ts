import type { FastifyInstance } from 'fastify';
import { tooManyRequests } from '../http/problem.ts';
import { registerRoutes } from '../http/route.ts';
import { sessionContract } from './session.schema.ts';
import {
  createToken,
  describeSession,
  readDemoNotice,
  setUpFirstAdministrator,
  signIn,
} from './session.service.ts';
import { keepPreferences, listDemoAccounts, awaitsFirstAdministrator } from './session.preferences.ts';

export async function sessionRoutes(app: FastifyInstance): Promise<void> {
  const attempts = app.createRateLimit({
    max: app.signInAttempts,
    timeWindow: 60_000,
    keyGenerator: (request) => `${request.ip} ${String((request.body as { email?: string } | undefined)?.email ?? '').toLowerCase()}`,
  });

  registerRoutes(app, sessionContract, {
    'POST /api/session': async ({ ctx, body, request }) => {
      const limit = await attempts(request);
      if (!limit.isAllowed && limit.isExceeded) throw tooManyRequests(limit.ttlInSeconds);
      const user = await signIn(ctx, body.email, body.password);
      await request.session.regenerate();
      request.session.userId = user.id;
      request.session.userAgent = request.headers['user-agent']?.slice(0, 200) ?? '';
      return undefined;
    },
    'GET /api/session': async ({ ctx, reply, request }) =>
      describeSession(ctx, request.session.userId ? reply.generateCsrf() : ''),
    'DELETE /api/session': async ({ request }) => {
      await request.session.destroy();
      return undefined;
    },
    'PUT /api/session/preferences': async ({ ctx, body }) => {
      await keepPreferences(ctx, body);
      return undefined;
    },
    'GET /api/session/welcome': async ({ ctx }) => ({
      demo: await readDemoNotice(ctx.db),
      accounts: await listDemoAccounts(ctx.db),
      awaitsSetup: await awaitsFirstAdministrator(ctx.db),
    }),
    'POST /api/setup': async ({ ctx, body, request }) => {
      const user = await setUpFirstAdministrator(ctx, body);
      await request.session.regenerate();
      request.session.userId = user.id;
      return undefined;
    },
    'POST /api/tokens': async ({ ctx, body }) => createToken(ctx, body),
  });
}

