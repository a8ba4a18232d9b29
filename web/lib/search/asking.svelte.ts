import { api, type Answer } from '#lib/api.ts';
import { asProblem, type Problem } from '#lib/problem.ts';

type Found = Answer<'GET /api/search'>;

/** How long after the last key the server is asked (ms): less than a person notices, more than a key's repeat. */
const pause = 80;

/**
 * Asks the server while a person types: once they pause, one question at a time, and only the answer to what is typed
 * now is shown; an answer that comes late is dropped. `found.for` is the query that the answer is to.
 */
export function createAsking(limit: number) {
  let found = $state.raw<(Found & { for: string }) | null>(null);
  let problem = $state.raw<Problem | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;

  async function ask(query: string) {
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    try {
      const answer = await api(fetch, 'GET /api/search', { query: { q: query, limit }, signal });
      if (signal.aborted) return;
      [found, problem] = [{ ...answer, for: query }, null];
    } catch (error) {
      if (!signal.aborted) problem = asProblem(error);
    }
  }

  return {
    get found() {
      return found;
    },
    get problem() {
      return problem;
    },
    /** What is typed now. */
    typed(query: string) {
      clearTimeout(timer);
      if (query === '') {
        asking?.abort();
        [found, problem] = [null, null];
      } else if (query !== found?.for) timer = setTimeout(() => void ask(query), pause);
    },
    stop() {
      clearTimeout(timer);
      asking?.abort();
    },
  };
}
