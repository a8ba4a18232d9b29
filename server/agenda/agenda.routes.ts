import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { agendaContract } from './agenda.schema.ts';
import { getAgenda } from './agenda.service.ts';

export async function agendaRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, agendaContract, { 'GET /api/agenda': ({ ctx, query }) => getAgenda(ctx, query) });
}
