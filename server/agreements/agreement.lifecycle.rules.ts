import { firstDay, isOver, lastDay } from '../text/date-order.rules.ts';
import { daysBetween } from '../text/format.rules.ts';

export type Stage = { state: string; reachedOn: string | null };
export type Dates = {
  signedOn?: string | null | undefined;
  effectiveFrom?: string | null | undefined;
  expiresOn?: string | null | undefined;
  noticeOn?: string | null | undefined;
  renewalOn?: string | null | undefined;
};

/** The states in which the city is bound. */
export const binding: readonly string[] = ['signed', 'in_force'];

/** The states in the order of a life without accident; the others are ways in which it ends. */
export const lifeline = ['idea', 'negotiation', 'authorization', 'signed', 'in_force'] as const;
export const endings = ['expired', 'dormant', 'terminated'] as const;

/** The day on which a state was reached, as the record itself says it, or else the day of the change. */
export function reachedOn(state: string, dates: Dates, today: string): string {
  if (state === 'signed') return dates.signedOn ?? today;
  if (state === 'in_force') return dates.effectiveFrom ?? dates.signedOn ?? today;
  if (state === 'expired') return dates.expiresOn ?? today;
  return today;
}

/**
 * The stages after a change. A new state is added with its day; a stage whose day came from a date of the record
 * follows that date when it is corrected; stages that the request names are taken as they are, and completed with the
 * new state when they do not add it themselves.
 */
export function stagesAfter(
  before: (Dates & { state: string; stages: readonly Stage[] }) | null,
  after: Dates & { state: string },
  named: readonly Stage[] | undefined,
  today: string,
): Stage[] {
  const kept = named ?? (before ? followDates(before.stages, before, after) : []);
  const isNew = before?.state !== after.state;
  const countIn = (stages: readonly Stage[]) => stages.filter(({ state }) => state === after.state).length;
  const isAdded = countIn(kept) > countIn(before?.stages ?? []);
  return isNew && !isAdded ? [...kept, { state: after.state, reachedOn: reachedOn(after.state, after, today) }] : [...kept];
}

const dateOfState = { signed: 'signedOn', in_force: 'effectiveFrom', expired: 'expiresOn' } as const;

function followDates(stages: readonly Stage[], before: Dates, after: Dates): Stage[] {
  return stages.map((stage) => {
    const field = dateOfState[stage.state as keyof typeof dateOfState];
    const corrected = field ? after[field] : undefined;
    return corrected && stage.reachedOn === before[field] ? { ...stage, reachedOn: corrected } : stage;
  });
}

// ── What is coming ──

export type Deadline = { kind: 'notice' | 'renewal' | 'expiry'; on: string; days: number; isPast: boolean };

/**
 * The days that still matter in an agreement that is signed or in force, soonest first; `days` to the last day that a
 * partial date may be, negative once it is past.
 */
export function deadlines(agreement: Dates & { state: string }, today: string): Deadline[] {
  if (!binding.includes(agreement.state)) return [];
  const dated = [
    { kind: 'notice', on: agreement.noticeOn },
    { kind: 'renewal', on: agreement.renewalOn },
    { kind: 'expiry', on: agreement.expiresOn },
  ] as const;
  return dated
    .flatMap(({ kind, on }) => (on ? [{ kind, on, days: daysBetween(today, lastDay(on)), isPast: isOver(on, today) }] : []))
    .sort((a, b) => a.days - b.days);
}

/** Stages in the order in which they were reached; on the same day, in the order of a life. */
export function inOrder<S extends Stage>(stages: readonly S[]): S[] {
  const order: readonly string[] = [...lifeline, ...endings];
  const day = ({ reachedOn: on }: Stage) => (on ? firstDay(on) : '');
  return [...stages].sort((a, b) => day(a).localeCompare(day(b)) || order.indexOf(a.state) - order.indexOf(b.state));
}
