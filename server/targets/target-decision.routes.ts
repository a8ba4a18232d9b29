import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { targetDecisionContract } from './target-decision.schema.ts';
import { getTargetDecision, listTargetDecisions, planTarget } from './target-decision.service.ts';

export async function targetDecisionRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, targetDecisionContract, {
    'GET /api/target-decisions': ({ ctx, query }) => listTargetDecisions(ctx, query),
    'GET /api/target-decisions/:id': ({ ctx, params }) => getTargetDecision(ctx, params.id),
    'PUT /api/target-decisions/:id/plan': ({ ctx, params, body }) => planTarget(ctx, params.id, body),
  });
}
