import { Readable } from 'node:stream';
import { MessageChannel } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import type { ExportPart, ExportTask } from './export-worker.ts';

/** Two lists are written at once; threads end soon after the last, with all their memory. */
const limits = { threads: 2, idleMilliseconds: 20_000, oldMegabytes: 128, youngMegabytes: 16, ahead: 262_144, closeMilliseconds: 2_000 } as const;

/** What becomes of an export, in rows: all of them, or those that had been handed over when its reader went away. */
export type Ending = (rows: number) => Promise<void>;

/** How far it has come: rows that are written, and all of them where the thread counts them. */
export type Progress = (rows: number, total: number | undefined) => void;

export type Exporter = {
  /**
   * The file as it is being made, once its first part is there; others wait for their turn before. Destroying the
   * stream, or `gone`, stops the work. @throws what kept the first part from being made
   */
  stream(task: Omit<ExportTask, 'port'>, gone: AbortSignal, ending: Ending, progress?: Progress): Promise<Readable>;
  close(): Promise<void>;
};

/** Makes long exports in threads of their own, begun at the first of them. */
export function createExporter(): Exporter {
  let pool: Promise<Piscina<ExportTask, void>> | undefined;
  const running = new Set<Readable>();

  async function stream(task: Omit<ExportTask, 'port'>, gone: AbortSignal, ending: Ending, progress?: Progress): Promise<Readable> {
    const threads = await (pool ??= open());
    const { port1: port, port2 } = new MessageChannel();
    const begun = Promise.withResolvers<null>();
    let [rows, isWhole] = [0, false];
    const file = new Readable({
      highWaterMark: limits.ahead,
      read: () => port.postMessage(null),
      destroy(error, done) {
        port.close();
        // What has left is on record, even when its reader did not wait for the end.
        if (rows > 0 && !isWhole) ending(rows).catch(() => undefined);
        done(error);
      },
    });
    running.add(file);
    const leave = (): void => void file.destroy();
    file.once('error', begun.reject);
    file.once('close', () => {
      running.delete(file);
      gone.removeEventListener('abort', leave);
      begun.resolve(null);
    });
    if (gone.aborted) leave();
    gone.addEventListener('abort', leave);
    port.on('message', (part: ExportPart) => {
      begun.resolve(null);
      rows = part.rows;
      progress?.(rows, part.total);
      if (part.bytes) return void file.push(part.bytes);
      isWhole = true;
      ending(rows).then(() => file.push(null), (error: unknown) => file.destroy(error as Error));
    });
    threads.run({ ...task, port: port2 }, { transferList: [port2] }).catch((error: unknown) => file.destroy(error as Error));
    file.read(0);
    await begun.promise;
    return file;
  }

  return {
    stream,
    async close() {
      const closing = pool;
      pool = undefined;
      for (const file of running) file.destroy();
      await (await closing)?.close();
    },
  };
}

async function open(): Promise<Piscina<ExportTask, void>> {
  const { Piscina: Pool } = await import('piscina');
  return new Pool<ExportTask, void>({
    filename: new URL('./export-worker.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: limits.threads,
    idleTimeout: limits.idleMilliseconds,
    closeTimeout: limits.closeMilliseconds,
    resourceLimits: { maxOldGenerationSizeMb: limits.oldMegabytes, maxYoungGenerationSizeMb: limits.youngMegabytes },
  });
}
