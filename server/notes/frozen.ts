/** What a note is kept with: its files as they were made that day, so that a later release or machine changes no byte of them. */
import { createHash } from 'node:crypto';
import { stylePolicyOf } from '../documents/page-style.ts';
import { renderText } from '../documents/render-text.ts';
import { contentTypes, renderDocument } from '../documents/render.ts';
import type { DocumentTree } from '../documents/tree.ts';
import type { Transaction } from '../database.ts';
import type { Context } from '../http/context.ts';
import type { Download } from '../http/route.ts';
import { templateFor } from '../templates/template.service.ts';
import { keptFormats, type KeptFormat } from './note.schema.ts';

/** Its tree is a column of its own. */
const filed = keptFormats.filter((format) => format !== 'json');

export type FrozenFile = { format: (typeof filed)[number]; content: Uint8Array<ArrayBuffer>; sha256: string; bytes: number };
export type Frozen = { tree: string; sha256: string; templateId: string | null; files: FrozenFile[] };

export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
/** What tells a document from another. */
export const hashOf = (tree: DocumentTree): string => sha256(JSON.stringify(tree));

/** Everything that is stored of a document, made outside any transaction. Rejects when a renderer refuses the tree. */
export async function freeze(ctx: Context, tree: DocumentTree): Promise<Frozen> {
  const text = JSON.stringify(tree);
  const template = await templateFor(ctx, tree);
  const files: FrozenFile[] = [];
  for (const format of filed) {
    const content = Uint8Array.from(await render(tree, format, template?.content ?? null));
    files.push({ format, content, sha256: sha256(content), bytes: content.length });
  }
  return { tree: text, sha256: sha256(text), templateId: template?.id ?? null, files };
}

type Stored = { id: string; title: string; tree: string };

/**
 * A file of a kept note, byte for byte the one that was made when it was kept. A note that was kept before files were has
 * its tree only: it is set on our own page, as it was then.
 */
export async function frozenFile(from: Transaction, { id, title, tree }: Stored, format: KeptFormat): Promise<Download> {
  const file = format === 'json' ? null : await from.noteFile.findUnique({ where: { noteId_format: { noteId: id, format } }, select: { content: true } });
  const frozen = JSON.parse(tree) as DocumentTree;
  const content = file ? Buffer.from(file.content) : await render(frozen, format, null);
  const inline = format === 'html' || format === 'json' || format === 'txt';
  return {
    fileName: `${title} ${frozen.asOf}.${format}`,
    mediaType: contentTypes[format],
    content,
    inline,
    ...(format === 'html' && { style: stylePolicyOf(content.toString('utf8')) }),
  };
}

async function render(tree: DocumentTree, format: KeptFormat, template: Uint8Array | null): Promise<Buffer> {
  return format === 'txt' ? Buffer.from(renderText(tree), 'utf8') : (await renderDocument(tree, format, template)).body;
}
