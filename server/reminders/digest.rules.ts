import type { FollowUp } from '../followups/followup.schema.ts';
import { addDays } from '../text/day.rules.ts';
import { dateInZone, daysBetween, zoneClock } from '../text/format.rules.ts';
import type { Day } from '../today/today.service.ts';

/** A promise owed to us is quiet when it has been late for so many days and nobody has met the partner since its day. */
export const quietDays = 14;
/** How far ahead the digest looks, in days. */
export const promiseDays = 7;
/** « Since … » goes back so far at most, in days. */
const longestAbsence = 14;

type Renewal = Day['agreementsToRenew'][number];
type Lost = Day['losingTouch'][number];
type Meeting = Day['toConfirm'][number];

/** What waits for one of us on a day, and what of it is new since they last put a digest away. */
export type Digest = {
  /** ISO, in the office's zone */
  day: string;
  since: string;
  late: { byUs: FollowUp[]; byThem: FollowUp[] };
  soon: { byUs: FollowUp[]; byThem: FollowUp[] };
  quiet: FollowUp[];
  toConfirm: Meeting[];
  losingTouch: Lost[];
  agreements: Renewal[];
  news: News;
};
export type News = {
  dueToday: number;
  lateByUs: number;
  lateByThem: number;
  quiet: number;
  toConfirm: number;
  losingTouch: number;
  agreements: number;
};

/** The day from which things are new: the last one put away, yesterday for who never did, two weeks ago at most. */
export function sinceOf(seenOn: string | null, today: string): string {
  const yesterday = addDays(today, -1);
  const earliest = addDays(today, -longestAbsence);
  if (seenOn === null || seenOn > yesterday) return yesterday;
  return seenOn < earliest ? earliest : seenOn;
}

/**
 * The digest of a day. `metOn`: the day of the last meeting held with each organization that owes us something late.
 * A partner or an agreement is news on the day it crosses its line, not every day after; what waits for a confirmation
 * and every promise late or due within the week is in the digest until it is settled.
 */
export function makeDigest(day: Day, seenOn: string | null, metOn: ReadonlyMap<string, string | null>): Digest {
  const today = day.date;
  const since = sinceOf(seenOn, today);
  const gap = daysBetween(since, today);
  const limit = addDays(today, promiseDays);
  const late = (items: FollowUp[]): FollowUp[] => items.filter(({ isOverdue }) => isOverdue);
  const soon = (items: FollowUp[]): FollowUp[] => items.filter(({ isOverdue, dueOn }) => !isOverdue && dueOn !== null && dueOn <= limit);
  const isQuiet = ({ daysLate, dueOn, organization }: FollowUp): boolean => {
    const met = organization ? (metOn.get(organization.id) ?? null) : null;
    return daysLate >= quietDays && (met === null || dueOn === null || met < dueOn);
  };
  // Late since the last digest: on its day it was not yet.
  const isNewlyLate = ({ dueOn }: FollowUp): boolean => dueOn !== null && dueOn >= since && dueOn < today;
  const lateByUs = late(day.promisesWeOwe);
  const lateByThem = late(day.promisesOwedToUs);
  const quiet = lateByThem.filter(isQuiet);
  const losingTouch = day.losingTouch.filter(({ daysOutOfTouch }) => daysOutOfTouch <= gap);
  const agreements = day.agreementsToRenew.filter(({ deadline }) => isNewlyPressing(deadline, since, today));
  const dueToday = [...day.promisesWeOwe, ...day.promisesOwedToUs].filter(({ dueOn }) => dueOn === today);
  return {
    day: today,
    since,
    late: { byUs: lateByUs, byThem: lateByThem.filter((one) => !quiet.includes(one)) },
    soon: { byUs: soon(day.promisesWeOwe), byThem: soon(day.promisesOwedToUs) },
    quiet,
    toConfirm: day.toConfirm,
    losingTouch,
    agreements,
    news: {
      dueToday: dueToday.length,
      lateByUs: lateByUs.filter(isNewlyLate).length,
      lateByThem: lateByThem.filter(isNewlyLate).length,
      quiet: quiet.filter(({ daysLate }) => daysLate < quietDays + gap).length,
      toConfirm: day.toConfirm.filter(({ startsAt, timeZone }) => dateInZone(startsAt, timeZone) >= since).length,
      losingTouch: losingTouch.length,
      agreements: agreements.length,
    },
  };
}

/** A day on which nothing is left to say. */
export const emptyDigest = (today: string): Digest => ({
  day: today,
  since: addDays(today, -1),
  late: { byUs: [], byThem: [] },
  soon: { byUs: [], byThem: [] },
  quiet: [],
  toConfirm: [],
  losingTouch: [],
  agreements: [],
  news: { dueToday: 0, lateByUs: 0, lateByThem: 0, quiet: 0, toConfirm: 0, losingTouch: 0, agreements: 0 },
});

/** How many days before its date an agreement is first spoken of, and again when the date has gone by. */
export const agreementNotices = [120, 60, 30, 7, 0] as const;

function isNewlyPressing({ on, isPast }: Renewal['deadline'], since: string, today: string): boolean {
  const day = `${on}-01-01`.slice(0, 10);
  if (isPast) return day >= since;
  return agreementNotices.some((ahead) => {
    const notice = addDays(day, -ahead);
    return notice > since && notice <= today;
  });
}

/** Whether there is nothing at all to write about. */
export function hasNothing({ late, soon, quiet, toConfirm, losingTouch, agreements }: Digest): boolean {
  return [late.byUs, late.byThem, soon.byUs, soon.byThem, quiet, toConfirm, losingTouch, agreements].every((items) => items.length === 0);
}

/** When the mail goes: from 7:00 where the person is, until the end of the working day if it could not earlier. */
export const deliveryHours = { from: 7, until: 18 } as const;
export const mostAttempts = 3;
/** Between two attempts, in milliseconds. */
export const retryAfter = 30 * 60_000;

/** The clock of a person: their day (ISO), the hour, and whether it is a working day. */
export function localMoment(now: Date, timeZone: string): { day: string; hour: number; isWeekday: boolean } {
  const day = dateInZone(now, timeZone);
  const hour = Number(zoneClock(timeZone).formatToParts(now).find(({ type }) => type === 'hour')?.value);
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return { day, hour, isWeekday: weekday >= 1 && weekday <= 5 };
}

export type DigestChoice = 'none' | 'weekdays' | 'daily';

/** Whether it is time to write to a person: as they chose, from 7:00 to 18:00 on their clock. */
export function isTime(choice: string, now: Date, timeZone: string): boolean {
  const { hour, isWeekday } = localMoment(now, timeZone);
  if (choice !== 'daily' && !(choice === 'weekdays' && isWeekday)) return false;
  return hour >= deliveryHours.from && hour < deliveryHours.until;
}

/** Whether a day may be tried again: never once sent or under way, three times at most, half an hour apart. */
export function mayTry(
  delivery: { sentAt: Date | null; error: string | null; attempts: number; attemptedAt: Date | null } | null,
  now: Date,
): boolean {
  if (delivery === null) return true;
  if (delivery.sentAt !== null || delivery.error === null || delivery.attempts >= mostAttempts) return false;
  return delivery.attemptedAt === null || now.getTime() - delivery.attemptedAt.getTime() >= retryAfter;
}
