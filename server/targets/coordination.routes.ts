import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { coordinationContract } from './coordination.schema.ts';
import { getCoordination } from './coordination.service.ts';

export async function coordinationRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, coordinationContract, {
    'GET /api/targeting-exercises/:id/coordination': ({ ctx, params }) => getCoordination(ctx, params.id),
  });
}
