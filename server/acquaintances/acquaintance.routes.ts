import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { acquaintanceContract } from './acquaintance.schema.ts';
import { getAcquaintances, getHangs } from './acquaintance.service.ts';

export async function acquaintanceRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, acquaintanceContract, {
    'GET /api/acquaintances': ({ ctx, query }) => getAcquaintances(ctx, query),
    'GET /api/acquaintances/:id': ({ ctx, params, query }) => getHangs(ctx, params.id, query),
  });
}
