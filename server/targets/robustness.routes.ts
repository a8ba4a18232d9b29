import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { robustnessContract } from './robustness.schema.ts';
import { previewRanking } from './robustness.service.ts';

export async function robustnessRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, robustnessContract, {
    'POST /api/targeting-exercises/preview': ({ ctx, body }) => previewRanking(ctx, body),
  });
}
