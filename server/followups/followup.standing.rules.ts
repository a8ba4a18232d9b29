import { daysBetween } from '../text/format.rules.ts';

/** Whether a promise still binds: neither done nor dropped. */
export const isOpen = (status: string): boolean => status === 'open' || status === 'renegotiated';

/** How far ahead the steps of nearness reach, in days. */
export const dueSteps = { week: 7, month: 30 } as const;
export const nearnesses = ['late', 'week', 'month', 'later', 'none'] as const;

/** Days by which a promise is or was late (ISO dates): an open one on `today`, a closed one on the day it was closed. */
export function daysLate({ dueOn, closedOn, status }: { dueOn: string | null; closedOn: string | null; status: string }, today: string): number {
  const until = isOpen(status) ? today : closedOn;
  return dueOn === null || until === null ? 0 : Math.max(0, daysBetween(dueOn, until));
}

/** Whether a promise is late: still open, and due before today (ISO dates, in the office's zone). */
export const isOverdue = (dueOn: string | null, today: string, status: string): boolean =>
  isOpen(status) && dueOn !== null && dueOn < today;
