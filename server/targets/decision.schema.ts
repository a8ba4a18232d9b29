import Type, { type Static } from 'typebox';
import { FullDate, Id, IdParams, Nullable, OneOf, PartialDate, type Contract } from '../http/endpoint.ts';
import { Region } from '../places/region.schema.ts';
import { targetDecisions } from '../vocabulary.ts';

export const NewRegionDecision = Type.Object(
  {
    decision: OneOf(targetDecisions),
    /** Never empty: the rule says so in a sentence, beside what else is missing */
    reason: Type.String({ maxLength: 2_000 }),
    periodFrom: Type.Optional(Nullable(PartialDate)),
    periodTo: Type.Optional(Nullable(PartialDate)),
    reviewOn: Type.Optional(Nullable(FullDate)),
    exerciseId: Type.Optional(Nullable(Id)),
  },
  { additionalProperties: false },
);
export type NewRegionDecision = Static<typeof NewRegionDecision>;

export const decisionContract = {
  'POST /api/regions/:id/decisions': {
    summary: 'Decide about a region: target, watch or no. Earlier decisions are kept; the latest holds',
    allow: 'officer',
    params: IdParams,
    body: NewRegionDecision,
    response: Region,
    status: 201,
  },
} as const satisfies Contract;
