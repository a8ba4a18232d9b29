import { closest, frameOf, type Frame, type Point } from './projection.rules.ts';

export type Weighed = { id: string; x: number; y: number; weight: number };
/** Places too close to be told apart: drawn where the weightiest lies. */
export type Cluster<P> = { at: P; members: P[] };

/** The distance under which two dots are one, as a part of the frame's width: 28 pixels of a map 1,000 wide. */
export const reach = 0.028;
/** The same on a phone, where the map is 340 pixels wide. */
export const reachOnPhone = 0.085;

/**
 * Gathers points that lie within `radius` of a weightier one. Every point is in one cluster; no two clusters are drawn
 * closer than the radius; the order of the points given changes nothing.
 */
export function clustersOf<P extends Weighed>(points: readonly P[], radius: number): Cluster<P>[] {
  const clusters: Cluster<P>[] = [];
  const cells = new Map<number, Cluster<P>[]>();
  const cellOf = (value: number): number => Math.floor(value / radius);
  const keyOf = (column: number, row: number): number => column * 1_000_003 + row;
  for (const point of points.toSorted((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1))) {
    let nearest: Cluster<P> | undefined;
    let distance = radius;
    const [column, row] = [cellOf(point.x), cellOf(point.y)];
    for (let across = column - 1; across <= column + 1; across += 1) {
      for (let down = row - 1; down <= row + 1; down += 1) {
        for (const cluster of cells.get(keyOf(across, down)) ?? []) {
          const [dx, dy] = [cluster.at.x - point.x, cluster.at.y - point.y];
          const far = Math.sqrt(dx * dx + dy * dy);
          if (far < distance) [nearest, distance] = [cluster, far];
        }
      }
    }
    if (nearest) nearest.members.push(point);
    else {
      const cluster = { at: point, members: [point] };
      const cell = cells.get(keyOf(column, row));
      clusters.push(cluster);
      if (cell) cell.push(cluster);
      else cells.set(keyOf(column, row), [cluster]);
    }
  }
  return clusters;
}

/**
 * The frame that opens a cluster: closer than the present one, with all its places in it. Null when they would still be
 * one dot in the closest frame: then only a list tells them apart.
 */
export function openingOf(members: readonly { x: number; y: number }[], frame: Frame): Frame | null {
  const [first] = members;
  let spread = 0;
  for (const { x, y } of members) spread = Math.max(spread, Math.hypot(x - (first?.x ?? x), y - (first?.y ?? y)));
  if (members.length < 2 || spread < closest * reach || frame[2] <= closest) return null;
  const opened = frameOf(members.map(({ x, y }): Point => [x, y]));
  return opened[2] < frame[2] ? opened : null;
}
