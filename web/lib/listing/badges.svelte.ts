import { api, type Answer } from '#lib/api.ts';
import type { Collection } from './filtering.ts';

/**
 * The numbers beside pinned views and questions, asked for once the page stands, all in one request. Without an answer
 * the links stay, bare. `when` says what makes the numbers old.
 */
export function createBadges(collection: () => Collection | undefined, when: () => unknown) {
  let counted = $state.raw<Answer<'GET /api/views/badges'>>({ views: [], questions: [] });
  $effect(() => {
    when();
    const abort = new AbortController();
    const asked = collection();
    api(fetch, 'GET /api/views/badges', { query: asked ? { collection: asked } : {}, signal: abort.signal })
      .then((answer) => (counted = answer))
      .catch(() => undefined);
    return () => abort.abort();
  });
  return {
    ofView: (id: string): number | null => counted.views.find((one) => one.id === id)?.total ?? null,
    ofQuestion: (id: string): number | null => counted.questions.find((one) => one.id === id)?.total ?? null,
  };
}
