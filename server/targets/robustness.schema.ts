import Type, { type Static } from 'typebox';
import { Id, Nullable, OneOf, type Contract } from '../http/endpoint.ts';
import { criterionDirections } from '../vocabulary.ts';
import { mostDraws, topScore } from './target.rules.ts';

export const Preview = Type.Object(
  {
    candidates: Type.Array(Id, { maxItems: 200 }),
    criteria: Type.Array(
      Type.Object(
        { id: Id, weight: Type.Number({ minimum: 0, maximum: 1_000_000 }), direction: OneOf(criterionDirections) },
        { additionalProperties: false },
      ),
      { maxItems: 30 },
    ),
    /** One a pair at most; null, or no score, is unknown and drawn uniformly on the scale */
    scores: Type.Array(
      Type.Object(
        { candidate: Id, criterion: Id, value: Nullable(Type.Number({ minimum: 0, maximum: topScore })) },
        { additionalProperties: false },
      ),
      { maxItems: 6_000 },
    ),
    draws: Type.Integer({ minimum: 1, maximum: mostDraws }),
    seed: Type.Integer({ minimum: 0, maximum: 4_294_967_295 }),
    /** How far from the weights the draws go: 0 (these weights) to 1 (any weights) */
    weightSpread: Type.Number({ minimum: 0, maximum: 1 }),
  },
  { additionalProperties: false },
);
export type Preview = Static<typeof Preview>;

export const PreviewedRanking = Type.Object({
  /** From the highest score to the lowest */
  ranking: Type.Array(
    Type.Object({
      candidate: Type.String(),
      /** On 0 to 5, an unknown score counting for the middle of its scale */
      score: Type.Number(),
      low: Type.Number(),
      high: Type.Number(),
      /** Share of the weights that a score supports, 0 to 1 */
      evidence: Type.Number(),
      /** Share of the draws in which it takes each rank, the first one first */
      rankAcceptability: Type.Array(Type.Number()),
      /** The mean of the weights that put it first, in the order of the criteria; null when none does */
      centralWeights: Nullable(Type.Array(Type.Number())),
      /** How often it is first with these weights, 0 to 1 */
      confidence: Nullable(Type.Number()),
    }),
  ),
});
export type PreviewedRanking = Static<typeof PreviewedRanking>;

export const robustnessContract = {
  'POST /api/targeting-exercises/preview': {
    summary: 'Rank candidates, and tell how robust the ranking is; nothing is stored',
    allow: 'reader',
    body: Preview,
    response: PreviewedRanking,
  },
} as const satisfies Contract;
