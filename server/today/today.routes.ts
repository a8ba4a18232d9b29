import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { todayContract } from './today.schema.ts';
import { getToday } from './today.service.ts';

export async function todayRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, todayContract, { 'GET /api/today': ({ ctx, query }) => getToday(ctx, query.scope) });
}
