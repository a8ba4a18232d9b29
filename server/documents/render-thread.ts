/**
 * The one thread that makes Word and PDF files, one after the other. A document that takes too long is given up with its
 * thread, and the next one has a new thread: a template of the office's, taken once, cannot hold everybody's documents.
 */
import { Worker } from 'node:worker_threads';
import { m } from '../../generated/paraglide/messages.js';
import { Problem, type Words } from '../http/problem.ts';
import type { RenderAnswer, RenderTask } from './render-worker.ts';

export type Renderers = {
  /** Starts the thread for whoever is about to ask for a file. */
  warm: () => void;
  /** @throws a 503 that says why, when it takes too long or too many wait; what the thread refused, by its words only */
  render: (task: Omit<RenderTask, 'id'>) => Promise<Buffer>;
  /** Ends the thread; what was being made or waited is refused. */
  close: () => Promise<void>;
};

type Asked = { task: RenderTask; resolve: (body: Buffer) => void; reject: (error: Error) => void };
type Thread = { worker: Worker; doing: Asked | null; idle: NodeJS.Timeout; late: NodeJS.Timeout | undefined };

/** How long the thread stays for the next document, how long one document may take, and how many may wait for their turn. */
export const renderLimits = { idle: 10 * 60_000, milliseconds: 30_000, waiting: 50 };

const unavailable = (detail: Words): Problem =>
  new Problem({
    status: 503,
    code: 'document-unavailable',
    title: (locale) => m.problem_document_unavailable({}, { locale }),
    detail,
    headers: { 'retry-after': '30' },
  });
const tooSlow = (): Problem => unavailable((locale) => m.problem_document_too_slow({}, { locale }));
const tooMany = (): Problem => unavailable((locale) => m.problem_documents_waiting({}, { locale }));

/** `file` and `limits` are for the tests. */
export function createRenderers(file: URL = new URL('./render-worker.ts', import.meta.url), limits: typeof renderLimits = renderLimits): Renderers {
  const waiting: Asked[] = [];
  let current: Thread | undefined;
  let last = 0;

  function started(): Thread {
    if (current) {
      current.idle.refresh();
      return current;
    }
    const worker = new Worker(file);
    const end = (): void => {
      if (mine.doing) return void mine.idle.refresh();
      leave(mine);
      void worker.terminate();
    };
    const mine: Thread = { worker, doing: null, idle: setTimeout(end, limits.idle).unref(), late: undefined };
    worker.unref();
    worker.on('message', (answer: RenderAnswer) => {
      // Under a watcher of files, Node says by this way what a thread imports.
      if (mine.doing?.task.id !== answer.id) return;
      const asked = done(mine);
      if ('error' in answer) asked?.reject(new Error(answer.error));
      else asked?.resolve(Buffer.from(answer.body));
      next();
    });
    const fail = (error: Error): void => {
      leave(mine);
      done(mine)?.reject(error);
      if (waiting.length > 0) next();
    };
    worker.on('error', fail);
    worker.on('exit', () => fail(new Error('the renderer stopped')));
    current = mine;
    return mine;
  }

  function leave(thread: Thread): void {
    if (current === thread) current = undefined;
    clearTimeout(thread.idle);
  }

  function done(thread: Thread): Asked | null {
    const asked = thread.doing;
    thread.doing = null;
    clearTimeout(thread.late);
    thread.worker.unref();
    return asked;
  }

  function next(): void {
    const thread = started();
    if (thread.doing) return;
    const asked = waiting.shift();
    if (!asked) return;
    thread.doing = asked;
    thread.late = setTimeout(() => {
      leave(thread);
      done(thread)?.reject(tooSlow());
      void thread.worker.terminate();
      if (waiting.length > 0) next();
    }, limits.milliseconds);
    thread.worker.ref();
    thread.worker.postMessage(asked.task);
  }

  return {
    warm: () => void started(),
    render: (task) =>
      new Promise((resolve, reject) => {
        if (waiting.length >= limits.waiting) return void reject(tooMany());
        waiting.push({ task: { ...task, id: (last += 1) }, resolve, reject });
        next();
      }),
    async close() {
      const closing = current;
      for (const { reject } of waiting.splice(0)) reject(new Error('the renderer stopped'));
      if (!closing) return;
      leave(closing);
      done(closing)?.reject(new Error('the renderer stopped'));
      await closing.worker.terminate();
    },
  };
}
