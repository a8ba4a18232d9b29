export type Moving = { id: string; rankThen: number; rankNow: number };
export type Sloped<T extends Moving> = T & { leftRow: number; rightRow: number };

/**
 * Each candidate's row on both sides of the picture, 0 at the top. Those that share a rank stand under each other, in the
 * order of the other side, so that fewer lines cross.
 */
export function sloped<T extends Moving>(moving: readonly T[]): Sloped<T>[] {
  const left = moving.toSorted((a, b) => a.rankThen - b.rankThen || a.rankNow - b.rankNow || (a.id < b.id ? -1 : 1));
  const right = moving.toSorted((a, b) => a.rankNow - b.rankNow || a.rankThen - b.rankThen || (a.id < b.id ? -1 : 1));
  return left.map((one, leftRow) => ({ ...one, leftRow, rightRow: right.indexOf(one) }));
}
