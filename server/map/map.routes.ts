import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { mapContract } from './map.schema.ts';
import { getPartnersMap } from './map.service.ts';
import { shapesContract } from './shapes.schema.ts';
import { getShapes } from './shapes.service.ts';

export async function mapRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, mapContract, { 'GET /api/organizations/map': ({ ctx, query }) => getPartnersMap(ctx, query) });
  registerRoutes(app, shapesContract, { 'GET /api/map/shapes': ({ ctx, query }) => getShapes(ctx, query) });
}
