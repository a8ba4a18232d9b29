import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { interactionContract } from './interaction.schema.ts';
import { countInteractionFacets, getInteraction, listInteractions, updateInteraction } from './interaction.service.ts';

/** Reading and changing. A new interaction comes with its promises: see server/followups/log.routes.ts. */
export async function interactionRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, interactionContract, {
    'GET /api/interactions': ({ ctx, query }) => listInteractions(ctx, query),
    'GET /api/interactions/facets': ({ ctx, query }) => countInteractionFacets(ctx, query),
    'GET /api/interactions/:id': ({ ctx, params }) => getInteraction(ctx, params.id),
    'PATCH /api/interactions/:id': ({ ctx, params, body, ifMatch }) => updateInteraction(ctx, params.id, ifMatch, body),
  });
}
