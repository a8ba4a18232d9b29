import type { Option } from './option.ts';

export interface Source {
  options?: readonly Option[] | undefined;
  load?: ((query: string, signal: AbortSignal) => Promise<readonly Option[]>) | undefined;
}

/** Blind to accents, case, apostrophes and hyphens: for comparing what is typed with what is listed. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[’'-]/g, ' ')
    .toLowerCase();
}

/**
 * What a Combobox found for the words typed last. A newer question silences the older ones, whatever order their
 * answers come in. `source` is read at each question, so its parts may change.
 */
export function createSearch(source: () => Source, onfound: (query: string) => void) {
  let found = $state.raw<readonly Option[]>([]);
  let searching = $state(false);
  let failed = $state(false);
  let asked = 0;
  let waiting: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function silence() {
    clearTimeout(timer);
    waiting?.abort();
    asked++;
  }

  async function askServer(load: NonNullable<Source['load']>, query: string, ask: number) {
    waiting = new AbortController();
    try {
      const answer = await load(query, waiting.signal);
      if (ask !== asked) return;
      found = answer;
      searching = false;
      onfound(query);
    } catch {
      if (ask !== asked) return;
      found = [];
      searching = false;
      failed = true;
    }
  }

  return {
    get found() {
      return found;
    },
    get searching() {
      return searching;
    },
    get failed() {
      return failed;
    },
    fail() {
      failed = true;
    },
    ask(typed: string) {
      silence();
      failed = false;
      const query = typed.trim();
      const { load, options = [] } = source();
      if (load) {
        searching = true;
        const ask = asked;
        timer = setTimeout(() => void askServer(load, query, ask), query ? 120 : 0);
      } else {
        const wanted = fold(query);
        found = options.filter((option) => fold(`${option.label} ${option.detail ?? ''}`).includes(wanted));
        onfound(query);
      }
    },
    stop() {
      silence();
      searching = false;
    },
  };
}
