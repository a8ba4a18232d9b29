/** The thread that makes Word and PDF files: takes a task, answers with the bytes or with the reason of a refusal. */
import { parentPort } from 'node:worker_threads';
import { fillDocx } from './fill-docx.ts';
import { renderDocx } from './render-docx.ts';
import { renderPdf, warmPdf } from './render-pdf.ts';
import type { DocumentTree } from './tree.ts';

export interface RenderTask {
  id: number;
  format: 'docx' | 'pdf';
  tree: DocumentTree;
  /** The office's own Word template, where the Word file is made in one. */
  template?: Uint8Array;
}

export type RenderAnswer = { id: number; body: Uint8Array } | { id: number; error: string };

async function answer(task: RenderTask): Promise<RenderAnswer> {
  try {
    const body = task.format === 'pdf' ? renderPdf(task.tree).file : task.template ? await fillDocx(task.tree, task.template) : await renderDocx(task.tree);
    return { id: task.id, body: new Uint8Array(body) };
  } catch (error) {
    return { id: task.id, error: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (task: RenderTask) => {
  void answer(task).then((reply) => parentPort?.postMessage(reply));
});
warmPdf();
