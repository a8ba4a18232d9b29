import type { Piscina } from 'piscina';

/** A file is given ten seconds and 300 MB, of which 64 are left to the bytes themselves. */
const limits = { milliseconds: 10_000, threads: 2, idleMilliseconds: 20_000, oldMegabytes: 200, youngMegabytes: 36 } as const;

/** Why a thread gave no answer. */
export type Ended = 'too_slow' | 'too_heavy' | 'unreadable';

export type Killable<Task, Answer> = { run(task: Task): Promise<Answer | { ended: Ended }>; close(): Promise<void> };

/**
 * Runs the default function of a module on what strangers sent, in threads of their own, made at the first task and ended
 * when there is none: a task that takes too long or too much is ended with its thread, and the server goes on.
 */
export function createKillable<Task, Answer>(worker: URL, milliseconds: number = limits.milliseconds): Killable<Task, Answer> {
  let pool: Promise<Piscina<Task, Answer>> | undefined;
  let free: number = limits.threads;
  const waiting: (() => void)[] = [];

  // A task's time begins when a thread takes it, not while it waits behind others.
  const turn = async (): Promise<void> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };

  return {
    async run(task) {
      await turn();
      try {
        const { run } = await (pool ??= open<Task, Answer>(worker)).then((threads) => ({ run: threads.run.bind(threads) }));
        return await run(task, { signal: AbortSignal.timeout(milliseconds) });
      } catch (error) {
        return { ended: reasonOf(error) };
      } finally {
        leave();
      }
    },
    async close() {
      const closing = pool;
      pool = undefined;
      await (await closing)?.destroy();
    },
  };
}

async function open<Task, Answer>(worker: URL): Promise<Piscina<Task, Answer>> {
  const { Piscina: Pool } = await import('piscina');
  const pool = new Pool<Task, Answer>({
    filename: worker.href,
    minThreads: 0,
    maxThreads: limits.threads,
    idleTimeout: limits.idleMilliseconds,
    resourceLimits: { maxOldGenerationSizeMb: limits.oldMegabytes, maxYoungGenerationSizeMb: limits.youngMegabytes },
    // Nothing of the process is shown to what reads strangers' files.
    env: {},
  });
  // A thread may run out of memory while it is being ended: its file has had its answer, and the process goes on.
  pool.on('error', () => undefined);
  return pool;
}

function reasonOf(error: unknown): Ended {
  if (error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError')) return 'too_slow';
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') return 'too_heavy';
  return 'unreadable';
}
