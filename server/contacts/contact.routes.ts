import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { listAddressForms } from './contact.address.ts';
import { countContactFacets, getContact, listContacts } from './contact.reading.ts';
import { contactContract } from './contact.schema.ts';
import { changePost, createContact, updateContact } from './contact.service.ts';

export async function contactRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, contactContract, {
    'GET /api/contacts': ({ ctx, query }) => listContacts(ctx, query),
    'GET /api/contacts/facets': ({ ctx, query }) => countContactFacets(ctx, query),
    'GET /api/contacts/:id': ({ ctx, params }) => getContact(ctx, params.id),
    'POST /api/contacts': ({ ctx, body }) => createContact(ctx, body),
    'PATCH /api/contacts/:id': ({ ctx, params, body, ifMatch }) => updateContact(ctx, params.id, ifMatch, body),
    'POST /api/contacts/:id/positions': ({ ctx, params, body }) => changePost(ctx, params.id, body),
    'GET /api/address-forms': ({ ctx }) => listAddressForms(ctx),
  });
}
