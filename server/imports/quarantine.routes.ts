import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { quarantineContract } from './quarantine.schema.ts';
import { listQuarantine, settleQuarantine } from './quarantine.service.ts';

export async function quarantineRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, quarantineContract, {
    'GET /api/quarantine': ({ ctx }) => listQuarantine(ctx),
    'POST /api/quarantine/settle': ({ ctx, body }) => settleQuarantine(ctx, body),
  });
}
