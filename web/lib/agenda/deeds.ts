import { goto, refreshAll } from '$app/navigation';
import { api, type Answer, type Body } from '#lib/api.ts';
import { formatDay } from '#lib/i18n.ts';
import { dayOf } from '#lib/interactions/words.ts';
import { asProblem } from '#lib/problem.ts';
import { toast } from '#lib/ui/toasts.svelte.ts';
import { m } from '#paraglide/messages.js';
import { addDays, clockIn, instantOf } from '#server/interactions/moment.rules.ts';
import { dateInZone, officeTimeZone } from '#server/text/format.rules.ts';

export type AgendaItem = Answer<'GET /api/agenda'>['items'][number];
export type Deed = 'held' | 'not_held' | 'cancelled' | 'planned';
type Change = Body<'PATCH /api/interactions/:id'>;

const words: Record<Deed, () => string> = {
  held: m.interaction_held_toast,
  not_held: m.agenda_not_held_toast,
  cancelled: m.interaction_cancelled_toast,
  planned: m.agenda_planned_toast,
};
const status = { held: 'held', not_held: 'cancelled', cancelled: 'cancelled', planned: 'planned' } as const;

/** What can still be said of an item: nothing of one that is over, put away or archived. */
export const isOpen = (one: AgendaItem): boolean => one.status === 'draft' || one.status === 'planned';

/** Whether it can have taken place: its day has come at the office. */
export const hasCome = (one: AgendaItem, today: string): boolean => dayOf(one) <= today;

/** Says of an item that it took place, did not, or is planned; the toast undoes it. True when it is noted. */
export const settle = (one: AgendaItem, deed: Deed): Promise<boolean> => change(one, { status: status[deed] }, words[deed]());

/** Gives an item another day (ISO) and, unless only the day is known, another hour (`HH:MM` in its zone). */
export function postpone(one: AgendaItem, date: string, time: string): Promise<boolean> {
  const zone = one.isAllDay ? officeTimeZone : one.timeZone;
  const startsAt = instantOf(date, one.isAllDay ? '00:00' : time, zone);
  const times = one.isAllDay ? { startsAt: startsAt.toISOString(), endsAt: lastDay(one, date) } : { startsAt: startsAt.toISOString(), endsAt: sameLength(one, startsAt) };
  return change(one, { status: 'planned', ...times }, m.agenda_postponed_toast({ date: formatDay(date) }));
}

/** The same number of days from another first one. */
function lastDay(one: AgendaItem, date: string): string | null {
  if (!one.endsAt) return null;
  const days = Math.round((Date.parse(dateInZone(one.endsAt, one.timeZone)) - Date.parse(dateInZone(one.startsAt, one.timeZone))) / 86_400_000);
  return instantOf(addDays(date, days), '00:00', officeTimeZone).toISOString();
}

function sameLength(one: AgendaItem, startsAt: Date): string | null {
  return one.endsAt ? new Date(startsAt.getTime() + Date.parse(one.endsAt) - Date.parse(one.startsAt)).toISOString() : null;
}

/** The hour at which an item stands, by the clock of its zone. */
export const hourIn = (one: AgendaItem): string => clockIn(new Date(one.startsAt), one.timeZone);

async function change(one: AgendaItem, body: Change, said: string): Promise<boolean> {
  const send = (version: number, sent: Change) => api(fetch, 'PATCH /api/interactions/:id', { params: { id: one.id }, body: sent, ifMatch: version });
  try {
    const { version } = await send(one.version, body);
    await refreshAll();
    const before: Change = { status: one.status, ...(body.startsAt ? { startsAt: one.startsAt, endsAt: one.endsAt } : {}) };
    const back = async () => {
      await send(version, before);
      await refreshAll();
    };
    toast(said, { undo: { label: m.ui_undo(), run: back } });
    return true;
  } catch (error) {
    const problem = asProblem(error);
    if (problem.stale) await refreshAll();
    // What the record lacks is filled in on its own page.
    const complete = { label: m.agenda_complete(), run: () => goto(`/interactions/${one.id}/edit`) };
    toast(problem.detail ?? problem.title, { late: true, ...(problem.status === 422 ? { more: complete } : {}) });
    return false;
  }
}
