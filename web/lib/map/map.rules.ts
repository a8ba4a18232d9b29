import type { Frame } from './projection.ts';

/** Steps of tint, 0 (nobody) to 4. */
export const tints = 4;

/** The tint of a region among the others: 0 without partners, then by the square root, so that few still show. */
export function tintOf(partners: number, most: number): number {
  if (partners <= 0 || most <= 0) return 0;
  return Math.max(1, Math.min(tints, Math.ceil(Math.sqrt(partners / most) * tints)));
}

/** For the legend: how many partners each tint stands for, from and to. Tints that no whole number has are left out. */
export function tintRanges(most: number): { tint: number; from: number; to: number }[] {
  const ranges = new Map<number, { tint: number; from: number; to: number }>();
  for (let partners = 1; partners <= most; partners += 1) {
    const tint = tintOf(partners, most);
    const range = ranges.get(tint);
    if (range) range.to = partners;
    else ranges.set(tint, { tint, from: partners, to: partners });
  }
  return [...ranges.values()];
}

/** Width in screen pixels of the dot of a city: its area grows with the interactions held there. */
export function dotWidth(heldInteractions: number): number {
  return Math.round(Math.min(22, 5 + 3 * Math.sqrt(heldInteractions)) * 10) / 10;
}

export type Labelled = { id: string; label: string; x: number; y: number; weight: number };
export type Named<T> = T & { side: 'right' | 'left' };
type Box = { left: number; right: number; top: number; bottom: number };

/**
 * The names that fit beside their dots without covering each other or another dot: the weightiest first, to the right of
 * the dot, else to its left.
 * @param size height of the letters, in units of the map
 */
export function namesThatFit<T extends Labelled>(places: readonly T[], size: number, frame: Frame): Named<T>[] {
  const taken: Box[] = [];
  const isFree = (box: Box, own: T): boolean =>
    box.left >= frame[0] && box.right <= frame[0] + frame[2] && box.top >= frame[1] && box.bottom <= frame[1] + frame[3] &&
    taken.every((other) => box.right < other.left || box.left > other.right || box.bottom < other.top || box.top > other.bottom) &&
    places.every(({ x, y }) => Math.hypot(x - own.x, y - own.y) < size * 0.6 || x < box.left || x > box.right || y < box.top || y > box.bottom);
  const names: Named<T>[] = [];
  for (const place of places.toSorted((a, b) => b.weight - a.weight || a.label.localeCompare(b.label, 'fr'))) {
    const width = size * (0.9 + place.label.length * 0.55);
    const rows = { top: place.y - size * 0.6, bottom: place.y + size * 0.6 };
    const right = { ...rows, left: place.x, right: place.x + width };
    const left = { ...rows, left: place.x - width, right: place.x };
    const box = isFree(right, place) ? right : isFree(left, place) ? left : null;
    if (!box) continue;
    taken.push(box);
    names.push({ ...place, side: box === right ? 'right' : 'left' });
  }
  return names;
}

/**
 * The frame that shows these rectangles and points with air around, at least `least` units wide and of the proportions of
 * a page's map.
 */
export function frameAround(shown: readonly (Frame | readonly [number, number])[], within: Frame, ratio = 2.2, least = 420): Frame {
  if (shown.length === 0) return within;
  const left = Math.min(...shown.map(([x]) => x));
  const top = Math.min(...shown.map(([, y]) => y));
  const right = Math.max(...shown.map(([x, , width = 0]) => x + width));
  const bottom = Math.max(...shown.map(([, y, , height = 0]) => y + height));
  const width = Math.min(within[2], Math.max(least, (right - left) * 1.2, (bottom - top) * 1.2 * ratio));
  const height = width / ratio;
  const clamp = (value: number, from: number, to: number): number => Math.max(from, Math.min(value, Math.max(from, to)));
  return [
    clamp((left + right - width) / 2, within[0], within[0] + within[2] - width),
    clamp((top + bottom - height) / 2, within[1], within[1] + within[3] - height),
    width,
    height,
  ].map(Math.round) as unknown as Frame;
}

type Decided = { decision: 'target' | 'watch' | 'no' | null; countryCodes: readonly string[] };

/** The order in which regions are drawn: those with an outline last, small ones over large ones. */
export function drawingOrder<T extends Decided>(regions: readonly T[]): T[] {
  const height = ({ decision }: Decided): number => (decision === 'target' ? 2 : decision === 'watch' ? 1 : 0);
  return regions.toSorted((a, b) => height(a) - height(b) || b.countryCodes.length - a.countryCodes.length);
}
