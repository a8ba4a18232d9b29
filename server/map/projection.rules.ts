/** A rectangle of the map, in its own units: left, top, width, height. */
export type Frame = readonly [number, number, number, number];
export type Point = readonly [number, number];

/** The whole map without Antarctica. */
export const world: Frame = [170, 10, 3780, 1716];
/** Width over height of every frame. */
export const ratio = world[2] / world[3];
/** The narrowest frame: closer, the coasts of the atlas are coarser than what lies on them. */
export const closest = 150;

/** Equal Earth (Šavrič, Patterson and Jenny, 2018) keeps areas true. */
const [a1, a2, a3, a4] = [1.340264, -0.081106, 0.000893, 0.003796];
const scale = 730.4;
const centre = [2000, 974] as const;
const radians = Math.PI / 180;

/** Degrees by which the map is turned, so that its cut falls in the Bering Strait and splits nobody. */
export const turn = 11;

/** Degrees east of the map's middle, from -180 to 180: the map is cut where it jumps. */
export function fromMiddle(longitude: number): number {
  return ((((longitude - turn + 180) % 360) + 360) % 360) - 180;
}

/** Where a point lies on the map, in its units; `east` is in degrees from the middle of the map. */
export function projectFromMiddle(east: number, latitude: number): Point {
  const angle = Math.asin((Math.sqrt(3) / 2) * Math.sin(latitude * radians));
  const square = angle * angle;
  const sixth = square * square * square;
  const x = (east * radians * Math.cos(angle)) / ((Math.sqrt(3) / 2) * (a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)));
  const y = angle * (a1 + a2 * square + sixth * (a3 + a4 * square));
  return [tenth(centre[0] + scale * x), tenth(centre[1] - scale * y)];
}
const tenth = (value: number): number => Math.round(value * 10) / 10;

/** Where a place lies on the map, in its units. */
export const project = (longitude: number, latitude: number): Point => projectFromMiddle(fromMiddle(longitude), latitude);

export const isIn = ([left, top, width, height]: Frame, [x, y]: Point): boolean => x >= left && x <= left + width && y >= top && y <= top + height;

/** A frame of the map's proportions around a point, inside the world and no narrower than the closest. */
export function frameAt([x, y]: Point, width: number): Frame {
  const wide = Math.min(world[2], Math.max(closest, width));
  const high = wide / ratio;
  const clamp = (value: number, from: number, room: number): number => Math.max(from, Math.min(value, from + room));
  return [
    clamp(x - wide / 2, world[0], world[2] - wide),
    clamp(y - high / 2, world[1], world[3] - high),
    wide,
    high,
  ].map(tenth) as unknown as Frame;
}

/** The frame that shows these points with air around; `least` is its width at the least. */
export function frameOf(points: readonly Point[], least: number = closest): Frame {
  if (points.length === 0) return world;
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  return frameAt([(left + right) / 2, (top + bottom) / 2], Math.max(least, (right - left) * 1.4, (bottom - top) * 1.4 * ratio));
}

/** A frame as an address carries it: left, top and width; null for what is not one. */
export function readFrame(text: string | null | undefined): Frame | null {
  const numbers = (text ?? '').split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const [left, top, width] = numbers;
  if (numbers.length !== 3 || !numbers.every(Number.isFinite)) return null;
  const wide = Math.min(world[2], Math.max(closest, width ?? 0));
  return frameAt([(left ?? 0) + wide / 2, (top ?? 0) + wide / ratio / 2], wide);
}
export const writeFrame = ([left, top, width]: Frame): string => [left, top, width].map((value) => Math.round(value)).join(',');

/** The next frame towards a side (`x`, `y` in frames) or closer (`zoom` < 1). */
export function moved([left, top, width, height]: Frame, { x = 0, y = 0, zoom = 1 }: { x?: number; y?: number; zoom?: number }): Frame {
  return frameAt([left + width / 2 + x * width, top + height / 2 + y * height], width * zoom);
}
