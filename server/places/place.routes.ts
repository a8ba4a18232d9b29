import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { placeContract } from './place.schema.ts';
import { countPlaceFacets, createPlace, getPlace, listPlaces, updatePlace } from './place.service.ts';

export async function placeRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, placeContract, {
    'GET /api/places': ({ ctx, query }) => listPlaces(ctx, query),
    'GET /api/places/facets': ({ ctx, query }) => countPlaceFacets(ctx, query),
    'GET /api/places/:id': ({ ctx, params }) => getPlace(ctx, params.id),
    'POST /api/places': ({ ctx, body }) => createPlace(ctx, body),
    'PATCH /api/places/:id': ({ ctx, params, body, ifMatch }) => updatePlace(ctx, params.id, ifMatch, body),
  });
}
