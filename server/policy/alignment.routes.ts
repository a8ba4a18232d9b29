import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { alignmentContract } from './alignment.schema.ts';
import { createAlignment, listAlignments, updateAlignment } from './alignment.service.ts';

export async function alignmentRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, alignmentContract, {
    'GET /api/alignments': ({ ctx, query }) => listAlignments(ctx, query),
    'POST /api/alignments': ({ ctx, body }) => createAlignment(ctx, body),
    'PATCH /api/alignments/:id': ({ ctx, params, body, ifMatch }) => updateAlignment(ctx, params.id, ifMatch, body),
  });
}
