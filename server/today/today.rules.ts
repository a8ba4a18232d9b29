import { addDays } from '../text/day.rules.ts';

/** How many days ahead the page of the day looks, by subject. */
export const horizon = { planned: 14, promises: 14, agreements: 120, toConfirm: 90 } as const;

export type AgreementDates = { renewalOn: string | null; noticeOn: string | null; expiresOn: string | null };
export type AgreementDeadline = { kind: 'notice' | 'renewal' | 'expiry'; on: string; isPast: boolean };

/**
 * The date of an agreement that calls for something by `until` (ISO date, included): the first to come, or else, when
 * every one is past, the last that went by unheeded, as long as it is less than a year ago. Null when nothing presses.
 * A partial date counts from its first day.
 */
export function pressingDate(dates: AgreementDates, today: string, until: string): AgreementDeadline | null {
  const all = (
    [
      ['notice', dates.noticeOn],
      ['renewal', dates.renewalOn],
      ['expiry', dates.expiresOn],
    ] as const
  )
    .flatMap(([kind, on]) => (on ? [{ kind, on, day: `${on}-01-01`.slice(0, 10) }] : []))
    .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const coming = all.find(({ day }) => day >= today);
  if (coming) return coming.day <= until ? { kind: coming.kind, on: coming.on, isPast: false } : null;
  const missed = all.at(-1);
  return missed && missed.day >= addDays(today, -365) ? { kind: missed.kind, on: missed.on, isPast: true } : null;
}
