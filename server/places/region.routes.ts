import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { regionContract } from './region.schema.ts';
import { createRegion, getRegion, listRegions, updateRegion } from './region.service.ts';

export async function regionRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, regionContract, {
    'GET /api/regions': ({ ctx, query }) => listRegions(ctx, query),
    'GET /api/regions/:id': ({ ctx, params }) => getRegion(ctx, params.id),
    'POST /api/regions': ({ ctx, body }) => createRegion(ctx, body),
    'PATCH /api/regions/:id': ({ ctx, params, body, ifMatch }) => updateRegion(ctx, params.id, ifMatch, body),
  });
}
