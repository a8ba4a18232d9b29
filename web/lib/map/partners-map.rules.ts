import type { Point } from '#server/map/projection.rules.ts';

/** The least and the greatest width of a dot, in pixels. */
const widths = [8, 34] as const;
/** A dot that holds several places is wide enough for a number. */
const leastOfMany = 19;

/** The number that the greatest dot stands for: the next of 1, 2, 5, 10, 20, 50 … at or over the most there is, 10 at the least. */
export function scaleTop(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(10, most)));
  return [1, 2, 5, 10].map((step) => step * power).find((top) => top >= most) ?? most;
}

/** Width of a dot in pixels: its area grows with the interactions held. */
export function widthOf({ held, places }: { held: number; places: number }, top: number): number {
  const [least, greatest] = widths;
  const width = least + (greatest - least) * Math.sqrt(Math.min(1, Math.max(0, held) / top));
  return Math.round(Math.max(width, places > 1 ? leastOfMany : least) * 10) / 10;
}

/** The values that the legend shows beside the empty dot. */
export const legendSteps = (top: number): number[] => [...new Set([Math.max(1, Math.round(top / 10)), Math.round(top / 2), top])];

/** Where the number of a mission stands on its way: farther along for the next one, so that shared ways keep theirs apart. */
export function markOf(lines: readonly (readonly Point[])[], index: number): Point | null {
  const longest = lines.toSorted((a, b) => b.length - a.length)[0];
  if (!longest || longest.length === 0) return null;
  const share = 0.3 + 0.4 * ((index * 0.618) % 1);
  return longest[Math.min(longest.length - 1, Math.floor(longest.length * share))] ?? null;
}

/** The ids of dots from west to east, for the arrows. */
export const fromWest = (dots: readonly { id: string; x: number; y: number }[]): string[] =>
  dots.toSorted((a, b) => a.x - b.x || a.y - b.y).map(({ id }) => id);
