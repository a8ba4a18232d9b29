import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { measureContract } from './measure.schema.ts';
import { countMeasureFacets, createMeasure, getMeasure, listMeasures, updateMeasure } from './measure.service.ts';

export async function measureRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, measureContract, {
    'GET /api/measures': ({ ctx, query }) => listMeasures(ctx, query),
    'GET /api/measures/facets': ({ ctx, query }) => countMeasureFacets(ctx, query),
    'GET /api/measures/:id': ({ ctx, params }) => getMeasure(ctx, params.id),
    'POST /api/measures': ({ ctx, body }) => createMeasure(ctx, body),
    'PATCH /api/measures/:id': ({ ctx, params, body, ifMatch }) => updateMeasure(ctx, params.id, ifMatch, body),
  });
}
