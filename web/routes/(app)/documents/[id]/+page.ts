import { api } from '#lib/api.ts';
import { sheetOf } from '#lib/documents/preview.ts';

export const load = async ({ fetch, params }) => {
  const [note, page] = await Promise.all([
    api(fetch, 'GET /api/notes/:id', { params }),
    fetch(`/api/notes/${encodeURIComponent(params.id)}.html`).then((response) => response.text()),
  ]);
  return { note, body: sheetOf(page) };
};
