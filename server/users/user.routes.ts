import type { FastifyInstance } from 'fastify';
import { limitAttempts } from '../http/attempts.ts';
import { registerRoutes } from '../http/route.ts';
import { hashOf } from '../http/session.ts';
import { userContract } from './user.schema.ts';
import * as users from './user.service.ts';

export async function userRoutes(app: FastifyInstance): Promise<void> {
  const ofInvitation = limitAttempts(app, app.signInAttempts, ({ ip }) => ip);
  registerRoutes(app, userContract, {
    'GET /api/users': ({ ctx, query }) => users.listUsers(ctx, query),
    'GET /api/users/:id': ({ ctx, params }) => users.getUser(ctx, params.id),
    'POST /api/users': ({ ctx, body }) => users.createUser(ctx, body),
    'PATCH /api/users/:id': ({ ctx, params, body, ifMatch }) => users.updateUser(ctx, params.id, ifMatch, body),
    'POST /api/users/:id/invitation': ({ ctx, params }) => users.inviteUser(ctx, params.id),
    'POST /api/invitation': async ({ ctx, body, request }) => {
      await ofInvitation(request);
      const userId = await users.acceptInvitation(ctx, body);
      await request.session.regenerate();
      request.session.userId = userId;
      return undefined;
    },
    'PUT /api/session/password': async ({ ctx, body, request }) => {
      await users.changePassword(ctx, body, request.session.userId ? hashOf(request.session.sessionId) : undefined);
      return undefined;
    },
    'GET /api/sessions': ({ ctx, request }) =>
      users.listSessions(ctx, request.session.userId ? hashOf(request.session.sessionId) : null),
    'DELETE /api/sessions/:id': async ({ ctx, params }) => {
      await users.endSession(ctx, params.id);
      return undefined;
    },
    'GET /api/tokens': ({ ctx }) => users.listTokens(ctx),
    'GET /api/tokens/:id': ({ ctx, params }) => users.getToken(ctx, params.id),
    'DELETE /api/tokens/:id': async ({ ctx, params }) => {
      await users.revokeToken(ctx, params.id);
      return undefined;
    },
  });
}
