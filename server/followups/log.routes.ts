import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { logContract } from './log.schema.ts';
import { logInteraction } from './log.service.ts';
import { withdrawInteraction } from './log.withdraw.ts';

/** Logging stands above interactions and follow-ups, since it makes both. */
export async function logRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, logContract, {
    'POST /api/interactions': ({ ctx, body }) => logInteraction(ctx, body),
    'POST /api/interactions/:id/withdraw': ({ ctx, params, body }) => withdrawInteraction(ctx, params.id, body),
  });
}
