import type { FieldError } from '../http/problem.ts';
import { isOpen } from './followup.standing.rules.ts';
import { m } from '../../generated/paraglide/messages.js';

export type FollowUpStatus = 'open' | 'done' | 'renegotiated' | 'dropped';
/** How a promise stands; dates are ISO. */
export type Standing = {
  status: FollowUpStatus;
  dueOn: string | null;
  originalDueOn: string | null;
  closedOn: string | null;
  proof: string | null;
  closedById: string | null;
};
export type StandingChange = { [K in Exclude<keyof Standing, 'originalDueOn'>]?: Standing[K] | undefined };

export type Renegotiated = { fromOn: string | null; toOn: string; agreedAt: Date; agreedById: string | null };

/** For how long, in milliseconds, who noted another date may take it back as if nothing had been said. */
const secondThoughts = 10 * 60_000;

/**
 * What a change does to the past of a promise: adds a renegotiation, takes back the last one (the same person, within
 * ten minutes, back to the date before it), or nothing.
 */
export function pastOf(
  before: Pick<Standing, 'dueOn'>,
  after: Pick<Standing, 'dueOn' | 'status'>,
  last: Renegotiated | null,
  who: string,
  now: Date,
): 'add' | 'take_back' | 'keep' {
  if (after.dueOn === before.dueOn || !isOpen(after.status)) return 'keep';
  const isBack = last !== null && last.toOn === before.dueOn && last.fromOn === after.dueOn;
  if (isBack && last.agreedById === who && now.getTime() - last.agreedAt.getTime() <= secondThoughts) return 'take_back';
  return after.status === 'renegotiated' && after.dueOn !== null ? 'add' : 'keep';
}

/** How a promise stands before anything is said of it. */
export const unsettled: Standing = { status: 'open', dueOn: null, originalDueOn: null, closedOn: null, proof: null, closedById: null };

/**
 * How a promise stands after a change, or what is wrong with the change. A renegotiation needs another date and keeps
 * the first one promised; closing takes today's date unless told; a closed promise is opened again before it is closed
 * otherwise, and forgets how it was closed.
 */
export function settle(stored: Standing, change: StandingChange, today: string): { standing: Standing; errors: FieldError[] } {
  const wasClosed = !isOpen(stored.status);
  const dueOn = change.dueOn === undefined ? stored.dueOn : change.dueOn;
  // Opened again on the renegotiated date: the promise is still a renegotiated one.
  const isStillRenegotiated = wasClosed && change.status === 'open' && stored.originalDueOn !== null && dueOn === stored.dueOn;
  const status = isStillRenegotiated ? 'renegotiated' : (change.status ?? stored.status);
  const isClosed = !isOpen(status);
  const originalDueOn =
    status === 'open' ? null : status === 'renegotiated' && dueOn !== stored.dueOn ? (stored.originalDueOn ?? stored.dueOn) : stored.originalDueOn;
  const closing = <K extends 'proof' | 'closedById'>(field: K): Standing[K] => {
    const said = change[field];
    return isClosed ? (said === undefined ? stored[field] : said) : null;
  };
  const standing: Standing = {
    status,
    dueOn,
    originalDueOn,
    closedOn: isClosed ? (change.closedOn ?? (wasClosed ? stored.closedOn : null) ?? today) : null,
    proof: closing('proof'),
    closedById: closing('closedById'),
  };
  return { standing, errors: checkChange(stored, change, standing, today) };
}

function checkChange(stored: Standing, change: StandingChange, standing: Standing, today: string): FieldError[] {
  const errors: FieldError[] = [];
  const isClosed = !isOpen(standing.status);
  if (!isOpen(stored.status) && isClosed && standing.status !== stored.status) {
    errors.push({ pointer: '/status', message: (locale) => m.follow_up_transition({}, { locale }) });
  }
  const isRenegotiation = stored.status === 'open' && standing.status === 'renegotiated';
  if (isRenegotiation && (standing.dueOn === null || standing.dueOn === stored.dueOn)) {
    errors.push({ pointer: '/dueOn', message: (locale) => m.follow_up_renegotiate_needs_date({}, { locale }) });
  }
  if (standing.closedOn !== null && standing.closedOn > today) {
    errors.push({ pointer: '/closedOn', message: (locale) => m.follow_up_closed_in_future({}, { locale }) });
  }
  for (const field of ['closedOn', 'proof', 'closedById'] as const) {
    if (!isClosed && change[field]) {
      errors.push({ pointer: `/${field}`, message: (locale) => m.follow_up_closed_on_open({}, { locale }) });
    }
  }
  return errors;
}
