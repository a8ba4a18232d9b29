import Type, { type Static } from 'typebox';
import {
  FullDate,
  Id,
  IdParams,
  Instant,
  Line,
  Nullable,
  OneOf,
  OptionalLine,
  Page,
  PartialDate,
  PersonReference,
  RecordFields,
  Text,
  listQuery,
  type Contract,
} from '../http/endpoint.ts';
import { RegionDecision } from '../places/region.schema.ts';
import { criterionBases, criterionDirections, targetingStatuses, targetingSubjects } from '../vocabulary.ts';

/** The plain fields of a targeting exercise. */
export const exerciseFields = {
  subject: OneOf(targetingSubjects),
  titleFr: Line,
  titleEn: Nullable(OptionalLine),
  periodFrom: Nullable(PartialDate),
  periodTo: Nullable(PartialDate),
  heldOn: Nullable(FullDate),
  leadId: Nullable(Id),
  status: OneOf(targetingStatuses),
};

const criterionFields = {
  nameFr: Line,
  nameEn: Nullable(OptionalLine),
  /** Its share among all weights; they need not add up to 100 */
  weight: Type.Number({ minimum: 0, maximum: 1000 }),
  /** `less`: the lower the score, the better the candidate */
  direction: OneOf(criterionDirections),
  basis: OneOf(criterionBases),
};
const candidateFields = {
  nameFr: Line,
  nameEn: Nullable(OptionalLine),
  regionId: Nullable(Id),
  placeId: Nullable(Id),
  organizationId: Nullable(Id),
  forumId: Nullable(Id),
};
const evidenceFields = {
  statementFr: Nullable(Text),
  statementEn: Nullable(Text),
  source: Nullable(OptionalLine),
  observedOn: Nullable(PartialDate),
};
/** 0 to 5; null is unknown, which is not zero */
const value = Nullable(Type.Number({ minimum: 0, maximum: 5 }));

const { nameFr, weight, direction: _direction, ...restOfCriterion } = criterionFields;
/** `id` is the stored one, or for a new line any name by which the scores of the same request call it. */
const key = Type.Optional(Id);
const NewCriterion = Type.Object(
  { id: key, nameFr, weight, direction: Type.Optional(_direction), ...Type.Partial(Type.Object(restOfCriterion)).properties },
  { additionalProperties: false },
);
const { nameFr: candidateName, ...restOfCandidate } = candidateFields;
const NewCandidate = Type.Object(
  { id: key, nameFr: candidateName, ...Type.Partial(Type.Object(restOfCandidate)).properties },
  { additionalProperties: false },
);
const NewScore = Type.Object(
  {
    candidateId: Id,
    criterionId: Id,
    value,
    evidence: Type.Optional(
      Type.Array(Type.Partial(Type.Object(evidenceFields), { additionalProperties: false }), { maxItems: 20 }),
    ),
  },
  { additionalProperties: false },
);
/** Lists that belong to an exercise; a list sent replaces the one stored. */
const exerciseLists = {
  criteria: Type.Array(NewCriterion, { maxItems: 30 }),
  candidates: Type.Array(NewCandidate, { maxItems: 100 }),
  scores: Type.Array(NewScore, { maxItems: 3000 }),
};

const { titleFr, ...optionalFields } = exerciseFields;
export const NewExercise = Type.Object(
  { titleFr, ...Type.Partial(Type.Object({ ...optionalFields, ...exerciseLists })).properties },
  { additionalProperties: false },
);
export const ExerciseChange = Type.Partial(Type.Object({ ...exerciseFields, ...exerciseLists, archived: Type.Boolean() }), {
  additionalProperties: false,
  minProperties: 1,
});
export type NewExercise = Static<typeof NewExercise>;
export type ExerciseChange = Static<typeof ExerciseChange>;

const Named = Type.Object({ id: Id, nameFr: Type.String(), nameEn: Nullable(Type.String()) });
export const Exercise = Type.Object({
  ...RecordFields,
  ...exerciseFields,
  lead: Nullable(PersonReference),
  criteria: Type.Array(Type.Object({ id: Id, ...criterionFields, /** Of all weights, 0 to 1 */ share: Type.Number() })),
  /** From the highest total to the lowest */
  candidates: Type.Array(
    Type.Object({
      id: Id,
      ...candidateFields,
      /** The region, place, organization or forum that it stands for */
      record: Nullable(Type.Object({ type: Type.String(), ...Named.properties })),
      rank: Type.Integer(),
      /** On 100: the middle of what the unknown scores leave open */
      total: Type.Number(),
      low: Type.Number(),
      high: Type.Number(),
      /** Share of the weights that is supported by a score, 0 to 1 */
      known: Type.Number(),
      /** The decision that holds for the region, when the candidate is one */
      decision: Nullable(RegionDecision),
    }),
  ),
  scores: Type.Array(
    Type.Object({
      candidateId: Id,
      criterionId: Id,
      value,
      judge: Nullable(PersonReference),
      evidence: Type.Array(Type.Object({ id: Id, ...evidenceFields })),
    }),
  ),
});
export type Exercise = Static<typeof Exercise>;

export const ExerciseItem = Type.Object({
  id: Id,
  version: Type.Integer(),
  subject: OneOf(targetingSubjects),
  titleFr: Type.String(),
  titleEn: Nullable(Type.String()),
  periodFrom: Nullable(Type.String()),
  periodTo: Nullable(Type.String()),
  heldOn: Nullable(Type.String()),
  status: OneOf(targetingStatuses),
  lead: Nullable(PersonReference),
  criteria: Type.Integer(),
  candidates: Type.Integer(),
  updatedAt: Instant,
  archivedAt: Nullable(Instant),
});
export type ExerciseItem = Static<typeof ExerciseItem>;

const filters = {
  q: Type.String({ maxLength: 10_000 }),
  subject: OneOf(targetingSubjects),
  status: OneOf(targetingStatuses),
  archived: OneOf(['true', 'false']),
};
export const ExerciseQuery = listQuery(filters, ['updatedAt', 'periodFrom', 'title'] as const);

export const exerciseContract = {
  'GET /api/targeting-exercises': { summary: 'Targeting exercises', allow: 'reader', query: ExerciseQuery, response: Page(ExerciseItem) },
  'GET /api/targeting-exercises/:id': {
    summary: 'One exercise: criteria, candidates with their totals, scores with their evidence',
    allow: 'reader',
    params: IdParams,
    response: Exercise,
  },
  'POST /api/targeting-exercises': {
    summary: 'Create a targeting exercise',
    allow: 'officer',
    body: NewExercise,
    response: Exercise,
    status: 201,
  },
  'PATCH /api/targeting-exercises/:id': {
    summary: 'Change, archive or restore a targeting exercise',
    allow: 'officer',
    params: IdParams,
    body: ExerciseChange,
    response: Exercise,
  },
} as const satisfies Contract;
