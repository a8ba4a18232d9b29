import { api, isProblem, type Answer } from '#lib/api.ts';
import { keep } from './outbox.svelte.ts';
import type { NewLog, Said } from './reading.ts';

export type Logged = Answer<'POST /api/interactions'>;
/** A line as it was written and answered. */
export type Line = { text: string; said: Said };

/**
 * Stores an interaction, or keeps it in this browser when there is no network: null then. `label` says it in a list,
 * `line` is what goes back into the field if the server refuses it later. Throws `Problem` for what is refused now.
 */
export async function log(body: NewLog, key: string, { label, line }: { label: string; line: Line | null }): Promise<Logged | null> {
  try {
    return await api(fetch, 'POST /api/interactions', { body, idempotencyKey: key });
  } catch (error) {
    if (!isProblem(error, 0)) throw error;
    keep({ key, body, label, line, keptAt: new Date().toISOString(), refusal: null });
    return null;
  }
}
