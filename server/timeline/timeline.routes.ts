import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { timelineContract } from './timeline.schema.ts';
import { getTimeline } from './timeline.service.ts';

export async function timelineRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, timelineContract, { 'GET /api/timeline': ({ ctx, query }) => getTimeline(ctx, query) });
}
