import type { Frame } from '#server/map/projection.rules.ts';

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

type Decided = { decision: 'target' | 'watch' | 'no' | null; countries: readonly string[] };

/** The order in which regions are drawn: those with an outline last, small ones over large ones. */
export function drawingOrder<T extends Decided>(regions: readonly T[]): T[] {
  const height = ({ decision }: Decided): number => (decision === 'target' ? 2 : decision === 'watch' ? 1 : 0);
  return regions.toSorted((a, b) => height(a) - height(b) || b.countries.length - a.countries.length);
}
