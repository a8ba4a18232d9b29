import { createKillable } from '../http/killable.ts';
import type { Checked, CheckTask } from './check.rules.ts';

export type Checker = { check(task: CheckTask): Promise<Checked>; close(): Promise<void> };

/** Looks at templates in threads that can be ended; `worker` and `milliseconds` are for the tests. */
export function createChecker(worker: URL = new URL('./check-worker.ts', import.meta.url), milliseconds?: number): Checker {
  const threads = createKillable<CheckTask, Checked>(worker, milliseconds);
  return {
    async check(task) {
      const answer = await threads.run(task);
      return 'ended' in answer ? { refusal: { code: answer.ended } } : answer;
    },
    close: () => threads.close(),
  };
}
