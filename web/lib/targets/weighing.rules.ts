import type { LensWeights } from '#server/targets/target.rules.ts';

type Lens = 'blend' | 'shines' | 'learns' | 'attracts';
const fields = { blend: 'weight', shines: 'weightShines', learns: 'weightLearns', attracts: 'weightAttracts' } as const;

/** The end of the sliders: the next of 10, 20, 50, 100 … at or over one and a half times the greatest weight. */
export function weightTop(weights: readonly number[]): number {
  const most = Math.max(0, ...weights) * 1.5;
  if (most === 0) return 10;
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 3, 5, 10].map((step) => Math.round(step * power * 1000) / 1000).find((top) => top >= most) ?? most;
}

/** How finely a slider moves: a hundredth of its length, and whole weights where these are whole. */
export function weightStep(top: number, weights: readonly number[]): number {
  const hundredth = top / 100;
  return top >= 10 && weights.every((weight) => Number.isInteger(weight)) ? Math.max(1, Math.round(hundredth)) : hundredth;
}

/** What somebody tries on one exercise: only what they touched. */
export type Tried = { of: string; lens?: Lens; spread?: number; weights: Readonly<Record<string, Partial<LensWeights>>> };

/** Criteria with the weights that are tried on them; the others as they are, those that came since among them. */
export const triedOn = <C extends LensWeights & { id: string }>(criteria: readonly C[], { weights }: Tried): C[] => criteria.map((criterion) => ({ ...criterion, ...weights[criterion.id] }));

/** The weight of a criterion in a lens as it is written; in the blend that of the blend. */
export const writeWeight = <C extends Partial<LensWeights>>(criterion: C, lens: Lens, value: number): C => ({ ...criterion, [fields[lens]]: value });
