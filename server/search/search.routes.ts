import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { searchContract } from './search.schema.ts';
import { search } from './search.service.ts';

export async function searchRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, searchContract, { 'GET /api/search': async ({ ctx, query }) => search(ctx, query) });
}
