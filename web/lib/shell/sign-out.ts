import { api } from '#lib/api.ts';
import { forgetKept } from '#lib/capture/kept.ts';
import { emptyOutbox, send, waiting } from '#lib/capture/outbox.svelte.ts';
import { clearDrafts } from '#lib/draft.ts';
import { asProblem } from '#lib/problem.ts';
import { forgetRecent } from '#lib/search/recent.ts';
import type { Session } from '#lib/session.ts';
import { toast } from '#lib/ui/toasts.svelte.ts';
import { m } from '#paraglide/messages.js';

/** Ends the session and erases what this browser kept for the person. */
export async function signOut(session: Session): Promise<void> {
  try {
    // What waits for the network is sent first; what cannot be is lost only with the person's word.
    await send();
    const count = waiting().length;
    if (count > 0 && !confirm(m.capture_sign_out_waiting({ count }))) return;
    await api(fetch, 'DELETE /api/session');
    emptyOutbox();
    clearDrafts(session.id);
    forgetRecent(session.id);
    await forgetKept();
    window.location.assign('/signin');
  } catch (error) {
    toast(asProblem(error).message, { late: true });
  }
}
