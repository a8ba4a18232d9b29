/** What ties one of ours to a partner: interactions held together since a day, and whether they say they know somebody there. */
export type Tie = { organizationId: string; who: string; held: number; lastAt: string | null; isDeclared: boolean };

export const strengths = ['close', 'regular', 'slight', 'declared'] as const;
export type Strength = (typeof strengths)[number];

/** The ties of several sources as one a pair: interactions add up, the last touch is the latest. */
export function merged(...sources: readonly (readonly Tie[])[]): Tie[] {
  const pairs = new Map<string, Tie>();
  for (const tie of sources.flat()) {
    const key = `${tie.organizationId}\n${tie.who}`;
    const known = pairs.get(key);
    if (!known) pairs.set(key, { ...tie });
    else {
      known.held += tie.held;
      known.isDeclared ||= tie.isDeclared;
      if (tie.lastAt !== null && (known.lastAt === null || tie.lastAt > known.lastAt)) known.lastAt = tie.lastAt;
    }
  }
  return [...pairs.values()];
}

/** Everyone of ours who knows each partner; partners that nobody knows are not in it. */
export const knowersOf = (ties: readonly Tie[]): Map<string, Tie[]> => Map.groupBy(ties, ({ organizationId }) => organizationId);

/** By colleague, the partners that nobody else knows: what is lost when they leave. */
export function onlyKnownBy(knowers: ReadonlyMap<string, readonly Tie[]>): Map<string, Tie[]> {
  const alone = [...knowers.values()].flatMap((known) => (known.length === 1 ? known : []));
  return Map.groupBy(alone, ({ who }) => who);
}

/** The ties that are left when somebody is gone. */
export const without = (ties: readonly Tie[], who: string): Tie[] => ties.filter((tie) => tie.who !== who);

/**
 * How strong a tie is, in one word: close when met six times with one in the last six months, regular when met twice with
 * one in the last year, slight when met at all, declared when it is only said.
 * @param now ISO instant
 */
export function strengthOf({ held, lastAt }: Pick<Tie, 'held' | 'lastAt'>, now: string): Strength {
  if (held === 0 || lastAt === null) return 'declared';
  const months = (Date.parse(now) - Date.parse(lastAt)) / (30.44 * 86_400_000);
  if (held >= 6 && months <= 6) return 'close';
  return held >= 2 && months <= 12 ? 'regular' : 'slight';
}

/** The day (ISO) `months` before another; the last of its month where that has no such day. */
export function monthsBefore(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(date, last))).toISOString().slice(0, 10);
}

const tierOrder = (tier: string | null): string => tier ?? 'Z';
type Ranked = { sortName: string; tier: string | null; knowers: number; held: number };

/** Partners in the order of the worry that they are: known by one alone first, then by nobody, by tier; then the others. */
export function byFragility(a: Ranked, b: Ranked): number {
  const rank = ({ knowers }: Ranked): number => (knowers === 1 ? 0 : knowers === 0 ? 1 : 2);
  return rank(a) - rank(b) || tierOrder(a.tier).localeCompare(tierOrder(b.tier)) || b.held - a.held || compare(a.sortName, b.sortName);
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
