import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { captureContract } from './capture.schema.ts';
import { listLexicon, parse } from './capture.service.ts';

export async function captureRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, captureContract, {
    'POST /api/capture/parse': ({ ctx, body }) => parse(ctx, body),
    'GET /api/capture/lexicon': ({ ctx, query }) => listLexicon(ctx, query.limit),
  });
}
