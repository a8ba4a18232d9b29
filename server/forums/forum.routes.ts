import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { forumContract } from './forum.schema.ts';
import { countForumFacets, createForum, getForum, listForums, updateForum } from './forum.service.ts';

export async function forumRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, forumContract, {
    'GET /api/forums': ({ ctx, query }) => listForums(ctx, query),
    'GET /api/forums/facets': ({ ctx, query }) => countForumFacets(ctx, query),
    'GET /api/forums/:id': ({ ctx, params }) => getForum(ctx, params.id),
    'POST /api/forums': ({ ctx, body }) => createForum(ctx, body),
    'PATCH /api/forums/:id': ({ ctx, params, body, ifMatch }) => updateForum(ctx, params.id, ifMatch, body),
  });
}
