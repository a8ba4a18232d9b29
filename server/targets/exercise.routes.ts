import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { movedScores, refreshComputed } from './computed.service.ts';
import { copyExercise } from './copy.service.ts';
import { exerciseContract } from './exercise.schema.ts';
import { createExercise, getExercise, listExercises, updateExercise } from './exercise.service.ts';
import { decideExercise } from './freeze.service.ts';
import { judge } from './judgement.service.ts';
import { replayExercise } from './replay.service.ts';

export async function exerciseRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, exerciseContract, {
    'GET /api/targeting-exercises': ({ ctx, query }) => listExercises(ctx, query),
    'GET /api/targeting-exercises/:id': ({ ctx, params }) => getExercise(ctx, params.id),
    'POST /api/targeting-exercises': ({ ctx, body }) => createExercise(ctx, body),
    'PATCH /api/targeting-exercises/:id': ({ ctx, params, body, ifMatch }) => updateExercise(ctx, params.id, ifMatch, body),
    'GET /api/targeting-exercises/:id/moved': ({ ctx, params }) => movedScores(ctx, params.id),
    'POST /api/targeting-exercises/:id/computed': ({ ctx, params }) => refreshComputed(ctx, params.id),
    'POST /api/targeting-exercises/:id/judgements': ({ ctx, params, body }) => judge(ctx, params.id, body),
    'POST /api/targeting-exercises/:id/decision': ({ ctx, params, body }) => decideExercise(ctx, params.id, body),
    'POST /api/targeting-exercises/:id/copies': ({ ctx, params }) => copyExercise(ctx, params.id),
    'GET /api/targeting-exercises/:id/replay': ({ ctx, params }) => replayExercise(ctx, params.id),
  });
}
