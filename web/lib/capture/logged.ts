import { goto, refreshAll } from '$app/navigation';
import { api } from '#lib/api.ts';
import { writeDraft } from '#lib/draft.ts';
import { afterSave } from '#lib/suggestions/after.svelte.ts';
import { toast } from '#lib/ui/toasts.svelte.ts';
import { m } from '#paraglide/messages.js';
import { captureDraft } from './capture.svelte.ts';
import { captureDialog } from './dialog.svelte.ts';
import type { Line, Logged } from './save.ts';

/**
 * Says that an interaction is stored, with ten seconds to take it back, and opens the panel of suggestions; or that it
 * is kept until the network is back (`saved` null). `line` goes back into the field when it is taken back.
 */
export async function sayLogged(saved: Logged | null, line: Line | null, me: { id: string }): Promise<void> {
  if (saved === null) {
    toast(m.capture_kept());
    return;
  }
  toast(saved.status === 'planned' ? m.log_saved_planned() : m.log_saved(), {
    seconds: 10,
    undo: { label: m.ui_undo(), run: () => takeBack(saved, line, me) },
    more: { label: m.capture_add_detail(), run: () => goto(`/interactions/${saved.id}/edit`) },
  });
  afterSave.show(saved.id);
  await refreshAll();
}

async function takeBack({ id }: Logged, line: Line | null, me: { id: string }): Promise<void> {
  await api(fetch, 'POST /api/interactions/:id/withdraw', { params: { id }, body: {} });
  afterSave.close();
  if (line) writeDraft(me.id, captureDraft, line, null);
  toast(m.capture_taken_back(), line ? { more: { label: m.capture_line_again(), run: () => captureDialog.show() } } : {});
  await refreshAll();
}
