import { Worker } from 'node:worker_threads';
import type { SignedIn } from './context.ts';

/** A function that a thread finds by itself: the module's address, and the name under which it is exported. */
export type Job = { module: string; name: string };
/** What a thread is asked: plain data. */
export type Task = { id: number; job: Job; input: unknown; user: SignedIn; now: Date; requestId: string };
export type Done = { id: number; answer: unknown } | { id: number; error: string };

type Asked = { task: Task; isLong: boolean; resolve: (answer: unknown) => void; reject: (error: Error) => void };
type Thread = { worker: Worker; doing: Asked | null; idle: NodeJS.Timeout | undefined };
type Pool = { file: string; threads: Set<Thread>; waiting: Asked[] };

/** One for what somebody waits for, and one for what takes long. */
const most = 2;
/** A thread that nobody asks anything ends, and gives its memory back. */
const idleFor = 60_000;
const pools = new Map<string, Pool>();
let last = 0;

/**
 * Runs a reading job in a thread that has its own read-only connection to the file: the server goes on meanwhile. Jobs
 * that take long go one after the other, so that a short one never waits behind two of them.
 * @throws what the job threw, by its words only
 */
export function aside(file: string, task: Omit<Task, 'id'>, isLong: boolean): Promise<unknown> {
  let pool = pools.get(file);
  if (!pool) pools.set(file, (pool = { file, threads: new Set(), waiting: [] }));
  const { waiting } = pool;
  const id = (last += 1);
  const answer = new Promise<unknown>((resolve, reject) => waiting.push({ task: { ...task, id }, isLong, resolve, reject }));
  next(pool);
  return answer;
}

/** How many jobs are under way or waiting: what is only to be ready for later waits for none. */
export function busyAside(file: string): number {
  const pool = pools.get(file);
  return pool ? pool.waiting.length + [...pool.threads].filter(({ doing }) => doing).length : 0;
}

/** Ends the threads of a file that is being closed: whoever opens it next may want it alone. What is under way is refused. */
export async function endAside(file: string): Promise<void> {
  const pool = pools.get(file);
  if (!pool) return;
  pools.delete(file);
  for (const { reject } of pool.waiting.splice(0)) reject(new Error('the file is being closed'));
  await Promise.all([...pool.threads].map(({ worker }) => worker.terminate()));
}

function next(pool: Pool): void {
  const { threads, waiting } = pool;
  for (;;) {
    const isLongUnderWay = [...threads].some(({ doing }) => doing?.isLong);
    const index = waiting.findIndex(({ isLong }) => !isLong || !isLongUnderWay);
    const free = [...threads].find(({ doing }) => !doing) ?? (threads.size < most && index >= 0 ? started(pool) : undefined);
    const [asked] = free && index >= 0 ? waiting.splice(index, 1) : [];
    if (!free || !asked) return;
    free.doing = asked;
    clearTimeout(free.idle);
    free.worker.ref();
    free.worker.postMessage(asked.task);
  }
}

function started(pool: Pool): Thread {
  const worker = new Worker(new URL('./aside.worker.ts', import.meta.url), { workerData: { file: pool.file } });
  const thread: Thread = { worker, doing: null, idle: undefined };
  worker.unref();
  worker.on('message', (done: Done) => {
    const asked = thread.doing;
    // Under a watcher of files, Node says by this way what a thread imports: only the answer to what was asked is one.
    if (asked?.task.id !== done.id) return;
    thread.doing = null;
    worker.unref();
    thread.idle = setTimeout(() => void worker.terminate(), idleFor).unref();
    if ('error' in done) asked.reject(new Error(done.error));
    else asked.resolve(done.answer);
    next(pool);
  });
  const gone = (error: Error): void => {
    pool.threads.delete(thread);
    clearTimeout(thread.idle);
    thread.doing?.reject(error);
    thread.doing = null;
    if (pool.waiting.length > 0) next(pool);
    else if (pool.threads.size === 0 && pools.get(pool.file) === pool) pools.delete(pool.file);
  };
  worker.on('error', gone);
  worker.on('exit', () => gone(new Error('a thread of readers ended')));
  pool.threads.add(thread);
  return thread;
}
