import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { agreementContract } from './agreement.schema.ts';
import {
  countAgreementFacets,
  createAgreement,
  getAgreement,
  listAgreements,
  updateAgreement,
} from './agreement.service.ts';

export async function agreementRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, agreementContract, {
    'GET /api/agreements': ({ ctx, query }) => listAgreements(ctx, query),
    'GET /api/agreements/facets': ({ ctx, query }) => countAgreementFacets(ctx, query),
    'GET /api/agreements/:id': ({ ctx, params }) => getAgreement(ctx, params.id),
    'POST /api/agreements': ({ ctx, body }) => createAgreement(ctx, body),
    'PATCH /api/agreements/:id': ({ ctx, params, body, ifMatch }) => updateAgreement(ctx, params.id, ifMatch, body),
  });
}
