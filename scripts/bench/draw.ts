/** Drawing lots with one generator of numbers in [0, 1). */
export type Draw = {
  one<T>(list: readonly T[]): T;
  /** True in that share of the cases */
  chance(share: number): boolean;
  /** A whole number from `from` up to, not including, `to` */
  number(from: number, to: number): number;
  /** One of the values, by weight */
  weighted<T>(values: readonly (readonly [T, number])[]): T;
  /** An id in the form of a UUIDv7 of that instant: what the office itself would give */
  id(at: number): string;
};

export function drawing(random: () => number): Draw {
  const hex = (digits: number): string => Math.floor(random() * 16 ** digits).toString(16).padStart(digits, '0');
  const draw: Draw = {
    one: (list) => list[Math.floor(random() * list.length)]!,
    chance: (share) => random() < share,
    number: (from, to) => from + Math.floor(random() * (to - from)),
    weighted(values) {
      let left = random() * values.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of values) if ((left -= weight) < 0) return value;
      return values[0]![0];
    },
    id(at) {
      const time = Math.floor(at).toString(16).padStart(12, '0');
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${(8 + Math.floor(random() * 4)).toString(16)}${hex(3)}-${hex(6)}${hex(6)}`;
    },
  };
  return draw;
}

/**
 * Draws positions 0 … count − 1 by Zipf's law: 1 / (rank + 2), so that of twenty thousand partners the first takes about
 * one meeting in twenty, and most take a few.
 */
export function zipf(random: () => number, count: number): () => number {
  const sums = new Float64Array(count);
  let sum = 0;
  for (let rank = 0; rank < count; rank += 1) sums[rank] = sum += 1 / (rank + 2);
  return () => {
    const wanted = random() * sum;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** An instant as the database stores it. */
export const stored = (at: number): string => new Date(at).toISOString().replace('Z', '+00:00');
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
export const day = 86_400_000;
/** Midnight UTC today: the office's past is counted back from here. */
export const today = (): number => Math.floor(Date.now() / day) * day;

