import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { decisionContract } from './decision.schema.ts';
import { decideRegion } from './decision.service.ts';

export async function decisionRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, decisionContract, {
    'POST /api/regions/:id/decisions': ({ ctx, params, body }) => decideRegion(ctx, params.id, body),
  });
}
