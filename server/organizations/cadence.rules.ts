import { checkDatesExist } from '../http/date-checks.rules.ts';
import type { FieldError } from '../http/problem.ts';
import { addDays } from '../text/day.rules.ts';
import { dateInZone, daysBetween } from '../text/format.rules.ts';
import { m } from '../../generated/paraglide/messages.js';

export const rhythmTiers = ['A', 'B', 'C', 'D'] as const;
/** Days between two meetings, by tier; null: no rhythm is expected. */
export type Rhythms = Record<(typeof rhythmTiers)[number], number | null>;
/** The rhythms of an office that has not chosen its own. */
export const usualRhythms: Rhythms = { A: 60, B: 120, C: 240, D: null };
/** The key of the office's own rhythms among its settings. */
export const rhythmSetting = 'cadence';

/** The stored rhythms; what is missing or unreadable is the usual one. */
export function readRhythms(stored: string | null | undefined): Rhythms {
  if (!stored) return usualRhythms;
  try {
    const said = JSON.parse(stored) as Partial<Record<string, unknown>>;
    const of = (tier: (typeof rhythmTiers)[number]): number | null => {
      const days = said[tier];
      return days === null || (typeof days === 'number' && Number.isInteger(days) && days > 0) ? days : usualRhythms[tier];
    };
    return { A: of('A'), B: of('B'), C: of('C'), D: of('D') };
  } catch {
    return usualRhythms;
  }
}

export type Cadence = { days: number; from: 'tier' | 'own' };
/** What of a partner decides whether we are losing touch with them. */
export type Touch = {
  tier: string | null;
  cadenceDays: number | null;
  stage: string;
  isOurs?: boolean;
  lastHeldAt: Date | string | null;
  snoozedUntil: string | null;
};

/** The rhythm at which we want to meet a partner: their own, else their tier's; null when there is none. */
export function cadenceOf({ tier, cadenceDays }: Pick<Touch, 'tier' | 'cadenceDays'>, rhythms: Rhythms): Cadence | null {
  if (cadenceDays) return { days: cadenceDays, from: 'own' };
  const days = isTier(tier) ? rhythms[tier] : null;
  return days ? { days, from: 'tier' } : null;
}
const isTier = (tier: string | null): tier is keyof Rhythms => tier !== null && (rhythmTiers as readonly string[]).includes(tier);

/** Whether a partner is put aside; they come back on the day named (ISO, in the office's zone). */
export const isSnoozed = (snoozedUntil: string | null, today: string): boolean => snoozedUntil !== null && snoozedUntil > today;

/** Stages in which no rhythm is expected of us. */
export const restingStages = ['closed', 'dormant'] as const;

/** The last day on which the rhythm is kept, or the day on which a partner put aside comes back; null without a rhythm. */
export function nextContactOn(partner: Touch, rhythms: Rhythms, today: string): string | null {
  const cadence = rhythmInForce(partner, rhythms);
  if (!cadence || !partner.lastHeldAt) return null;
  const due = addDays(lastDayOf(partner.lastHeldAt), cadence.days);
  return isSnoozed(partner.snoozedUntil, today) && (partner.snoozedUntil ?? '') > due ? partner.snoozedUntil : due;
}

/**
 * Days by which the rhythm is overdue on `today` (ISO, in the office's zone), or null when it is kept, unknown, does not
 * apply or the partner is put aside. The rhythm runs from the day of the last interaction that was held.
 */
export function daysOutOfTouch(partner: Touch, rhythms: Rhythms, today: string): number | null {
  const cadence = rhythmInForce(partner, rhythms);
  if (!cadence || !partner.lastHeldAt || isSnoozed(partner.snoozedUntil, today)) return null;
  const late = daysBetween(lastDayOf(partner.lastHeldAt), today) - cadence.days;
  return late > 0 ? late : null;
}

function rhythmInForce(partner: Touch, rhythms: Rhythms): Cadence | null {
  if (partner.isOurs || (restingStages as readonly string[]).includes(partner.stage)) return null;
  return cadenceOf(partner, rhythms);
}
const lastDayOf = (at: Date | string): string => dateInZone(at);

/** The longest time for which a partner can be put aside, in days. */
export const longestSnooze = 366;

/** What is wrong with putting a partner aside until a day; a day already past is wrong only when it is being set. */
export function checkSnooze(snoozedUntil: string | null, snoozeReason: string | null | undefined, today: string): FieldError[] {
  if (snoozedUntil === null) return [];
  const errors = checkDatesExist({ snoozedUntil }, ['snoozedUntil']);
  if (errors.length > 0) return errors;
  if (snoozedUntil <= today) errors.push({ pointer: '/snoozedUntil', message: (locale) => m.organization_snooze_past({}, { locale }) });
  if (daysBetween(today, snoozedUntil) > longestSnooze) {
    errors.push({ pointer: '/snoozedUntil', message: (locale) => m.organization_snooze_too_long({}, { locale }) });
  }
  if (!snoozeReason?.trim()) errors.push({ pointer: '/snoozeReason', message: (locale) => m.organization_snooze_needs_reason({}, { locale }) });
  return errors;
}
