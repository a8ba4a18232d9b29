import { parentPort, workerData } from 'node:worker_threads';
import { Prisma } from '../../generated/prisma/client.ts';
import { openRows, type Database } from '../database.ts';
import type { Done, Task } from './aside.ts';
import type { Context } from './context.ts';

// Reads for the server while it goes on: each job is a function of a service, called as in a request that cannot write.
const { file } = workerData as { file: string };
const rows = openRows(file);
const refuse = (): Promise<never> => Promise.reject(new Error('what reads aside cannot write'));
const $queryRaw = async (query: Prisma.Sql | TemplateStringsArray, ...values: Prisma.Sql['values']): Promise<unknown> =>
  rows.all('sql' in query ? query : Prisma.sql(query, ...values));
const reader = { $queryRaw } as unknown as Database['reader'];
const db: Database = { file, rows, reader, write: refuse, close: async () => rows.close() };

async function answerTo({ id, job, input, user, now, requestId }: Task): Promise<void> {
  const found = (await import(job.module)) as Record<string, unknown>;
  const work = found[job.name] as (ctx: Context, input: unknown) => Promise<unknown>;
  const ctx: Context = { db, user, locale: user.locale, now, requestId, write: refuse };
  parentPort?.postMessage({ id, answer: await work(ctx, input) } satisfies Done);
}

parentPort?.on('message', (task: Task) => {
  answerTo(task).catch((error: unknown) => {
    parentPort?.postMessage({ id: task.id, error: error instanceof Error ? error.message : String(error) } satisfies Done);
  });
});
