/**
 * A prepared tree in any of the four formats. Word and PDF are made in one worker thread, because they take tens of
 * milliseconds and the main thread serves everybody. It holds some 70 MB of fonts and code: it is started by the first
 * document that somebody looks at, as a page too, and ends when nobody has wanted one for a while.
 */
import { Worker } from 'node:worker_threads';
import { laidOut } from './beside.ts';
import { pageStylePolicy } from './page-style.ts';
import { renderHtmlPage } from './render-html.ts';
import type { RenderAnswer, RenderTask } from './render-worker.ts';
import type { DocumentTree } from './tree.ts';

export const documentFormats = ['docx', 'pdf', 'html', 'json'] as const;
export type DocumentFormat = (typeof documentFormats)[number];

export interface RenderedDocument {
  body: Buffer;
  contentType: string;
  /** Source of the one style sheet in it, as a content security policy names it; a page only */
  style?: string;
}

export const contentTypes: Record<DocumentFormat | 'txt', string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};

interface Waiting {
  resolve: (body: Buffer) => void;
  reject: (error: Error) => void;
}

interface Renderer {
  thread: Worker;
  waiting: Map<number, Waiting>;
  idle: NodeJS.Timeout;
}

/** How long the thread stays for the next document. */
const idleFor = 10 * 60_000;
let renderer: Renderer | undefined;
let lastTask = 0;

/**
 * The document as bytes, with its media type; a Word file in the office's `template` where there is one. Rejects when a
 * renderer refuses the tree.
 */
export async function renderDocument(tree: DocumentTree, format: DocumentFormat, template?: Uint8Array | null): Promise<RenderedDocument> {
  return { body: await renderBody(tree, format, template), contentType: contentTypes[format], ...(format === 'html' && { style: pageStylePolicy }) };
}

async function renderBody(tree: DocumentTree, format: DocumentFormat, template: Uint8Array | null | undefined): Promise<Buffer> {
  if (format === 'json') return Buffer.from(`${JSON.stringify(tree, null, 2)}\n`, 'utf8');
  // Whoever looks at a page is about to ask for the file.
  const { thread, waiting } = started();
  const laid = laidOut(tree);
  if (format === 'html') return Buffer.from(renderHtmlPage(laid), 'utf8');
  const task: RenderTask = { id: (lastTask += 1), format, tree: laid, ...(template && format === 'docx' && { template }) };
  return new Promise((resolve, reject) => {
    waiting.set(task.id, { resolve, reject });
    thread.ref();
    thread.postMessage(task);
  });
}

/** Ends the worker; what was being rendered is refused. */
export async function closeRenderers(): Promise<void> {
  const closing = renderer;
  renderer = undefined;
  await closing?.thread.terminate();
}

function started(): Renderer {
  if (renderer) {
    renderer.idle.refresh();
    return renderer;
  }
  const thread = new Worker(new URL('./render-worker.ts', import.meta.url));
  const waiting: Renderer['waiting'] = new Map();
  const end = (): void => {
    if (waiting.size > 0) return void mine.idle.refresh();
    if (renderer === mine) renderer = undefined;
    void thread.terminate();
  };
  const mine: Renderer = { thread, waiting, idle: setTimeout(end, idleFor).unref() };
  thread.unref();
  thread.on('message', (answer: RenderAnswer) => {
    const task = mine.waiting.get(answer.id);
    mine.waiting.delete(answer.id);
    if (mine.waiting.size === 0) thread.unref();
    if ('error' in answer) task?.reject(new Error(answer.error));
    else task?.resolve(Buffer.from(answer.body));
  });
  const fail = (error: Error): void => {
    if (renderer === mine) renderer = undefined;
    clearTimeout(mine.idle);
    for (const task of mine.waiting.values()) task.reject(error);
    mine.waiting.clear();
  };
  thread.on('error', fail);
  thread.on('exit', () => fail(new Error('the renderer stopped')));
  renderer = mine;
  return mine;
}
