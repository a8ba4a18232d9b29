import { api } from '#lib/api.ts';
import { sheetOf } from '#lib/documents/preview.ts';

export const load = async ({ fetch, params }) => {
  const [note, page, editions] = await Promise.all([
    api(fetch, 'GET /api/notes/:id', { params }),
    fetch(`/api/notes/${encodeURIComponent(params.id)}.html?shown=true`).then((response: Response) => response.text()),
    api(fetch, 'GET /api/notes', { query: { editionsOf: [params.id], archived: ['true', 'false'], limit: 50 } }),
  ]);
  return { note, body: sheetOf(page), editions: editions.items };
};
