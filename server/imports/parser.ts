import { createKillable } from '../http/killable.ts';
import type { Parsed, ParseTask } from './parsed.rules.ts';

export type Parser = { parse(task: ParseTask): Promise<Parsed>; close(): Promise<void> };

/** Reads files in threads that can be ended; `worker` and `milliseconds` are for the tests. */
export function createParser(worker: URL = new URL('./parse-worker.ts', import.meta.url), milliseconds?: number): Parser {
  const threads = createKillable<ParseTask, Parsed>(worker, milliseconds);
  return {
    async parse(task) {
      const answer = await threads.run(task);
      return 'ended' in answer ? { refusal: { code: answer.ended } } : answer;
    },
    close: () => threads.close(),
  };
}
