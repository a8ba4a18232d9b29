/**
 * A prepared tree in any of the four formats. Word and PDF are made in one worker thread, because they take tens of
 * milliseconds and the main thread serves everybody. It holds some 70 MB of fonts and code: it is started by the first
 * document that somebody looks at, as a page too, and ends when nobody has wanted one for a while.
 */
import { laidOut } from './beside.ts';
import { pageStylePolicy } from './page-style.ts';
import { renderHtmlPage } from './render-html.ts';
import { createRenderers } from './render-thread.ts';
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

const renderers = createRenderers();

/**
 * The document as bytes, with its media type; a Word file in the office's `template` where there is one. Rejects when a
 * renderer refuses the tree, and with a 503 when it takes too long or too many documents wait.
 */
export async function renderDocument(tree: DocumentTree, format: DocumentFormat, template?: Uint8Array | null): Promise<RenderedDocument> {
  return { body: await renderBody(tree, format, template), contentType: contentTypes[format], ...(format === 'html' && { style: pageStylePolicy }) };
}

async function renderBody(tree: DocumentTree, format: DocumentFormat, template: Uint8Array | null | undefined): Promise<Buffer> {
  if (format === 'json') return Buffer.from(`${JSON.stringify(tree, null, 2)}\n`, 'utf8');
  // Whoever looks at a page is about to ask for the file.
  renderers.warm();
  const laid = laidOut(tree);
  if (format === 'html') return Buffer.from(renderHtmlPage(laid), 'utf8');
  return renderers.render({ format, tree: laid, ...(template && format === 'docx' && { template }) });
}

/** Ends the worker; what was being rendered is refused. */
export const closeRenderers = (): Promise<void> => renderers.close();
