import { addMonths } from '../interactions/activity.rules.ts';

/** What a matrix may have as rows and as columns. */
export const coverageRows = ['commitments', 'priorities', 'policy'] as const;
export const coverageColumns = ['regions', 'kinds', 'commitments'] as const;

/** The four things that are real in a cell: interactions held and missions of the period, agreements in force, outcomes of the period. */
export type Measures = { held: number; agreements: number; missions: number; outcomes: number };
export const nothing: Measures = { held: 0, agreements: 0, missions: 0, outcomes: 0 };
export const measureNames = ['held', 'agreements', 'missions', 'outcomes'] as const;

/** Whether something is going on in a cell. */
export const isAlive = (cell: Measures): boolean => measureNames.some((name) => cell[name] > 0);

/** The period shown when nobody says: the twelve months that end with the current one. */
export const lastTwelveMonths = (today: string): { from: string; to: string } => ({
  from: addMonths(today.slice(0, 7), -11),
  to: today.slice(0, 7),
});

/** What the sentence on top says of a matrix. A cell that cannot be (null) is not counted. */
export function summarize(cells: readonly (readonly (Measures & { isTargeted: boolean } | null)[])[]): {
  cells: number;
  alive: number;
  targeted: number;
  targetedEmpty: number;
} {
  const all = cells.flat().filter((cell) => cell !== null);
  return {
    cells: all.length,
    alive: all.filter(isAlive).length,
    targeted: all.filter(({ isTargeted }) => isTargeted).length,
    targetedEmpty: all.filter((cell) => cell.isTargeted && !isAlive(cell)).length,
  };
}

/**
 * How strong the tint of a cell is: 0 (nothing) to 4, by the square root of its share of the busiest cell, so that one
 * very busy cell does not make all the others look empty.
 */
export function intensity(value: number, busiest: number): 0 | 1 | 2 | 3 | 4 {
  if (value <= 0 || busiest <= 0) return 0;
  return Math.min(4, Math.max(1, Math.ceil(Math.sqrt(value / busiest) * 4 - 0.25))) as 1 | 2 | 3 | 4;
}

// ── Who could be called where nothing is going on ──

/** A reason to think of a partner, and how much it weighs. */
export const reasonWeights = { neighbour: 3, network: 2, sector: 2, met: 2, kind: 1 } as const;
export type ReasonKind = keyof typeof reasonWeights;
/** How often a reason of a kind counts: a third shared network says little more than the second. */
const counted = 2;

export type Candidate = { id: string; sortName: string; lastHeldAt: string | null; reasons: { kind: ReasonKind; times: number }[] };

/** What a candidate's reasons weigh together. */
export const weightOf = ({ reasons }: Pick<Candidate, 'reasons'>): number =>
  reasons.reduce((sum, { kind, times }) => sum + reasonWeights[kind] * Math.min(Math.max(times, 0), counted), 0);

/**
 * The candidates with a reason, best first: by what their reasons weigh, then by who was met last, then by name. The order
 * of the input does not matter.
 */
export function rankCandidates<C extends Candidate>(candidates: readonly C[], limit: number): C[] {
  return candidates
    .filter((one) => weightOf(one) > 0)
    .sort(
      (one, other) =>
        weightOf(other) - weightOf(one) ||
        compare(other.lastHeldAt ?? '', one.lastHeldAt ?? '') ||
        compare(one.sortName, other.sortName) ||
        compare(one.id, other.id),
    )
    .slice(0, limit);
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
