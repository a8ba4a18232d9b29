import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { mapContract } from './map.schema.ts';
import { getPartnersMap } from './map.service.ts';

export async function mapRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, mapContract, { 'GET /api/organizations/map': ({ ctx, query }) => getPartnersMap(ctx, query) });
}
