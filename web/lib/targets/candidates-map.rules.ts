export type Mark = { id: string; x: number; y: number };
/** Where a mark is drawn, and the place that it marks. */
export type Placed<T extends Mark> = T & { at: { x: number; y: number } };
type Frame = readonly [number, number, number, number];

const rounds = 120;

/**
 * Marks moved off each other so that none covers another, as little as that takes: close pairs push each other away, and a
 * spring keeps each near its place. Marks on one spot leave it on a circle, in their order. The same marks always end in
 * the same places.
 * @param distance the least between two middles, in units of the map
 */
export function apart<T extends Mark>(marks: readonly T[], distance: number, frame: Frame): Placed<T>[] {
  const placed = marks.map((mark, index) => {
    const angle = (index / Math.max(1, marks.length)) * 2 * Math.PI;
    return { ...mark, at: { x: mark.x, y: mark.y }, x: mark.x + Math.cos(angle) * distance * 0.01, y: mark.y + Math.sin(angle) * distance * 0.01 };
  });
  const half = distance / 2;
  for (let round = 0; round < rounds; round += 1) {
    let isMoving = false;
    for (const one of placed) {
      one.x += (one.at.x - one.x) * 0.02;
      one.y += (one.at.y - one.y) * 0.02;
    }
    placed.forEach((one, index) => {
      for (const other of placed.slice(index + 1)) {
        const away = Math.hypot(other.x - one.x, other.y - one.y);
        if (away >= distance - 0.01) continue;
        isMoving = true;
        // Two on one spot, as in a corner of the frame, part in a direction of their own.
        const isOne = away < distance * 0.001;
        const [dx, dy] = isOne ? [Math.cos(index + round), Math.sin(index + round)] : [other.x - one.x, other.y - one.y];
        const push = (distance - away) / 2 / (isOne ? 1 : away);
        one.x -= dx * push;
        one.y -= dy * push;
        other.x += dx * push;
        other.y += dy * push;
      }
    });
    for (const one of placed) {
      one.x = Math.max(frame[0] + half, Math.min(frame[0] + frame[2] - half, one.x));
      one.y = Math.max(frame[1] + half, Math.min(frame[1] + frame[3] - half, one.y));
    }
    if (!isMoving) break;
  }
  return placed.map((one) => ({ ...one, x: Math.round(one.x * 10) / 10, y: Math.round(one.y * 10) / 10 }));
}

export type Side = 'right' | 'left' | 'above' | 'below';
export type Labelled<T> = T & { side: Side };
type Box = { left: number; right: number; top: number; bottom: number };
const meet = (a: Box, b: Box): boolean => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

/**
 * The names that fit beside their marks without covering a mark or another name, in the order given: right of the mark if
 * it can be, else left, below or above it.
 * @param radius of a mark, and `size` the height of the letters, in units of the map
 */
export function namedMarks<T extends Mark & { name: string }>(marks: readonly T[], radius: number, size: number, frame: Frame): Labelled<T>[] {
  const discs = marks.map(({ x, y }): Box => ({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }));
  const taken: Box[] = [];
  return marks.flatMap((mark, index) => {
    const [width, half, gap] = [mark.name.length * size * 0.52, size * 0.6, radius + size * 0.3];
    const boxes: Record<Side, Box> = {
      right: { left: mark.x + gap, right: mark.x + gap + width, top: mark.y - half, bottom: mark.y + half },
      left: { left: mark.x - gap - width, right: mark.x - gap, top: mark.y - half, bottom: mark.y + half },
      below: { left: mark.x - width / 2, right: mark.x + width / 2, top: mark.y + radius, bottom: mark.y + radius + half * 2 },
      above: { left: mark.x - width / 2, right: mark.x + width / 2, top: mark.y - radius - half * 2, bottom: mark.y - radius },
    };
    const side = (['right', 'left', 'below', 'above'] as const).find((one) => {
      const box = boxes[one];
      const isInside = box.left >= frame[0] && box.right <= frame[0] + frame[2] && box.top >= frame[1] && box.bottom <= frame[1] + frame[3];
      return isInside && !taken.some((other) => meet(box, other)) && !discs.some((disc, other) => other !== index && meet(box, disc));
    });
    if (!side) return [];
    taken.push(boxes[side]);
    return [{ ...mark, side }];
  });
}
