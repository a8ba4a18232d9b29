import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { missionContract } from './mission.schema.ts';
import { countMissionFacets, createMission, getMission, listMissions, updateMission } from './mission.service.ts';

export async function missionRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, missionContract, {
    'GET /api/missions': ({ ctx, query }) => listMissions(ctx, query),
    'GET /api/missions/facets': ({ ctx, query }) => countMissionFacets(ctx, query),
    'GET /api/missions/:id': ({ ctx, params }) => getMission(ctx, params.id),
    'POST /api/missions': ({ ctx, body }) => createMission(ctx, body),
    'PATCH /api/missions/:id': ({ ctx, params, body, ifMatch }) => updateMission(ctx, params.id, ifMatch, body),
  });
}
