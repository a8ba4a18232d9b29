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
import {
  criterionBases,
  criterionDirections,
  criterionMeasures,
  targetDecisions,
  targetingLenses,
  targetingRounds,
  targetingStatuses,
  targetingSubjects,
} from '../vocabulary.ts';

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
  lens: OneOf(targetingLenses),
  round: OneOf(targetingRounds),
  /** How far from the chosen weights the robustness looks: 0 (these weights) to 1 (any weights) */
  weightSpread: Type.Number({ minimum: 0, maximum: 1 }),
  seed: Type.Integer({ minimum: 0, maximum: 4_294_967_295 }),
  /** The time over which the office's own records are counted; the 24 months before the exercise unless told */
  evidenceFrom: Nullable(PartialDate),
  evidenceTo: Nullable(PartialDate),
};

const weight = Type.Number({ minimum: 0, maximum: 1000 });
const criterionFields = {
  nameFr: Line,
  nameEn: Nullable(OptionalLine),
  /** Its share among all weights; they need not add up to 100 */
  weight,
  /** In the lens of one priority; null weighs there as in the blend */
  weightShines: Nullable(weight),
  weightLearns: Nullable(weight),
  weightAttracts: Nullable(weight),
  /** `less`: the lower the score, the better the candidate */
  direction: OneOf(criterionDirections),
  basis: OneOf(criterionBases),
  /** What is counted, when the basis is computed; null otherwise */
  measure: Nullable(OneOf(criterionMeasures)),
  /** The figure worth 5 of 5; null takes the highest among the candidates */
  scaleTop: Nullable(Type.Number({ exclusiveMinimum: 0 })),
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

const { nameFr, weight: _weight, direction: _direction, ...restOfCriterion } = criterionFields;
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
  candidates: Type.Array(NewCandidate, { maxItems: 200 }),
  /** What is agreed of the judged criteria. The computed ones are noted by the server and refused here. */
  scores: Type.Array(NewScore, { maxItems: 6000 }),
  /** Who scores; nobody named means that scores are agreed directly */
  judgeIds: Type.Array(Id, { maxItems: 20, uniqueItems: true }),
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
  /** The whole months whose records were counted, both included, as 2024-12: that of the last noting, or of today */
  evidencePeriod: Type.Object({ from: Type.String(), to: Type.String() }),
  criteria: Type.Array(
    Type.Object({
      id: Id,
      ...criterionFields,
      /** Of all weights in the exercise's lens, 0 to 1 */
      share: Type.Number(),
      /** The figure worth 5 of 5, when computed and there is one */
      top: Nullable(Type.Number()),
    }),
  ),
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
      /** In how many of the ways to weigh it takes each rank, the first one first; they add up to 1 */
      rankAcceptability: Type.Array(Type.Number()),
      /** The weights that put it first, in the order of the criteria; null when none does */
      centralWeights: Nullable(Type.Array(Type.Number())),
      /** How surely it is first with these weights, 0 to 1 */
      confidence: Nullable(Type.Number()),
      /**
       * The decision that holds for the region, place, organization or forum today; of a frozen exercise, what it
       * decided. A candidate that stands for no record has one there only, whose id is its own.
       */
      decision: Nullable(RegionDecision),
    }),
  ),
  /** One a pair at most. A pair without one is unknown. What the judges say of a pair that is not agreed makes an interval. */
  scores: Type.Array(
    Type.Object({
      candidateId: Id,
      criterionId: Id,
      /** The mean when `low` and `high` differ */
      value,
      low: value,
      high: value,
      /** agreed by the judges, counted in the records, or still open between judges */
      origin: OneOf(['agreed', 'computed', 'judges']),
      /** What was counted, in the measure's unit */
      figure: Nullable(Type.Number()),
      judge: Nullable(PersonReference),
      evidence: Type.Array(Type.Object({ id: Id, ...evidenceFields })),
    }),
  ),
  judges: Type.Array(Type.Object({ ...PersonReference.properties, doneAt: Nullable(Instant) })),
  /** While each scores alone, only the caller's own */
  judgements: Type.Array(
    Type.Object({
      candidateId: Id,
      criterionId: Id,
      judge: PersonReference,
      value,
      statement: Nullable(Type.String()),
      source: Nullable(Type.String()),
      observedOn: Nullable(Type.String()),
    }),
  ),
  /** When the figures of the computed criteria were noted */
  computedAt: Nullable(Instant),
  /** What makes the exercise unusual, in the order in which it matters: see `checkExercise` in target.rules.ts */
  remarks: Type.Array(
    Type.Object({
      kind: OneOf(['no_criteria', 'no_candidates', 'one_candidate', 'all_weights_zero', 'unscored_criterion', 'duplicate_candidates', 'contained_candidate']),
      /** Ids of the criteria or candidates that it is about */
      about: Type.Array(Id),
    }),
  ),
  /** Set once the exercise is decided: nothing of it changes any more */
  frozen: Nullable(Type.Object({ at: Instant, by: Nullable(PersonReference), sha256: Type.String(), dissent: Nullable(Type.String()) })),
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

