import { dateInZone } from '../text/format.rules.ts';

/** A period in whole months, both ends included, as `2025-03`; an open end is null. */
export type Months = { from: string | null; to: string | null };

/** What of an interaction decides where it is counted. Instants are ISO or Date. */
export type Counted = {
  status: string;
  archivedAt: string | Date | null;
  startsAt: string | Date;
  sensitivity: string;
  placeId: string | null;
  organizationIds: readonly string[];
  commitmentIds: readonly string[];
};

/** Where one interaction is counted: its cell in time and subject, and what its members are found from. */
export type Contribution = { month: string; sensitivity: string; commitments: string; placeId: string | null; organizationIds: string[] };

/** The month, at the office's clock, in which an instant falls: the lists' `from` and `to` are days of that clock too. */
export const monthOf = (instant: string | Date): string => dateInZone(instant instanceof Date ? instant : new Date(instant)).slice(0, 7);

/** The commitment areas of an interaction as the derived table keeps them: sorted ids joined by `|`, empty when none. */
export const commitmentsKey = (ids: readonly string[]): string => [...new Set(ids)].sort().join('|');

/** The ids in such a key. */
export const commitmentsIn = (key: string): string[] => (key === '' ? [] : key.split('|'));

/** Where an interaction is counted; null when it is not: it was not held, or it is archived. */
export function contributionOf(one: Counted): Contribution | null {
  if (one.status !== 'held' || one.archivedAt !== null) return null;
  return {
    month: monthOf(one.startsAt),
    sensitivity: one.sensitivity,
    commitments: commitmentsKey(one.commitmentIds),
    placeId: one.placeId,
    organizationIds: [...new Set(one.organizationIds)].sort(),
  };
}

/** Whether two contributions fall in the same cells. */
export const isSameContribution = (one: Contribution | null, other: Contribution | null): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** The month `count` months after another (before it when negative). */
export function addMonths(month: string, count: number): string {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count;
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`;
}

/** Every month of a closed period, in order. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month);
  return months;
}

/** The first and the last day (ISO) of a period in months: what the matching list is asked for. */
export function daysOf({ from, to }: Months): { from: string | null; to: string | null } {
  const lastDay = (month: string): string =>
    new Date(Date.parse(`${addMonths(month, 1)}-01T00:00:00.000Z`) - 86_400_000).toISOString().slice(0, 10);
  return { from: from && `${from}-01`, to: to && lastDay(to) };
}
