import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { readChanges } from './changes.service.ts';
import { countBadges, describeFilters } from './filters.service.ts';
import { viewContract } from './view.schema.ts';
import { createView, getView, listViews, updateView } from './view.service.ts';

export async function viewRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, viewContract, {
    'GET /api/views': ({ ctx, query }) => listViews(ctx, query),
    'GET /api/views/badges': ({ ctx, query }) => countBadges(ctx, query.collection),
    'GET /api/views/:id/changes': ({ ctx, params }) => readChanges(ctx, params.id),
    'GET /api/filters': ({ ctx, query }) => describeFilters(ctx, { ...query, relax: query.relax === 'true' }),
    'GET /api/views/:id': ({ ctx, params }) => getView(ctx, params.id),
    'POST /api/views': ({ ctx, body }) => createView(ctx, body),
    'PATCH /api/views/:id': ({ ctx, params, body, ifMatch }) => updateView(ctx, params.id, ifMatch, body),
  });
}
