import type { FastifyInstance } from 'fastify';
import { toCsv, toXlsx } from '../exports/table.ts';
import { registerRoutes } from '../http/route.ts';
import { organizationCards, organizationTable } from './organization.export.ts';
import { organizationContract } from './organization.schema.ts';
import {
  countOrganizationFacets,
  createOrganization,
  getOrganization,
  listOrganizations,
  updateOrganization,
} from './organization.service.ts';

export async function organizationRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, organizationContract, {
    'GET /api/organizations': ({ ctx, query }) => listOrganizations(ctx, query),
    'GET /api/organizations/facets': ({ ctx, query }) => countOrganizationFacets(ctx, query),
    'GET /api/organizations.csv': ({ ctx, query }) => toCsv(organizationTable, ctx, query),
    'GET /api/organizations.xlsx': ({ ctx, query }) => toXlsx(organizationTable, ctx, query),
    'GET /api/organizations.vcf': ({ ctx, query }) => organizationCards(ctx, query),
    'GET /api/organizations/:id': ({ ctx, params }) => getOrganization(ctx, params.id),
    'POST /api/organizations': ({ ctx, body }) => createOrganization(ctx, body),
    'PATCH /api/organizations/:id': ({ ctx, params, body, ifMatch }) => updateOrganization(ctx, params.id, ifMatch, body),
  });
}
