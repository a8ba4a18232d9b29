/** A map as a plain drawing: countries tinted, numbered marks where something is, and a key. */
import { countryShapes, ringsPath, shapesIn } from '../map/atlas.rules.ts';
import { frameOf, project, ratio, type Point } from '../map/projection.rules.ts';
import { drawing, drawingInk as ink, group, shape, textWidth, words, type Shape } from './drawing.ts';
import type { Picture } from './tree.ts';

/** The width of the text on paper, in points. */
export const mapPaper = 504;
const heightOf = (paper: number): number => Math.round(paper / ratio);
const keyHeight = 18;
const markRadius = 7.2;

/** How a mark is drawn; `land` tints the whole countries that it stands for. */
export interface MarkLook {
  fill: string;
  stroke: string;
  width: number;
  text: string;
  land: string | null;
}

/** Something that is somewhere. */
export interface MapMark {
  /** Longitude and latitude in degrees; the mark stands in the middle of them. */
  points: readonly (readonly [number, number])[];
  /** UN M49 numbers of what is a whole country of it. */
  countries: readonly string[];
  /** What is written in the mark; null for land without a mark. */
  label: string | null;
  look: MarkLook;
}

/** One entry of the key: a round mark, or a patch of tinted land. */
export interface MapKeyEntry {
  look: MarkLook;
  label: string;
  land?: boolean;
}

/**
 * The marks where they are, pushed apart until none covers another. Null when none of them is anywhere. `least` is the
 * width of the frame at the least, in units of the map; `whole` keeps the outlines of the marked countries in it; `paper` is the width
 * of the picture, in points.
 */
export function drawMap(
  marks: readonly MapMark[],
  key: readonly MapKeyEntry[],
  { least, whole = false, paper = mapPaper }: { least: number; whole?: boolean; paper?: number },
): Pick<Picture, 'svg' | 'width' | 'height'> | null {
  const placed = marks.filter(({ points, countries }) => points.length > 0 || (whole && countries.length > 0));
  if (placed.length === 0) return null;
  const projected = placed.map((mark) => ({ ...mark, on: mark.points.map(([longitude, latitude]) => project(longitude, latitude)) }));
  const outlines = whole ? cornersOf(new Set(placed.flatMap(({ countries }) => countries))) : [];
  const [left, top, width, height] = frameOf([...projected.flatMap(({ on }) => on), ...outlines], least);
  const scale = paper / width;
  const mapHeight = heightOf(paper);
  const tints = new Map(projected.flatMap(({ countries, look }) => countries.map((country) => [country, look.land] as const)).reverse());
  const land = shapesIn([left, top, width, height], Math.max(1, Math.round(width / 1200))).map(({ id, rings }) =>
    shape('path', { d: ringsPath(rings), fill: tints.get(id) ?? ink.land, stroke: ink.coast, 'stroke-width': 0.5 / scale, 'stroke-linejoin': 'round' }),
  );
  const pinned = projected.filter(({ label, on }) => label !== null && on.length > 0);
  const anchors = pinned.map(({ on }): Point => [(mean(on.map(([x]) => x)) - left) * scale, (mean(on.map(([, y]) => y)) - top) * scale]);
  const spots = spread(anchors, paper);
  const pins = pinned.flatMap(({ label, look }, index): Shape[] => {
    const [from, to] = [anchors[index] ?? [0, 0], spots[index] ?? [0, 0]];
    const isMoved = Math.hypot(to[0] - from[0], to[1] - from[1]) > 2;
    return [
      ...(isMoved ? [shape('line', { x1: from[0], y1: from[1], x2: to[0], y2: to[1], stroke: ink.text, 'stroke-width': 0.6 }), shape('circle', { cx: from[0], cy: from[1], r: 1.4, fill: ink.text })] : []),
      shape('circle', { cx: to[0], cy: to[1], r: markRadius, fill: look.fill, stroke: look.stroke, 'stroke-width': look.width }),
      words(label ?? '', { x: to[0], y: to[1] + 3, 'text-anchor': 'middle', 'font-size': 8.2, 'font-weight': 600, fill: look.text }),
    ];
  });
  const svg = drawing({ width: paper, height: mapHeight + keyHeight }, [
    group({ transform: `scale(${Math.round(scale * 1e4) / 1e4})` }, [group({ transform: `translate(${-left} ${-top})` }, land)]),
    ...pins,
    // Over the land that goes on under the key, and past the edge, where a reader may round up a line of it.
    shape('rect', { x: -2, y: mapHeight, width: paper + 4, height: keyHeight + 400, fill: ink.paper }),
    ...keyShapes(key, mapHeight),
  ]);
  return { svg, width: paper, height: mapHeight + keyHeight };
}

/** The corners of the largest outline of each country: what lies overseas does not pull the frame. */
function cornersOf(countries: ReadonlySet<string>): Point[] {
  return countryShapes().flatMap(({ id, rings }): Point[] => {
    if (!countries.has(id)) return [];
    const boxes = rings.map((ring) => {
      const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
      return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] as const;
    });
    const [largest] = boxes.sort((a, b) => (b[2] - b[0]) * (b[3] - b[1]) - (a[2] - a[0]) * (a[3] - a[1]));
    return largest ? [[largest[0], largest[1]], [largest[2], largest[3]]] : [];
  });
}

function keyShapes(key: readonly MapKeyEntry[], mapHeight: number): Shape[] {
  let x = 6;
  return key.flatMap(({ look, label, land = false }) => {
    const start = x;
    x += 26 + textWidth(label, 8.5);
    return [
      land
        ? shape('rect', { x: start - 4.4, y: mapHeight + 5.6, width: 8.8, height: 8.8, fill: look.land ?? look.fill })
        : shape('circle', { cx: start, cy: mapHeight + 10, r: 4.4, fill: look.fill, stroke: look.stroke === ink.paper ? look.fill : look.stroke, 'stroke-width': look.width }),
      words(label, { x: start + 9, y: mapHeight + 13, 'font-size': 8.5 }),
    ];
  });
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The marks pushed apart until none covers another, inside the map; the same places always give the same spots. */
function spread(anchors: readonly Point[], paper: number): Point[] {
  const gap = markRadius * 2 + 1.5;
  const spots = anchors.map(([x, y]): [number, number] => [x, y]);
  for (let round = 0; round < 120; round += 1) {
    let isStill = true;
    spots.forEach((one, index) => {
      for (const [later, other] of spots.slice(index + 1).entries()) {
        const [dx, dy] = [other[0] - one[0], other[1] - one[1]];
        const distance = Math.hypot(dx, dy);
        if (distance >= gap) continue;
        isStill = false;
        // Exactly one upon the other: apart along a direction of their own.
        const [ux, uy] = distance > 0.01 ? [dx / distance, dy / distance] : [Math.cos(index + later), Math.sin(index + later)];
        const push = (gap - distance) / 2 + 0.05;
        one[0] -= ux * push;
        one[1] -= uy * push;
        other[0] += ux * push;
        other[1] += uy * push;
      }
    });
    for (const spot of spots) {
      spot[0] = Math.min(paper - markRadius - 1, Math.max(markRadius + 1, spot[0]));
      spot[1] = Math.min(heightOf(paper) - markRadius - 1, Math.max(markRadius + 1, spot[1]));
    }
    if (isStill) break;
  }
  return spots;
}
