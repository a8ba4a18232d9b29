import { refreshAll } from '$app/navigation';
import { api } from '#lib/api.ts';
import { asProblem } from '#lib/problem.ts';
import { toast } from '#lib/ui/toasts.svelte.ts';
import { m } from '#paraglide/messages.js';

export type Snoozable = { id: string; version: number; nameFr: string; nameEn: string | null };

/** The same day some months later (ISO), or the last of the month when it has no such day. */
export function inMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** Takes a partner back among those whose rhythm is watched. */
export async function wake({ id, version }: Pick<Snoozable, 'id' | 'version'>): Promise<void> {
  try {
    await api(fetch, 'PATCH /api/organizations/:id', { params: { id }, body: { snoozedUntil: null }, ifMatch: version });
    toast(m.organization_woken_toast());
  } catch (error) {
    const problem = asProblem(error);
    toast(problem.detail ?? problem.title, { late: true });
  }
  await refreshAll();
}
