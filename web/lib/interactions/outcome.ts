import { goto, refreshAll } from '$app/navigation';
import { api, type Answer } from '#lib/api.ts';
import { asProblem } from '#lib/problem.ts';
import { toast } from '#lib/ui/toasts.svelte.ts';
import { m } from '#paraglide/messages.js';

type Status = Answer<'GET /api/interactions/:id'>['status'];

/** Says of something planned that it took place or was cancelled, with the way back. */
export async function settle(one: { id: string; version: number; status: Status }, status: 'held' | 'cancelled' | 'planned'): Promise<void> {
  const send = (version: number, to: Status) =>
    api(fetch, 'PATCH /api/interactions/:id', { params: { id: one.id }, body: { status: to }, ifMatch: version });
  try {
    const changed = await send(one.version, status);
    await refreshAll();
    const said = { held: m.interaction_held_toast, cancelled: m.interaction_cancelled_toast, planned: m.interaction_planned_toast }[status]();
    const back = async () => {
      await send(changed.version, one.status).catch((error: unknown) => toast(asProblem(error).message, { late: true }));
      await refreshAll();
    };
    toast(said, { undo: { label: m.ui_undo(), run: back } });
  } catch (error) {
    const problem = asProblem(error);
    if (problem.stale) await refreshAll();
    // What the record lacks is filled in on its own page.
    const complete = { label: m.agenda_complete(), run: () => goto(`/interactions/${one.id}/edit`) };
    toast(problem.detail ?? problem.title, { late: true, ...(problem.status === 422 ? { more: complete } : {}) });
  }
}
