import { Worker } from 'node:worker_threads';
import { visibleSensitivities, type Context } from '../http/context.ts';
import { sql } from '../http/listing.ts';
import { answerWith, type Answer, type Question } from './acquaintance.answer.ts';
import { atLevels, byPartner, tiesFromInteractions } from './acquaintance.ties.ts';
import type { Done, Task } from './acquaintance.worker.ts';

/**
 * Held interactions that are read in the request itself: some tens of milliseconds. An office with more of them since
 * the day asked for is read in a worker, which keeps what it read: its answer may be a minute behind, and says so. A
 * table kept with every write would be exact too, but its rows would be as many as the interactions, and each write
 * would pay for a page that is opened a few times a week.
 */
const readHere = 15_000;

type Waiting = { resolve: (done: { answer: Answer; asOf: string }) => void; reject: (error: Error) => void };
type Running = { thread: Worker; file: string; waiting: Map<number, Waiting>; idle?: NodeJS.Timeout };
/** A worker that nobody has asked anything ends, and gives its memory back. */
const idleFor = 10 * 60_000;

let running: Running | undefined;
let last = 0;

/** Answers a question about who knows whom, as the caller may see it; in a worker when more than `here` interactions count. */
export async function ask(ctx: Context, question: Question, here = readHere): Promise<{ answer: Answer; asOf: string }> {
  const levels = visibleSensitivities(ctx.user.role);
  const since = new Date(question.since);
  const [counted] = await ctx.db.reader.$queryRaw<{ count: number }[]>(sql`
    SELECT count(*) AS count FROM (SELECT 1 FROM "Interaction" WHERE "status" = 'held' AND "startsAt" >= ${since} LIMIT ${here + 1}) AS some`);
  if (Number(counted?.count ?? 0) > here) return inWorker(ctx.db.file, { levels, question });
  const read = <Row>(query: Parameters<typeof ctx.db.rows.all>[0]): Promise<Row[]> => Promise.resolve(ctx.db.rows.all<Row>(query));
  const ties = byPartner(await tiesFromInteractions(read, atLevels(since, levels)));
  return { answer: await answerWith(read, ties, question), asOf: question.now };
}

function inWorker(file: string, task: Omit<Task, 'id'>): Promise<{ answer: Answer; asOf: string }> {
  const mine = started(file);
  const id = (last += 1);
  return new Promise((resolve, reject) => {
    mine.waiting.set(id, { resolve, reject });
    clearTimeout(mine.idle);
    mine.thread.ref();
    mine.thread.postMessage({ id, ...task } satisfies Task);
  });
}

function started(file: string): Running {
  if (running?.file === file) return running;
  void running?.thread.terminate();
  const thread = new Worker(new URL('./acquaintance.worker.ts', import.meta.url), { workerData: { file } });
  const mine: Running = { thread, file, waiting: new Map() };
  thread.unref();
  thread.on('message', (done: Done) => {
    const asked = mine.waiting.get(done.id);
    mine.waiting.delete(done.id);
    if (mine.waiting.size === 0) {
      thread.unref();
      mine.idle = setTimeout(() => void thread.terminate(), idleFor).unref();
    }
    if ('error' in done) asked?.reject(new Error(done.error));
    else asked?.resolve({ answer: done.answer, asOf: done.asOf });
  });
  const fail = (error: Error): void => {
    if (running === mine) running = undefined;
    for (const asked of mine.waiting.values()) asked.reject(error);
    mine.waiting.clear();
  };
  thread.on('error', fail);
  thread.on('exit', () => fail(new Error('the reader of acquaintances stopped')));
  running = mine;
  return mine;
}
