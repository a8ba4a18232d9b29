import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { listCandidates } from './candidates.service.ts';
import { coverageContract } from './coverage.schema.ts';
import { getCoverage } from './coverage.service.ts';

export async function coverageRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, coverageContract, {
    'GET /api/coverage': ({ ctx, query }) => getCoverage(ctx, query),
    'GET /api/coverage/candidates': ({ ctx, query }) => listCandidates(ctx, query),
  });
}
