import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { followUpContract } from './followup.schema.ts';
import { countFollowUpFacets, createFollowUp, getFollowUp, listFollowUps, updateFollowUp } from './followup.service.ts';
import { reassign } from './reassign.service.ts';

export async function followUpRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, followUpContract, {
    'GET /api/followups': ({ ctx, query }) => listFollowUps(ctx, query),
    'GET /api/followups/facets': ({ ctx, query }) => countFollowUpFacets(ctx, query),
    'GET /api/followups/:id': ({ ctx, params }) => getFollowUp(ctx, params.id),
    'POST /api/followups': ({ ctx, body }) => createFollowUp(ctx, body),
    'POST /api/followups/reassign': ({ ctx, body }) => reassign(ctx, body),
    'PATCH /api/followups/:id': ({ ctx, params, body, ifMatch }) => updateFollowUp(ctx, params.id, ifMatch, body),
  });
}
