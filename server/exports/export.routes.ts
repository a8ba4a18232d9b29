import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { missionCalendar } from './calendar.ts';
import { exportJobContract } from './export-job.schema.ts';
import { cancelExportJob, createExportJob, forgetExportJob, getExportJob, listExportJobs, readExportFile } from './export-job.service.ts';
import { listExportLog } from './export-log.service.ts';
import { exportContract } from './export.schema.ts';
import { createExporter } from './exporter.ts';
import { handOver } from './hand-over.ts';
import { openJobFiles } from './job-files.ts';
import { createJobRunner } from './job-runner.ts';

export async function exportRoutes(app: FastifyInstance): Promise<void> {
  const exporter = createExporter();
  const files = openJobFiles(join(app.dataDir ?? dirname(app.db.file), 'exports'));
  const runner = createJobRunner({ db: app.db, exporter, files, clock: app.clock, onError: (error) => app.log.error(error) });
  app.addHook('onReady', () => runner.start().catch((error: unknown) => app.log.error(error)));
  app.addHook('onClose', async () => {
    await Promise.all([runner.close(), exporter.close()]);
  });
  registerRoutes(app, exportJobContract, {
    'POST /api/export-jobs': ({ ctx, body }) => createExportJob(ctx, runner, files, body),
    'GET /api/export-jobs': ({ ctx }) => listExportJobs(ctx, runner),
    'GET /api/export-jobs/:id': ({ ctx, params }) => getExportJob(ctx, runner, params.id),
    'GET /api/export-jobs/:id/file': async ({ ctx, params, reply }) => {
      const { bytes, ...file } = await readExportFile(ctx, files, params.id);
      reply.headers({ 'content-length': bytes, 'cache-control': 'private, no-store' });
      return file;
    },
    'POST /api/export-jobs/:id/cancel': ({ ctx, params }) => cancelExportJob(ctx, runner, params.id),
    'DELETE /api/export-jobs/:id': async ({ ctx, params }) => {
      await forgetExportJob(ctx, runner, files, params.id);
      return undefined;
    },
    'GET /api/export-log': ({ ctx, query }) => listExportLog(ctx, query),
  });
  registerRoutes(app, exportContract, {
    'GET /api/organizations.csv': (call) => handOver(exporter, call, 'organizations', 'csv'),
    'GET /api/organizations.xlsx': (call) => handOver(exporter, call, 'organizations', 'xlsx'),
    'GET /api/organizations.vcf': (call) => handOver(exporter, call, 'organizations', 'vcf'),
    'GET /api/contacts.csv': (call) => handOver(exporter, call, 'contacts', 'csv'),
    'GET /api/contacts.xlsx': (call) => handOver(exporter, call, 'contacts', 'xlsx'),
    'GET /api/contacts.vcf': (call) => handOver(exporter, call, 'contacts', 'vcf'),
    'GET /api/interactions.csv': (call) => handOver(exporter, call, 'interactions', 'csv'),
    'GET /api/interactions.xlsx': (call) => handOver(exporter, call, 'interactions', 'xlsx'),
    'GET /api/interactions.ics': (call) => handOver(exporter, call, 'interactions', 'ics'),
    'GET /api/followups.csv': (call) => handOver(exporter, call, 'followups', 'csv'),
    'GET /api/followups.xlsx': (call) => handOver(exporter, call, 'followups', 'xlsx'),
    'GET /api/missions.csv': (call) => handOver(exporter, call, 'missions', 'csv'),
    'GET /api/missions.xlsx': (call) => handOver(exporter, call, 'missions', 'xlsx'),
    'GET /api/missions.ics': (call) => handOver(exporter, call, 'missions', 'ics'),
    'GET /api/agreements.csv': (call) => handOver(exporter, call, 'agreements', 'csv'),
    'GET /api/agreements.xlsx': (call) => handOver(exporter, call, 'agreements', 'xlsx'),
    'GET /api/forums.csv': (call) => handOver(exporter, call, 'forums', 'csv'),
    'GET /api/forums.xlsx': (call) => handOver(exporter, call, 'forums', 'xlsx'),
    'GET /api/missions/:id.ics': ({ ctx, params, query }) => missionCalendar(ctx, params.id, query),
  });
}
