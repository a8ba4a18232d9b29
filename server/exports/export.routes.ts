import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { agreementTable } from './agreements.ts';
import { interactionCalendar, missionCalendar } from './calendar.ts';
import { contactTable } from './contacts.ts';
import { exportContract } from './export.schema.ts';
import { followUpTable } from './followups.ts';
import { forumTable } from './forums.ts';
import { interactionTable } from './interactions.ts';
import { missionTable } from './missions.ts';
import { organizationTable } from './organizations.ts';
import { toCards, toCsv, toXlsx } from './table.ts';
import { contactCard, organizationCard } from './vcard.rules.ts';

export async function exportRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, exportContract, {
    'GET /api/organizations.csv': async ({ ctx, query }) => toCsv(organizationTable, ctx, query),
    'GET /api/organizations.xlsx': ({ ctx, query }) => toXlsx(organizationTable, ctx, query),
    'GET /api/organizations.vcf': async ({ ctx, query }) => toCards(organizationTable, organizationCard, ctx, query),
    'GET /api/contacts.csv': async ({ ctx, query }) => toCsv(contactTable, ctx, query),
    'GET /api/contacts.xlsx': ({ ctx, query }) => toXlsx(contactTable, ctx, query),
    'GET /api/contacts.vcf': async ({ ctx, query }) => toCards(contactTable, contactCard, ctx, query),
    'GET /api/interactions.csv': async ({ ctx, query }) => toCsv(interactionTable, ctx, query),
    'GET /api/interactions.xlsx': ({ ctx, query }) => toXlsx(interactionTable, ctx, query),
    'GET /api/interactions.ics': ({ ctx, query }) => interactionCalendar(ctx, query),
    'GET /api/followups.csv': async ({ ctx, query }) => toCsv(followUpTable, ctx, query),
    'GET /api/followups.xlsx': ({ ctx, query }) => toXlsx(followUpTable, ctx, query),
    'GET /api/missions.csv': async ({ ctx, query }) => toCsv(missionTable, ctx, query),
    'GET /api/missions.xlsx': ({ ctx, query }) => toXlsx(missionTable, ctx, query),
    'GET /api/agreements.csv': async ({ ctx, query }) => toCsv(agreementTable, ctx, query),
    'GET /api/agreements.xlsx': ({ ctx, query }) => toXlsx(agreementTable, ctx, query),
    'GET /api/forums.csv': async ({ ctx, query }) => toCsv(forumTable, ctx, query),
    'GET /api/forums.xlsx': ({ ctx, query }) => toXlsx(forumTable, ctx, query),
    'GET /api/missions/:id.ics': ({ ctx, params }) => missionCalendar(ctx, params.id),
  });
}
