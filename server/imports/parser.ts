import type { Piscina } from 'piscina';
import type { Parsed, ParseTask } from './parsed.rules.ts';

/** A file is given ten seconds and 300 MB, of which 64 are left to the bytes themselves. */
const limits = { milliseconds: 10_000, threads: 2, idleMilliseconds: 20_000, oldMegabytes: 200, youngMegabytes: 36 } as const;

export type Parser = { parse(task: ParseTask): Promise<Parsed>; close(): Promise<void> };

/** Reads files in threads of their own, made at the first file and ended when there is none; `worker` is for the tests. */
export function createParser(worker: URL = new URL('./parse-worker.ts', import.meta.url), milliseconds: number = limits.milliseconds): Parser {
  let pool: Promise<Piscina<ParseTask, Parsed>> | undefined;
  let free: number = limits.threads;
  const waiting: (() => void)[] = [];

  // A file's time begins when a thread takes it, not while it waits behind others.
  const turn = async (): Promise<void> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };

  async function parse(task: ParseTask): Promise<Parsed> {
    await turn();
    try {
      const { run } = await (pool ??= open(worker)).then((threads) => ({ run: threads.run.bind(threads) }));
      return await run(task, { signal: AbortSignal.timeout(milliseconds) });
    } catch (error) {
      return { refusal: { code: reasonOf(error) } };
    } finally {
      leave();
    }
  }
  return {
    parse,
    async close() {
      const closing = pool;
      pool = undefined;
      await (await closing)?.destroy();
    },
  };
}

async function open(worker: URL): Promise<Piscina<ParseTask, Parsed>> {
  const { Piscina: Pool } = await import('piscina');
  const pool = new Pool<ParseTask, Parsed>({
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

function reasonOf(error: unknown): string {
  if (error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError')) return 'too_slow';
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') return 'too_heavy';
  return 'unreadable';
}
