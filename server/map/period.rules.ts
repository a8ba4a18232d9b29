/** A stretch of whole months, `2025-12` to `2026-11`, both included. */
export type Period = { from: string; to: string };
export type Pace = 'year' | 'quarter';
/** A stop of the time slider; `last` is the twelve months that end with today's. */
export type Step = Period & { kind: Pace | 'last' };

const month = (year: number, index: number): string => {
  const at = new Date(Date.UTC(year, index, 1));
  return at.toISOString().slice(0, 7);
};

/** The twelve months that end with the one of `today` (ISO day). */
export function lastTwelveMonths(today: string): Period {
  const [year = 0, number = 1] = today.split('-').map(Number);
  return { from: month(year, number - 12), to: month(year, number - 1) };
}

/**
 * The stops of the slider: every calendar year or quarter since the first month of which something is known, up to
 * today's, then the last twelve months (which in December are the year itself).
 */
export function stepsOf(since: string | null, today: string, pace: Pace): Step[] {
  const first = since !== null && since < today ? since : today;
  const length = pace === 'year' ? 12 : 3;
  const [year = 0, number = 1] = first.split('-').map(Number);
  const steps: Step[] = [];
  for (let start = Math.floor((number - 1) / length) * length; month(year, start) <= today.slice(0, 7); start += length) {
    steps.push({ kind: pace, from: month(year, start), to: month(year, start + length - 1) });
  }
  const last = lastTwelveMonths(today);
  return [...steps.filter(({ from, to }) => from !== last.from || to !== last.to), { kind: 'last', ...last }];
}

/** The stop that a period is nearest to: itself, else the one in which it ends. */
export function stepNearest(steps: readonly Step[], { from, to }: Period): number {
  const same = steps.findIndex((step) => step.from === from && step.to === to);
  if (same >= 0) return same;
  const holding = steps.findIndex((step) => step.kind !== 'last' && step.from <= to && to <= step.to);
  return holding >= 0 ? holding : steps.length - 1;
}

/** The first and the last day of a period, ISO, for lists that are filtered by day. */
export function daysOf({ from, to }: Period): { from: string; to: string } {
  const [year = 0, number = 1] = to.split('-').map(Number);
  return { from: `${from}-01`, to: new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10) };
}
