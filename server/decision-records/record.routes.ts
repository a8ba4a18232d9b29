import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { recordContract } from './record.schema.ts';
import { downloadRecord } from './record.service.ts';

export async function recordRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, recordContract, {
    'GET /api/targeting-exercises/:id/record.docx': ({ ctx, params, query }) => downloadRecord(ctx, params.id, 'docx', query),
    'GET /api/targeting-exercises/:id/record.pdf': ({ ctx, params, query }) => downloadRecord(ctx, params.id, 'pdf', query),
    'GET /api/targeting-exercises/:id/record.html': ({ ctx, params, query }) => downloadRecord(ctx, params.id, 'html', query),
  });
}
