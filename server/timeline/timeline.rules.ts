import { addMonths } from '../interactions/activity.rules.ts';

/** How many events of one kind are named on the line. */
export const named = 4;

/** Two years about today: eighteen months behind, this one, five ahead. */
export const twoYears = (today: string): { from: string; to: string } => ({
  from: addMonths(today.slice(0, 7), -18),
  to: addMonths(today.slice(0, 7), 5),
});

/** How many months a line may span. */
export const longest = 120;

type Dated = { kind: string; id: string; on: string };

/**
 * What is named on the line, in order of date: of each kind, those nearest to today; how many of each kind are left out.
 * @param today ISO calendar date
 */
export function chooseEvents<E extends Dated>(events: readonly E[], today: string, limit = named): { events: E[]; more: { kind: E['kind']; count: number }[] } {
  const chosen: E[] = [];
  const more: { kind: E['kind']; count: number }[] = [];
  for (const [kind, some] of Map.groupBy(events, (event) => event.kind)) {
    const near = [...some].sort((one, other) => distance(one.on, today) - distance(other.on, today) || order(one, other));
    chosen.push(...near.slice(0, limit));
    if (near.length > limit) more.push({ kind, count: near.length - limit });
  }
  return { events: chosen.sort(order), more };
}

const order = (one: Dated, other: Dated): number =>
  one.on < other.on ? -1 : one.on > other.on ? 1 : one.kind < other.kind ? -1 : one.kind > other.kind ? 1 : one.id < other.id ? -1 : 1;
/** Days between two dates; one of which only the month or the year is known counts from its first day. */
const distance = (on: string, today: string): number => Math.abs(Date.parse(`${on}-01-01`.slice(0, 10)) - Date.parse(today)) / 86_400_000;
