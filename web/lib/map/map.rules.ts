import type { Frame } from '#server/map/projection.rules.ts';

/** A dot, its radius in units of the map, and what it is called. */
export type Labelled = { id: string; label: string; x: number; y: number; radius: number; weight: number };
/** `at`: the x at which its name starts (to the right of the dot) or ends (to its left). */
export type Named<T> = T & { side: 'right' | 'left'; at: number };
type Box = { left: number; right: number; top: number; bottom: number };

const overlap = (one: Box, other: Box): boolean => one.right >= other.left && one.left <= other.right && one.bottom >= other.top && one.top <= other.bottom;
const square = ({ x, y, radius }: Labelled): Box => ({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });

/**
 * The names that fit beside their dots without covering each other or another dot: the weightiest first, to the right of
 * the dot, else to its left.
 * @param size height of the letters, in units of the map
 */
export function namesThatFit<T extends Labelled>(places: readonly T[], size: number, frame: Frame): Named<T>[] {
  const taken: Box[] = [];
  const isFree = (box: Box, own: T): boolean =>
    box.left >= frame[0] && box.right <= frame[0] + frame[2] && box.top >= frame[1] && box.bottom <= frame[1] + frame[3] &&
    !taken.some((other) => overlap(box, other)) &&
    !places.some((other) => other !== own && overlap(box, square(other)));
  const names: Named<T>[] = [];
  for (const place of places.toSorted((a, b) => b.weight - a.weight || a.label.localeCompare(b.label, 'fr'))) {
    const width = size * place.label.length * 0.58;
    const away = place.radius + size * 0.4;
    const rows = { top: place.y - size * 0.5, bottom: place.y + size * 0.5 };
    const right = { ...rows, left: place.x + away, right: place.x + away + width };
    const left = { ...rows, left: place.x - away - width, right: place.x - away };
    const box = isFree(right, place) ? right : isFree(left, place) ? left : null;
    if (!box) continue;
    taken.push(box);
    names.push(box === right ? { ...place, side: 'right', at: right.left } : { ...place, side: 'left', at: left.right });
  }
  return names;
}

type Decided = { decision: 'target' | 'watch' | 'no' | null; countries: readonly string[] };

/** The order in which regions are drawn: those with an outline last, small ones over large ones. */
export function drawingOrder<T extends Decided>(regions: readonly T[]): T[] {
  const height = ({ decision }: Decided): number => (decision === 'target' ? 2 : decision === 'watch' ? 1 : 0);
  return regions.toSorted((a, b) => height(a) - height(b) || b.countries.length - a.countries.length);
}
