import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { cadenceContract } from './cadence.schema.ts';
import { getCadence, putCadence } from './cadence.service.ts';
import { organizationContract } from './organization.schema.ts';
import { countOrganizationFacets, listOrganizations } from './organization.list.ts';
import { getOrganization } from './organization.read.ts';
import { createOrganization, updateOrganization } from './organization.service.ts';

export async function organizationRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, organizationContract, {
    'GET /api/organizations': ({ ctx, query }) => listOrganizations(ctx, query),
    'GET /api/organizations/facets': ({ ctx, query }) => countOrganizationFacets(ctx, query),
    'GET /api/organizations/:id': ({ ctx, params }) => getOrganization(ctx, params.id),
    'POST /api/organizations': ({ ctx, body }) => createOrganization(ctx, body),
    'PATCH /api/organizations/:id': ({ ctx, params, body, ifMatch }) => updateOrganization(ctx, params.id, ifMatch, body),
  });
  registerRoutes(app, cadenceContract, {
    'GET /api/cadence': ({ ctx }) => getCadence(ctx),
    'PUT /api/cadence': ({ ctx, body }) => putCadence(ctx, body),
  });
}
