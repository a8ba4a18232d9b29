import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { interactionCalendar, missionCalendar } from './calendar.ts';
import { exportContract } from './export.schema.ts';
import { createExporter } from './exporter.ts';
import { handOver } from './hand-over.ts';

export async function exportRoutes(app: FastifyInstance): Promise<void> {
  const exporter = createExporter();
  app.addHook('onClose', () => exporter.close());
  registerRoutes(app, exportContract, {
    'GET /api/organizations.csv': (call) => handOver(exporter, call, 'organizations', 'csv'),
    'GET /api/organizations.xlsx': (call) => handOver(exporter, call, 'organizations', 'xlsx'),
    'GET /api/organizations.vcf': (call) => handOver(exporter, call, 'organizations', 'vcf'),
    'GET /api/contacts.csv': (call) => handOver(exporter, call, 'contacts', 'csv'),
    'GET /api/contacts.xlsx': (call) => handOver(exporter, call, 'contacts', 'xlsx'),
    'GET /api/contacts.vcf': (call) => handOver(exporter, call, 'contacts', 'vcf'),
    'GET /api/interactions.csv': (call) => handOver(exporter, call, 'interactions', 'csv'),
    'GET /api/interactions.xlsx': (call) => handOver(exporter, call, 'interactions', 'xlsx'),
    'GET /api/interactions.ics': ({ ctx, query }) => interactionCalendar(ctx, query),
    'GET /api/followups.csv': (call) => handOver(exporter, call, 'followups', 'csv'),
    'GET /api/followups.xlsx': (call) => handOver(exporter, call, 'followups', 'xlsx'),
    'GET /api/missions.csv': (call) => handOver(exporter, call, 'missions', 'csv'),
    'GET /api/missions.xlsx': (call) => handOver(exporter, call, 'missions', 'xlsx'),
    'GET /api/agreements.csv': (call) => handOver(exporter, call, 'agreements', 'csv'),
    'GET /api/agreements.xlsx': (call) => handOver(exporter, call, 'agreements', 'xlsx'),
    'GET /api/forums.csv': (call) => handOver(exporter, call, 'forums', 'csv'),
    'GET /api/forums.xlsx': (call) => handOver(exporter, call, 'forums', 'xlsx'),
    'GET /api/missions/:id.ics': ({ ctx, params }) => missionCalendar(ctx, params.id),
  });
}
