import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { frameworkContract } from './framework.schema.ts';
import { createFramework, getFramework, listFrameworks, updateFramework } from './framework.service.ts';

export async function frameworkRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, frameworkContract, {
    'GET /api/frameworks': ({ ctx, query }) => listFrameworks(ctx, query),
    'GET /api/frameworks/:id': ({ ctx, params }) => getFramework(ctx, params.id),
    'POST /api/frameworks': ({ ctx, body }) => createFramework(ctx, body),
    'PATCH /api/frameworks/:id': ({ ctx, params, body, ifMatch }) => updateFramework(ctx, params.id, ifMatch, body),
  });
}
