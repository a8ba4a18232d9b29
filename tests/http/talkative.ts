import { parentPort } from 'node:worker_threads';

/** A job whose thread says something else before its answer, as Node does under a watcher of files. */
export async function talk(_ctx: unknown, input: unknown): Promise<unknown> {
  parentPort?.postMessage({ 'watch:import': [import.meta.url] });
  await new Promise((resolve) => setImmediate(resolve));
  return input;
}
