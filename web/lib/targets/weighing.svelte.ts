import type { Body } from '#lib/api.ts';
import { onHundred, rankCandidates, robustnessDraws, sharesOf, weightOf, type Ranked as RankedCandidate, type RankingInput } from '#server/targets/target.rules.ts';
import type { Candidate, Criterion, Exercise, Lens, Ranked, Standing } from './board.ts';
import { Robustness } from './robustness.svelte.ts';
import { triedOn, writeWeight, type Tried } from './weighing.rules.ts';

/** What the server's ranking rests on, with the weights, the lens and the spread that are looked at. */
export function inputOf(
  exercise: Pick<Exercise, 'candidates' | 'criteria' | 'scores' | 'seed'>,
  { lens, weightSpread, criteria = exercise.criteria }: { lens: Lens; weightSpread: number; criteria?: readonly Criterion[] },
): RankingInput {
  return {
    candidates: exercise.candidates.map(({ id }) => id),
    criteria: criteria.map((criterion) => ({ id: criterion.id, weight: weightOf(criterion, lens), direction: criterion.direction })),
    scores: exercise.scores.map(({ candidateId, criterionId, low, high, value }) => ({ candidate: candidateId, criterion: criterionId, low, high, middle: value })),
    draws: robustnessDraws,
    seed: exercise.seed,
    weightSpread,
  };
}

/**
 * The weights that somebody tries on an exercise, and the ranking that follows. Nothing of it is stored until it is saved.
 * Scores follow at once; the shares of the ways to weigh follow when the worker has counted them, and keep what they were
 * until then.
 */
export class Weighing {
  readonly #exercise: () => Exercise;
  readonly #robustness = new Robustness();
  #written = $state.raw<Tried>({ of: '', weights: {} });
  // What is tried stays when the same exercise is read anew, and is not taken to another.
  readonly #tried = $derived.by((): Tried => {
    const { id } = this.#exercise();
    return this.#written.of === id ? this.#written : { of: id, weights: {} };
  });
  readonly criteria = $derived.by((): readonly Criterion[] => triedOn(this.#exercise().criteria, this.#tried));

  constructor(exercise: () => Exercise) {
    this.#exercise = exercise;
    // While weights are tried, the worker counts for each of them; a page that only shows the exercise asks nothing.
    $effect(() => {
      if (this.isTried) this.#robustness.ask(this.input);
    });
    $effect(() => () => this.#robustness.stop());
  }

  get lens(): Lens {
    return this.#tried.lens ?? this.#exercise().lens;
  }
  set lens(lens: Lens) {
    this.#written = { ...this.#tried, lens };
  }
  get spread(): number {
    return this.#tried.spread ?? this.#exercise().weightSpread;
  }
  set spread(spread: number) {
    this.#written = { ...this.#tried, spread };
  }

  readonly isTried = $derived.by(() => {
    const stored = this.#exercise();
    return (
      this.lens !== stored.lens ||
      this.spread !== stored.weightSpread ||
      this.criteria.some((criterion, index) => weightOf(criterion, this.lens) !== weightOf(stored.criteria[index] ?? criterion, this.lens))
    );
  });
  readonly shares = $derived.by(() => sharesOf(this.criteria, this.lens));
  readonly input = $derived.by(() => inputOf(this.#exercise(), { lens: this.lens, weightSpread: this.spread, criteria: this.criteria }));
  /** The shares on the screen are those of an earlier weighing. */
  readonly isBehind = $derived.by(() => this.isTried && this.#robustness.answer?.input !== this.input);

  readonly ranking = $derived.by((): Ranked[] => {
    const { candidates } = this.#exercise();
    if (!this.isTried) return candidates.map((candidate) => ({ candidate, standing: candidate }));
    const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
    const counted = new Map(this.#robustness.answer?.ranking.map((ranked) => [ranked.candidate, ranked]));
    // One draw: scores and their intervals need none.
    const { ranking } = rankCandidates({ ...this.input, draws: 1, weightSpread: 0 });
    return ranking.flatMap((ranked) => {
      const candidate = byId.get(ranked.candidate);
      return candidate ? [{ candidate, standing: standingOf(candidate, ranked, counted.get(candidate.id)) }] : [];
    });
  });

  weigh(criterionId: string, value: number): void {
    const { weights } = this.#tried;
    this.#written = { ...this.#tried, weights: { ...weights, [criterionId]: writeWeight(weights[criterionId] ?? {}, this.lens, value) } };
  }

  /** Back to what is stored. */
  reset(): void {
    this.#written = { of: '', weights: {} };
  }

  /** What is tried, as the API takes it. */
  body(): Body<'PATCH /api/targeting-exercises/:id'> {
    return {
      lens: this.lens,
      weightSpread: this.spread,
      criteria: this.criteria.map(({ share: _share, top: _top, ...criterion }) => criterion),
    };
  }
}

/** What is worked out at once, with the shares as they were last counted: by the worker, or by the server before it. */
function standingOf(candidate: Candidate, { rank, score, low, high, evidence }: RankedCandidate, counted: RankedCandidate | undefined): Standing {
  const { rankAcceptability, centralWeights, confidence } = counted ?? candidate;
  return { id: candidate.id, rank, total: onHundred(score), low: onHundred(low), high: onHundred(high), known: evidence, rankAcceptability, centralWeights, confidence };
}
