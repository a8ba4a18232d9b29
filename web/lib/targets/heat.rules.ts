/** Steps of the tint, from nothing to nearly always. */
const steps = [0.005, 0.1, 0.2, 0.35, 0.5, 0.75] as const;

/** How strongly a share of the ways to weigh is tinted: 0 (never) to 6 (three quarters and more). */
export const tintOf = (share: number): number => steps.filter((least) => share >= least).length;

/**
 * Shares in whole percents that add up to what their sum rounds to, by the largest remainders: a row of the table then
 * says 100 %, not 99.
 */
export function wholePercents(shares: readonly number[]): number[] {
  const exact = shares.map((share) => share * 100);
  const whole = exact.map((value) => Math.floor(value + 1e-9));
  const missing = Math.round(exact.reduce((sum, value) => sum + value, 0)) - whole.reduce((sum, value) => sum + value, 0);
  const order = exact.map((value, index) => ({ index, rest: value - (whole[index] ?? 0) })).toSorted((a, b) => b.rest - a.rest || a.index - b.index);
  for (const { index } of order.slice(0, Math.max(0, missing))) whole[index] = (whole[index] ?? 0) + 1;
  return whole;
}

export type Standing = 'sure' | 'disputed' | 'unlikely';
/** Among the first in nine ways to weigh out of ten: sure. In one out of ten or less: unlikely. Between them it depends on the weights. */
export const standingOf = (share: number): Standing => (share >= 0.9 ? 'sure' : share <= 0.1 ? 'unlikely' : 'disputed');
