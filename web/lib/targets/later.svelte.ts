import { untrack } from 'svelte';
import { asProblem, type Problem } from '#lib/problem.ts';

/** What a page reads once it stands, so that it waits for nothing: the answer, or what went wrong and a way to ask again. */
export class Later<T> {
  answer = $state.raw<T | null>(null);
  problem = $state.raw<Problem | null>(null);
  readonly #ask: (signal: AbortSignal) => Promise<T>;
  #waiting: AbortController | null = null;

  constructor(ask: (signal: AbortSignal) => Promise<T>) {
    this.#ask = ask;
  }

  read = async (): Promise<void> => {
    this.#waiting?.abort();
    const waiting = new AbortController();
    this.#waiting = waiting;
    this.problem = null;
    try {
      const answer = await this.#ask(waiting.signal);
      if (!waiting.signal.aborted) this.answer = answer;
    } catch (error) {
      if (!waiting.signal.aborted) this.problem = asProblem(error);
    }
  };

  stop(): void {
    this.#waiting?.abort();
  }
}

/** Called while a component is made: asks once it is on the page, and again whenever what `of` gives changes. */
export function later<T>(ask: (signal: AbortSignal) => Promise<T>, of: () => unknown = () => null): Later<T> {
  const one = new Later(ask);
  $effect(() => {
    of();
    untrack(() => void one.read());
    return () => one.stop();
  });
  return one;
}
