import { fromMiddle, projectFromMiddle, type Point } from './projection.rules.ts';

/** Longitude and latitude, in degrees. */
export type Position = readonly [number, number];

/** Where every mission leaves from, and where delegations are received. */
export const quebec: Position = [-71.2074, 46.8123];

const radians = Math.PI / 180;
/** Degrees between two points of a line: less than a pixel off a true arc. */
const step = 2;

/** The shortest way between two places over the globe, ends included; a straight meridian between opposite points. */
export function greatCircle(from: Position, to: Position): Position[] {
  const [a, b] = [vectorOf(from), vectorOf(to)];
  const angle = Math.acos(Math.max(-1, Math.min(1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])));
  const parts = Math.max(1, Math.ceil(angle / radians / step));
  const sine = Math.sin(angle);
  if (sine < 1e-9) return [from, to];
  const between = Array.from({ length: parts - 1 }, (_, index) => {
    const share = (index + 1) / parts;
    const [p, q] = [Math.sin((1 - share) * angle) / sine, Math.sin(share * angle) / sine];
    return positionOf([p * a[0] + q * b[0], p * a[1] + q * b[1], p * a[2] + q * b[2]]);
  });
  return [from, ...between, to];
}

type Vector = readonly [number, number, number];
function vectorOf([longitude, latitude]: Position): Vector {
  const [l, p] = [longitude * radians, latitude * radians];
  return [Math.cos(p) * Math.cos(l), Math.cos(p) * Math.sin(l), Math.sin(p)];
}
const positionOf = ([x, y, z]: Vector): Position => [Math.atan2(y, x) / radians, Math.asin(Math.max(-1, Math.min(1, z))) / radians];

/**
 * A journey through these places as lines of the map, in its units: along great circles, and in two lines where it leaves
 * the map on one side and comes back on the other.
 */
export function linesOf(stops: readonly Position[]): Point[][] {
  const way = stops.slice(1).flatMap((stop, index) => greatCircle(stops[index] ?? stop, stop).slice(index === 0 ? 0 : 1));
  const lines: Point[][] = [];
  let line: Point[] = [];
  let before: { east: number; latitude: number } | null = null;
  for (const [longitude, latitude] of way) {
    const here = { east: fromMiddle(longitude), latitude };
    if (before && Math.abs(here.east - before.east) > 180) {
      const edge = here.east < before.east ? 180 : -180;
      const gap = Math.abs(here.east + edge * 2 - before.east);
      const share = gap === 0 ? 0 : Math.abs(edge - before.east) / gap;
      const crossing = before.latitude + (here.latitude - before.latitude) * share;
      line.push(projectFromMiddle(edge, crossing));
      lines.push(line);
      line = [projectFromMiddle(-edge, crossing)];
    }
    line.push(projectFromMiddle(here.east, here.latitude));
    before = here;
  }
  if (line.length > 1) lines.push(line);
  return lines;
}

/** Lines as the data of an SVG path. */
export const pathData = (lines: readonly (readonly Point[])[]): string =>
  lines.map((line) => `M${line.map(([x, y]) => `${x} ${y}`).join('L')}`).join('');
