import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { historyContract } from './history.schema.ts';
import { listAudit, readHistory } from './history.service.ts';

export async function historyRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, historyContract, {
    'GET /api/audit': ({ ctx, query }) => listAudit(ctx, query),
    'GET /api/history/:type/:id': async ({ ctx, params }) => ({ items: await readHistory(ctx, params.type, params.id) }),
  });
}