/** What one judge says of some pairs; those not named stay as they are. A value needs a sentence or a source. */
export const Judgements = Type.Object(
  {
    judgements: Type.Array(
      Type.Object(
        {
          candidateId: Id,
          criterionId: Id,
          value,
          statement: Type.Optional(Nullable(Text)),
          source: Type.Optional(Nullable(OptionalLine)),
          observedOn: Type.Optional(Nullable(PartialDate)),
        },
        { additionalProperties: false },
      ),
      { maxItems: 6000 },
    ),
    done: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type Judgements = Static<typeof Judgements>;

/** The choice: what is decided of each candidate, and what some think otherwise. It freezes the exercise. */
export const ExerciseDecision = Type.Object(
  {
    /** Of the exercise that was seen: another one is refused with 412, as by If-Match */
    version: Type.Integer(),
    decisions: Type.Array(
      Type.Object(
        {
          candidateId: Id,
          decision: OneOf(targetDecisions),
          reason: Type.String({ maxLength: 2_000 }),
          periodFrom: Type.Optional(Nullable(PartialDate)),
          periodTo: Type.Optional(Nullable(PartialDate)),
          reviewOn: Type.Optional(Nullable(FullDate)),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 200 },
    ),
    dissent: Type.Optional(Nullable(Type.String({ maxLength: 5_000 }))),
  },
  { additionalProperties: false },
);
export type ExerciseDecision = Static<typeof ExerciseDecision>;

const Moved = Type.Object({
  candidateId: Id,
  criterionId: Id,
  figureBefore: Nullable(Type.Number()),
  figureNow: Nullable(Type.Number()),
  valueBefore: value,
  valueNow: value,
});
/** The computed scores that today's records would change. */
export const MovedScores = Type.Object({ asOf: Instant, computedAt: Nullable(Instant), items: Type.Array(Moved) });
export type MovedScores = Static<typeof MovedScores>;

/** A frozen exercise weighed again on today's records: judged scores and weights as they were, computed ones as they are. */
export const Replay = Type.Object({
  asOf: Instant,
  frozenAt: Instant,
  /** The whole months counted today: as many as then, to this month */
  period: Type.Object({ from: Type.String(), to: Type.String() }),
  candidates: Type.Array(
    Type.Object({
      candidateId: Id,
      rankThen: Type.Integer(),
      rankNow: Type.Integer(),
      totalThen: Type.Number(),
      totalNow: Type.Number(),
      /** Of the rank acceptabilities: in the first `top` ranks, 0 to 1 */
      firstThen: Type.Number(),
      firstNow: Type.Number(),
      /** What moved the total, the greatest first; `effect` in points on 100 */
      causes: Type.Array(Type.Object({ ...Moved.properties, effect: Type.Number() })),
    }),
  ),
  /** How many ranks count as « among the first » (as many as there are targets, at least one) */
  top: Type.Integer(),
});
export type Replay = Static<typeof Replay>;

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
  'GET /api/targeting-exercises/:id/moved': {
    summary: 'The computed scores that today’s records would change',
    allow: 'reader',
    params: IdParams,
    response: MovedScores,
  },
  'POST /api/targeting-exercises/:id/computed': {
    summary: 'Note today’s figures of the computed criteria',
    allow: 'officer',
    params: IdParams,
    response: Exercise,
  },
  'POST /api/targeting-exercises/:id/judgements': {
    summary: 'Give one’s own scores as a judge',
    allow: 'officer',
    params: IdParams,
    body: Judgements,
    response: Exercise,
  },
  'POST /api/targeting-exercises/:id/decision': {
    summary: 'Decide, and freeze the exercise for ever',
    allow: 'strategist',
    params: IdParams,
    body: ExerciseDecision,
    response: Exercise,
  },
  'POST /api/targeting-exercises/:id/copies': {
    summary: 'Begin a new exercise from this one: its criteria, candidates and agreed scores',
    allow: 'officer',
    params: IdParams,
    response: Exercise,
    status: 201,
  },
  'GET /api/targeting-exercises/:id/replay': {
    summary: 'A frozen exercise on today’s records: what moved and why',
    allow: 'reader',
    params: IdParams,
    response: Replay,
  },
} as const satisfies Contract;
