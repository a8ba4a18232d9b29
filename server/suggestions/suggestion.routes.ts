import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { suggestionContract } from './suggestion.schema.ts';
import { answerSuggestion, getSuggestions } from './suggestion.service.ts';

export async function suggestionRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, suggestionContract, {
    'GET /api/interactions/:id/suggestions': ({ ctx, params }) => getSuggestions(ctx, params.id),
    'POST /api/interactions/:id/suggestions': ({ ctx, params, body }) => answerSuggestion(ctx, params.id, body),
  });
}
