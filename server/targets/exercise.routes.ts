import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { exerciseContract } from './exercise.schema.ts';
import { createExercise, getExercise, listExercises, updateExercise } from './exercise.service.ts';

export async function exerciseRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, exerciseContract, {
    'GET /api/targeting-exercises': ({ ctx, query }) => listExercises(ctx, query),
    'GET /api/targeting-exercises/:id': ({ ctx, params }) => getExercise(ctx, params.id),
    'POST /api/targeting-exercises': ({ ctx, body }) => createExercise(ctx, body),
    'PATCH /api/targeting-exercises/:id': ({ ctx, params, body, ifMatch }) => updateExercise(ctx, params.id, ifMatch, body),
  });
}
