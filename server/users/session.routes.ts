import type { FastifyInstance } from 'fastify';
import { limitAttempts } from '../http/attempts.ts';
import { registerRoutes } from '../http/route.ts';
import { sessionContract, type SignIn } from './session.schema.ts';
import {
  createToken,
  describeSession,
  readDemoNotice,
  setUpFirstAdministrator,
  signIn,
} from './session.service.ts';
import { plainEmail } from './user.rules.ts';
import { keepPreferences, listDemoAccounts, awaitsFirstAdministrator } from './session.preferences.ts';

export async function sessionRoutes(app: FastifyInstance): Promise<void> {
  const ofAddress = limitAttempts(app, app.signInAttempts, ({ ip, body }) => `${ip} ${plainEmail((body as SignIn).email)}`);
  // A machine may serve a whole office, but not try one password on every address.
  const ofMachine = limitAttempts(app, app.signInAttempts * 10, ({ ip }) => ip);
  const ofSetup = limitAttempts(app, app.signInAttempts, ({ ip }) => ip);

  registerRoutes(app, sessionContract, {
    'POST /api/session': async ({ ctx, body, request }) => {
      await ofAddress(request);
      await ofMachine(request);
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
      await ofSetup(request);
      const user = await setUpFirstAdministrator(ctx, body);
      await request.session.regenerate();
      request.session.userId = user.id;
      return undefined;
    },
    'POST /api/tokens': async ({ ctx, body }) => createToken(ctx, body),
  });
}

