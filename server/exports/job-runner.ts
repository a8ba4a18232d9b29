import type { Database } from '../database.ts';
import type { SignedIn } from '../http/context.ts';
import type { Locale } from '../http/problem.ts';
import type { exportCollections } from '../vocabulary.ts';
import type { Outside } from './export-job.schema.ts';
import type { Order } from './export-worker.ts';
import type { Exporter } from './exporter.ts';
import type { Format } from './formats.ts';
import type { JobFiles } from './job-files.ts';
import { readListQuery } from './list-query.rules.ts';
import { listQueries } from './export.schema.ts';
import { filtersOf, logLine } from './table.ts';

/** What a job was asked for, kept with it. The file holds what its maker could see when they asked. */
export type Payload = {
  collection: (typeof exportCollections)[number];
  format: Format | 'zip';
  query: string;
  locale: Locale;
  maker: SignedIn;
  total: number | null;
  fileName: string;
  outside: Outside | null;
};
/** What became of it. */
export type Result = { bytes: number } | { failure: Failure };
export type Failure = 'failed' | 'interrupted' | 'no_space';

/** What a job of this kind is called among those of the server. */
export const jobKind = 'export';
/** How long a file is kept, in milliseconds. */
export const keptFor = 24 * 3_600_000;
const sweepEvery = 10 * 60_000;

export type JobRunner = {
  /** Says of the jobs that a restart cut short that it did, and forgets those of another day. */
  start(): Promise<void>;
  /** Has a job made when its turn comes: one after the other. */
  enqueue(id: string): void;
  /** Rows so far of the job that is being made, and of all where they are counted on the way. */
  progressOf(id: string): { rows: number; total: number | undefined } | null;
  /** Stops a job that waits or is being made; its state is the caller's. */
  stop(id: string): void;
  /** Forgets the jobs of another day, with their files. */
  sweep(): Promise<void>;
  close(): Promise<void>;
};

type Options = { db: Database; exporter: Exporter; files: JobFiles; clock: () => Date; onError: (error: unknown) => void };

export function createJobRunner({ db, exporter, files, clock, onError }: Options): JobRunner {
  const waiting: string[] = [];
  let current: { id: string; rows: number; total: number | undefined; abort: AbortController } | null = null;
  let working: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let isClosing = false;

  async function next(): Promise<void> {
    if (current || isClosing) return;
    const id = waiting.shift();
    if (id === undefined) return;
    const job = (current = { id, rows: 0, total: undefined as number | undefined, abort: new AbortController() });
    try {
      await make(job);
    } catch (error) {
      if (!job.abort.signal.aborted && !isClosing) onError(error);
    } finally {
      current = null;
    }
    await next();
  }

  async function make(job: NonNullable<typeof current>): Promise<void> {
    const { id, abort } = job;
    const begun = await db.write((tx) => tx.job.updateMany({ where: { id, status: 'queued' }, data: { status: 'running', startedAt: clock() } }));
    const row = begun.count > 0 && (await db.reader.job.findUnique({ where: { id } }));
    if (!row) return;
    const payload = JSON.parse(row.payload) as Payload;
    try {
      const stream = await exporter.stream({ file: db.file, order: orderOf(payload, row.createdAt, id) }, abort.signal, async () => undefined, (rows, total) => Object.assign(job, { rows, total }));
      const bytes = await files.write(id, stream, abort.signal);
      if (!(await end(id, payload, job, { bytes }))) await files.remove(id);
    } catch (error) {
      // A server that stops leaves the job as it is: the next one says so.
      if (abort.signal.aborted || isClosing) return;
      await end(id, payload, job, { failure: isFull(error) ? 'no_space' : 'failed' });
      throw error;
    }
  }

  /** Closes a job that nobody stopped meanwhile, and puts what was made on record. @returns false when somebody did */
  async function end(id: string, { collection, format, query, maker, outside }: Payload, { rows, total }: { rows: number; total: number | undefined }, result: Result): Promise<boolean> {
    const now = clock();
    const isDone = 'bytes' in result;
    return db.write(async (tx) => {
      const { count } = await tx.job.updateMany({
        where: { id, status: 'running' },
        data: { status: isDone ? 'done' : 'failed', progress: rows, result: JSON.stringify({ ...result, total }), endedAt: now },
      });
      if (count > 0 && isDone) {
        const filters = collection === 'office' ? '' : filtersOf(readListQuery(query, listQueries[collection]).query);
        await tx.exportLog.create({ data: logLine({ now, user: maker }, collection, format, rows, filters, outside) });
      }
      return count > 0;
    });
  }

  async function sweep(): Promise<void> {
    const limit = new Date(clock().getTime() - keptFor);
    const over = await db.reader.$queryRaw<unknown[]>`SELECT 1 FROM "Job" WHERE "kind" = ${jobKind} AND "endedAt" < ${limit} LIMIT 1`;
    if (over.length > 0) await db.write((tx) => tx.job.deleteMany({ where: { kind: jobKind, endedAt: { lt: limit } } }));
    await files.keepOnly(async () => {
      const kept = await db.reader.$queryRaw<{ id: string }[]>`SELECT "id" FROM "Job" WHERE "kind" = ${jobKind} AND "status" IN ('done', 'running')`;
      return new Set(kept.map(({ id }) => id));
    });
  }

  return {
    async start() {
      const cut = await db.reader.$queryRaw<unknown[]>`SELECT 1 FROM "Job" WHERE "kind" = ${jobKind} AND "status" IN ('queued', 'running') LIMIT 1`;
      if (cut.length > 0) {
        const result = JSON.stringify({ failure: 'interrupted' } satisfies Result);
        await db.write((tx) => tx.job.updateMany({ where: { kind: jobKind, status: { in: ['queued', 'running'] } }, data: { status: 'failed', result, endedAt: clock() } }));
      }
      await sweep();
      timer = setInterval(() => void sweep().catch(onError), sweepEvery).unref();
    },
    enqueue(id) {
      waiting.push(id);
      working = working.then(next, next);
    },
    progressOf: (id) => (current?.id === id ? { rows: current.rows, total: current.total } : null),
    stop(id) {
      const index = waiting.indexOf(id);
      if (index >= 0) waiting.splice(index, 1);
      if (current?.id === id) current.abort.abort();
    },
    sweep,
    async close() {
      isClosing = true;
      clearInterval(timer);
      current?.abort.abort();
      await working.catch(() => undefined);
    },
  };
}

function orderOf({ collection, format, query, locale, maker, outside }: Payload, now: Date, requestId: string): Order {
  if (collection === 'office' || format === 'zip') return { collection: 'office' };
  const filters = readListQuery(query, listQueries[collection]).query;
  const mark = outside ? { outsideReason: outside.reason, outsideReference: outside.reference ?? undefined } : {};
  return { collection, format, query: { ...filters, ...mark }, who: { user: maker, locale, now, requestId } };
}

const isFull = (error: unknown): boolean => error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
