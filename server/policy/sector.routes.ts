import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { sectorContract } from './sector.schema.ts';
import { createSector, getSector, listSectors, updateSector } from './sector.service.ts';

export async function sectorRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, sectorContract, {
    'GET /api/sectors': ({ ctx, query }) => listSectors(ctx, query),
    'GET /api/sectors/:id': ({ ctx, params }) => getSector(ctx, params.id),
    'POST /api/sectors': ({ ctx, body }) => createSector(ctx, body),
    'PATCH /api/sectors/:id': ({ ctx, params, body, ifMatch }) => updateSector(ctx, params.id, ifMatch, body),
  });
}
