import { isBefore, isOver } from '../text/date-order.rules.ts';

/** A mandate is running, to come, or over on a day; without an end it runs on. */
export function mandateStanding(
  mandate: { validFrom: string | null; validTo: string | null },
  today: string,
): 'running' | 'coming' | 'over' {
  if (isOver(mandate.validTo, today)) return 'over';
  return isBefore(today, mandate.validFrom) ? 'coming' : 'running';
}

/** Statuses that mean that the organization takes part today. */
const present = ['member', 'listed', 'participates'];

/** True for a membership that holds on a day. */
export function isCurrent(membership: { status: string; until: string | null }, today: string): boolean {
  return present.includes(membership.status) && !isOver(membership.until, today);
}
