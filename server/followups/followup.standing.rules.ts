/** Whether a promise still binds: neither done nor dropped. */
export const isOpen = (status: string): boolean => status === 'open' || status === 'renegotiated';

/** Whether a promise is late: still open, and due before today (ISO dates, in the office's zone). */
export const isOverdue = (dueOn: string | null, today: string, status: string): boolean =>
  isOpen(status) && dueOn !== null && dueOn < today;
