import { refreshAll } from '$app/navigation';
import { api, type Answer } from '#lib/api.ts';
import { asProblem } from '#lib/problem.ts';
import { toast } from '#lib/ui/toasts.svelte.ts';
import { m } from '#paraglide/messages.js';

export type FollowUp = Answer<'GET /api/followups/:id'>;
/** What a line needs of a promise to act on it. */
export type Actionable = Pick<FollowUp, 'id' | 'version' | 'status' | 'dueOn'> & { organization?: { id: string } | null };
type Change = Parameters<typeof api<'PATCH /api/followups/:id'>>[2]['body'];

/** Changes a promise where it stands, says so, and offers the way back. */
async function change(one: Actionable, body: Change, said: string): Promise<void> {
  try {
    const changed = await api(fetch, 'PATCH /api/followups/:id', { params: { id: one.id }, body, ifMatch: one.version });
    await refreshAll();
    toast(said, { undo: { label: m.ui_undo(), run: () => undo(changed, one) } });
  } catch (error) {
    const problem = asProblem(error);
    // Somebody was faster: the page shows what they did.
    if (problem.stale) await refreshAll();
    toast(problem.detail ?? problem.title, { late: true });
  }
}

async function undo(changed: Actionable, before: Actionable): Promise<void> {
  try {
    const body = { status: before.status, dueOn: before.dueOn };
    await api(fetch, 'PATCH /api/followups/:id', { params: { id: changed.id }, body, ifMatch: changed.version });
    toast(m.follow_up_undone());
  } catch (error) {
    const problem = asProblem(error);
    toast(problem.detail ?? problem.title, { late: true });
  }
  await refreshAll();
}

/** The promise is kept: with what shows it and the interaction that closed it, as far as they are known. */
export const close = (one: Actionable, how: { proof: string | null; closedById: string | null }): Promise<void> =>
  change(one, { status: 'done', ...how }, m.follow_up_done_toast());
export const drop = (one: Actionable): Promise<void> => change(one, { status: 'dropped' }, m.follow_up_dropped_toast());
export const reopen = (one: Actionable): Promise<void> => change(one, { status: 'open' }, m.follow_up_reopened_toast());
export const renegotiate = (one: Actionable, dueOn: string, reason: string | null): Promise<void> =>
  change(one, { status: 'renegotiated', dueOn, ...(reason ? { reason } : {}) }, m.follow_up_renegotiated_toast());

type Reassignment = Parameters<typeof api<'POST /api/followups/reassign'>>[2]['body'];

/** Gives promises, and partners, to somebody else or to nobody, and says how many. @throws Problem when it is refused */
export async function reassign(body: Reassignment): Promise<void> {
  const { followUps, organizations } = await api(fetch, 'POST /api/followups/reassign', { body });
  await refreshAll();
  toast(organizations > 0 ? m.reassign_done_both({ followUps, organizations }) : m.reassign_done({ count: followUps }));
}
