import { once } from 'node:events';
import { parentPort, type Worker } from 'node:worker_threads';

/** How many things a thread may be ahead of the one that takes them. */
const ahead = 64;
type Taken = { taken: Int32Array };

/**
 * What a thread passes, in order, to its end. It waits when it is too far ahead, so that memory holds little of it.
 * @throws what the thread threw
 */
export async function* passed<One>(worker: Worker): AsyncGenerator<One> {
  const taken = new Int32Array(new SharedArrayBuffer(4));
  const waiting: One[] = [];
  let wake = (): void => undefined;
  let hasEnded = false;
  let failure: unknown;
  worker.on('message', (one: One) => (waiting.push(one), wake()));
  const ended = once(worker, 'exit').then(
    () => undefined,
    (error: unknown) => void (failure = error ?? new Error('the thread failed')),
  );
  void ended.then(() => ((hasEnded = true), wake()));
  worker.postMessage({ taken } satisfies Taken);
  for (;;) {
    const one = waiting.shift();
    if (one !== undefined) {
      yield one;
      Atomics.add(taken, 0, 1);
      Atomics.notify(taken, 0);
    } else if (hasEnded) {
      if (failure !== undefined) throw failure as Error;
      return;
    } else await new Promise<void>((resolve) => (wake = resolve));
  }
}

/** In a thread: passes one thing after the other to whoever reads `passed`. */
export async function passing(): Promise<(one: unknown) => void> {
  const port = parentPort!;
  const [{ taken }] = (await once(port, 'message')) as [Taken];
  let sent = 0;
  return (one) => {
    port.postMessage(one);
    sent += 1;
    for (let done = Atomics.load(taken, 0); sent - done > ahead; done = Atomics.load(taken, 0)) Atomics.wait(taken, 0, done);
  };
}
