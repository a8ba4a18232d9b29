import { problemFrom } from '#lib/problem.ts';
import { locale } from '#lib/i18n.ts';
import type { NoteOrder } from './subjects.ts';

type Format = 'docx' | 'pdf' | 'html';

/** Asks for a rendering: the answer is a file, so it does not go through the door of JSON. */
export async function renderNote(order: NoteOrder, format: Format, signal?: AbortSignal): Promise<{ blob: Blob; fileName: string }> {
  const response = await fetch(`/api/notes/preview?format=${format}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': locale(), 'x-passerelle': '1' },
    body: JSON.stringify(order),
    ...(signal ? { signal } : {}),
  });
  if (!response.ok) throw await problemFrom(response);
  const named = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return { blob: await response.blob(), fileName: named ? decodeURIComponent(named) : `note.${format}` };
}

/** Hands a file to the browser's downloads. */
export function saveFile({ blob, fileName }: { blob: Blob; fileName: string }): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The document inside a rendered page, ready to stand in ours: the renderer escapes every text. */
export function sheetOf(page: string): string {
  return /<article[\s\S]*<\/article>/.exec(page)?.[0] ?? '';
}
