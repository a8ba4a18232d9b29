import type { FastifyInstance } from 'fastify';
import { limitAttempts } from '../http/attempts.ts';
import { registerRoutes } from '../http/route.ts';
import { digestContract } from './digest.schema.ts';
import { chooseMail, getDigest, getMailChoice, putAway, stopByLink } from './digest.service.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** What the digest by mail needs: the secret that seals its links, and whether the office can send mail at all */
    mailing: { secret: string; isConfigured: boolean };
  }
}

export async function digestRoutes(app: FastifyInstance): Promise<void> {
  const ofStop = limitAttempts(app, app.signInAttempts * 10, ({ ip }) => ip);
  // A mail program that stops a subscription in one click sends a form; what is in it says nothing that the link does not.
  for (const form of ['application/x-www-form-urlencoded', 'multipart/form-data']) {
    if (!app.hasContentTypeParser(form)) app.addContentTypeParser(form, { parseAs: 'string', bodyLimit: 4096 }, (_request, _body, done) => done(null, undefined));
  }
  // The same address opened in a browser leads to the page that asks first.
  app.get('/api/digest/stop', { schema: { hide: true } }, async (request, reply) => {
    const { token } = request.query as { token?: unknown };
    const query = typeof token === 'string' ? `?token=${encodeURIComponent(token)}` : '';
    return reply.code(303).header('location', `/digest/stop${query}`).send();
  });

  registerRoutes(app, digestContract, {
    'GET /api/digest': async ({ ctx, query }) => getDigest(ctx, query.unseen === 'true'),
    'POST /api/digest/seen': async ({ ctx }) => {
      await putAway(ctx);
      return undefined;
    },
    'GET /api/digest/mail': ({ ctx }) => getMailChoice(ctx, app.mailing.isConfigured),
    'PUT /api/digest/mail': async ({ ctx, body }) => {
      await chooseMail(ctx, body.digest);
      return undefined;
    },
    'POST /api/digest/stop': async ({ ctx, query, request }) => {
      await ofStop(request);
      await stopByLink(ctx, query.token, app.mailing.secret);
      return undefined;
    },
  });
}
