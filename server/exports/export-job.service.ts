import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { isAtLeast, type Context } from '../http/context.ts';
import { conflict, forbidden, invalidField, notFound } from '../http/problem.ts';
import { m } from '../../generated/paraglide/messages.js';
import type { ExportJob, NewExportJob } from './export-job.schema.ts';
import { listQueries } from './export.schema.ts';
import { mediaTypes } from './formats.ts';
import type { JobFiles } from './job-files.ts';
import { jobKind, keptFor, type Failure, type JobRunner, type Payload } from './job-runner.ts';
import { readListQuery } from './list-query.rules.ts';
import { fileName } from './table.ts';
import { exportables } from './tables.ts';

type Row = NonNullable<Awaited<ReturnType<Context['db']['reader']['job']['findFirst']>>>;
type Kept = { bytes?: number; failure?: Failure; total?: number };

/** How many exports a person has waiting or being made at once. */
const mostAtOnce = 5;
/** How many a person has kept of a day, those being made among them. */
const mostOfDay = 20;
/** What stays free on the disk, in bytes: the office writes there too. */
const spare = 200_000_000;

/** Puts an export on the list of those to be made. */
export async function createExportJob(ctx: Context, runner: JobRunner, files: Pick<JobFiles, 'room'>, { collection, format, query = '', outside = null }: NewExportJob): Promise<ExportJob> {
  const payload: Payload = { collection, query, locale: ctx.locale, maker: ctx.user, outside, ...(await judged(ctx, { collection, format, query })) };
  // The whole office folded up is smaller than its database.
  const needed = spare + (collection === 'office' ? (await stat(ctx.db.file)).size : 0);
  if ((await files.room()) < needed) throw conflict((locale) => m.export_job_no_space({}, { locale }));
  const row = await ctx.write(async ({ tx }) => {
    const active = await tx.job.count({ where: { ...own(ctx), status: { in: ['queued', 'running'] } } });
    const kept = await tx.job.count({ where: { ...own(ctx), status: 'done', endedAt: { gt: new Date(ctx.now.getTime() - keptFor) } } });
    if (active + kept >= mostOfDay) throw conflict((locale) => m.export_job_day_full({ most: mostOfDay }, { locale }));
    if (active >= mostAtOnce) throw conflict((locale) => m.export_job_too_many({ most: mostAtOnce }, { locale }));
    const made = await tx.job.create({ data: { kind: jobKind, status: 'queued', payload: JSON.stringify(payload), createdById: ctx.user.id, createdAt: ctx.now } });
    return toJob(ctx, runner, made);
  });
  runner.enqueue(row.id);
  return row;
}

/** What of an order is known before it is made. @throws for one that cannot be followed */
async function judged(ctx: Context, { collection, format, query }: Required<Pick<NewExportJob, 'collection' | 'format' | 'query'>>): Promise<Pick<Payload, 'format' | 'total' | 'fileName'>> {
  if (collection === 'office') {
    if (!isAtLeast(ctx.user.role, 'administrator')) throw forbidden();
    refuseFormat(format, ['zip']);
    if (query !== '') throw invalidField('/query', (locale) => m.problem_field_unknown({ name: 'query' }, { locale }));
    return { format, total: null, fileName: fileName({ title: (locale) => m.export_office_name({}, { locale }) }, ctx, format) };
  }
  const list = exportables[collection];
  refuseFormat(format, list.formats);
  const { query: filters, wrong } = readListQuery(query, listQueries[collection]);
  const [first] = wrong;
  if (first) throw invalidField('/query', (locale) => m.export_filter_wrong({ name: first.name, value: first.value.slice(0, 100) }, { locale }));
  return { format, total: await list.count(ctx, filters), fileName: fileName(list, ctx, format) };
}

function refuseFormat<F extends string>(format: string, formats: readonly F[]): asserts format is F {
  if (!(formats as readonly string[]).includes(format)) throw invalidField('/format', (locale) => m.export_format_unavailable({ formats: formats.join(', ') }, { locale }));
}

export async function listExportJobs(ctx: Context, runner: JobRunner): Promise<{ items: ExportJob[] }> {
  const rows = await ctx.db.reader.job.findMany({ where: own(ctx), orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: 100 });
  return { items: rows.filter((row) => !isOver(ctx, row)).map((row) => toJob(ctx, runner, row)) };
}

export async function getExportJob(ctx: Context, runner: JobRunner, id: string): Promise<ExportJob> {
  return toJob(ctx, runner, await readOwn(ctx, id));
}

/** The file, for whoever asked for it. Somebody who may see less today than on the day of the order is not handed more. */
export async function readExportFile(ctx: Context, files: JobFiles, id: string): Promise<{ fileName: string; mediaType: string; bytes: number; content: Readable }> {
  const row = await readOwn(ctx, id);
  const { fileName: name, format, maker } = JSON.parse(row.payload) as Payload;
  const file = row.status === 'done' && isAtLeast(ctx.user.role, maker.role) ? await files.read(id) : null;
  if (!file) throw notFound();
  return { fileName: name, mediaType: mediaTypes[format], bytes: file.bytes, content: file.stream };
}

export async function cancelExportJob(ctx: Context, runner: JobRunner, id: string): Promise<ExportJob> {
  await readOwn(ctx, id);
  const job = await ctx.write(async ({ tx }) => {
    const { count } = await tx.job.updateMany({ where: { ...own(ctx), id, status: { in: ['queued', 'running'] } }, data: { status: 'cancelled', endedAt: ctx.now } });
    if (count === 0) throw conflict((locale) => m.export_job_ended({}, { locale }));
    return toJob(ctx, runner, await tx.job.findUniqueOrThrow({ where: { id } }));
  });
  runner.stop(id);
  return job;
}

export async function forgetExportJob(ctx: Context, runner: JobRunner, files: JobFiles, id: string): Promise<void> {
  await readOwn(ctx, id);
  await ctx.write(({ tx }) => tx.job.deleteMany({ where: { ...own(ctx), id } }));
  runner.stop(id);
  await files.remove(id);
}

const own = ({ user }: Context): { kind: string; createdById: string } => ({ kind: jobKind, createdById: user.id });
const isOver = ({ now }: Context, { endedAt }: Row): boolean => endedAt !== null && endedAt.getTime() + keptFor <= now.getTime();

async function readOwn(ctx: Context, id: string): Promise<Row> {
  const row = await ctx.db.reader.job.findFirst({ where: { ...own(ctx), id } });
  if (!row || isOver(ctx, row)) throw notFound();
  return row;
}

const failures: Record<Failure, (inputs: object, options: { locale: 'fr' | 'en' }) => string> = {
  failed: m.export_job_failed,
  interrupted: m.export_job_interrupted,
  no_space: m.export_job_no_space,
};

function toJob({ locale }: Context, runner: JobRunner, row: Row): ExportJob {
  const { collection, format, query, total, fileName: name, outside } = JSON.parse(row.payload) as Payload;
  const { bytes, failure, total: counted } = JSON.parse(row.result ?? '{}') as Kept;
  const progress = runner.progressOf(row.id);
  return {
    id: row.id,
    collection,
    format,
    query,
    state: row.status as ExportJob['state'],
    rows: progress?.rows ?? row.progress,
    total: progress?.total ?? counted ?? total,
    fileName: name,
    bytes: bytes ?? null,
    failure: failure ? failures[failure]({}, { locale }) : null,
    outside: outside && { reason: outside.reason, reference: outside.reference ?? null },
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    expiresAt: row.status === 'done' && row.endedAt ? new Date(row.endedAt.getTime() + keptFor).toISOString() : null,
  };
}
