import { refreshAll } from '$app/navigation';
import { api, type Answer } from '#lib/api.ts';
import { newKey } from '#lib/key.ts';
import { asProblem } from '#lib/problem.ts';
import { m } from '#paraglide/messages.js';
import { fileLimits } from '#server/imports/import.rules.ts';

export type Draft = Answer<'POST /api/interactions/import'>['drafts'][number];
/** What became of one file: its drafts, or the reason for which it gave none. */
export type FileResult = { key: number; file: string; drafts: Draft[]; refused: string | null };

let last = 0;

/**
 * The files being read: one request each, so that progress is real and what is stopped leaves what was read. A
 * retry of a request makes nothing twice.
 */
export function createReading() {
  let total = $state(0);
  let done = $state(0);
  let stopped = $state(0);
  let results = $state.raw<FileResult[]>([]);
  let control: AbortController | null = null;
  let queue: File[] = [];

  async function read(files: Iterable<File>) {
    const added = [...files];
    if (added.length === 0) return;
    queue.push(...added);
    total += added.length;
    if (control) return;
    control = new AbortController();
    stopped = 0;
    for (let file = queue.shift(); file && !control.signal.aborted; file = queue.shift()) {
      const result = await readOne(file, control.signal);
      if (!result) break;
      results = [...results, result];
      done += 1;
    }
    stopped = total - done;
    [total, done, queue, control] = [0, 0, [], null];
    await refreshAll();
  }

  return {
    get isReading() {
      return total > 0;
    },
    get total() {
      return total;
    },
    get done() {
      return done;
    },
    /** How many were left unread when it was stopped */
    get stopped() {
      return stopped;
    },
    get results() {
      return results;
    },
    read,
    stop: () => control?.abort(),
    clear: () => {
      results = [];
      stopped = 0;
    },
  };
}
export type Reading = ReturnType<typeof createReading>;

/** Sends one file; null when it was stopped on the way. */
async function readOne(file: File, signal: AbortSignal): Promise<FileResult | null> {
  const result = (drafts: Draft[], refused: string | null): FileResult => ({ key: ++last, file: file.name, drafts, refused });
  // The server says the same, after the whole file has gone over the wire.
  if (file.size > fileLimits.bytes) return result([], m.import_refused_too_large());
  const body = new FormData();
  body.append('files', file, file.name);
  const sending = { body, signal, idempotencyKey: newKey() };
  try {
    const { drafts, refused } = await api(fetch, 'POST /api/interactions/import', sending);
    return result(drafts, refused[0]?.reason ?? null);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    const problem = asProblem(error);
    return result([], problem.detail ?? problem.title);
  }
}
