import Type, { type Static } from 'typebox';
import { Id, IdParams, Instant, Nullable, OneOf, Page, PersonReference, Reference, listQuery, type Contract } from '../http/endpoint.ts';
import { RegionDecision } from '../places/region.schema.ts';
import { quarterPattern } from '../text/quarter.rules.ts';
import { planMeasures, targetDecisions } from '../vocabulary.ts';
import { targetThings } from './target-decision.rules.ts';

const Quarter = Type.String({ pattern: quarterPattern, examples: ['2027-Q1'] });
const Planned = Type.Integer({ minimum: 0, maximum: 10_000 });
const planLine = { quarter: Quarter, measure: OneOf(planMeasures), planned: Planned };
const PlanLine = Type.Object(planLine, { additionalProperties: false });

const decided = {
  ...RegionDecision.properties,
  /** What it is about */
  subject: Type.Object({ type: OneOf(targetThings), ...Reference.properties }),
  /** The latest about it: it holds today */
  isCurrent: Type.Boolean(),
  /** The day has come to look at it again */
  isDue: Type.Boolean(),
};

export const TargetDecisionItem = Type.Object({
  ...decided,
  /** What the office means to reach */
  objectiveFr: Nullable(Type.String()),
  objectiveEn: Nullable(Type.String()),
  hasPlan: Type.Boolean(),
  /** What is planned for the quarter that goes on, and how much of it is reached */
  pace: Type.Array(Type.Object({ ...planLine, reached: Type.Integer() })),
});
export type TargetDecisionItem = Static<typeof TargetDecisionItem>;

const Figure = Type.Object({
  measure: OneOf(planMeasures),
  /** Null: nothing was planned */
  planned: Nullable(Type.Integer()),
  /** Null: the quarter has not begun */
  reached: Nullable(Type.Integer()),
  /** The list behind what was reached: its page, and its filters as a query string */
  path: Type.String(),
  query: Type.String(),
});

export const TargetDecision = Type.Object({
  ...decided,
  /** Of the plan: 0 while there is none. It goes back with a change */
  version: Type.Integer(),
  objectiveFr: Nullable(Type.String()),
  objectiveEn: Nullable(Type.String()),
  plannedBy: Nullable(PersonReference),
  plannedAt: Nullable(Instant),
  /** Every quarter of the period, in order */
  quarters: Type.Array(
    Type.Object({ quarter: Quarter, from: Type.String(), to: Type.String(), standing: OneOf(['past', 'current', 'future']), figures: Type.Array(Figure) }),
  ),
  /** A plan to begin with, where there is none */
  proposal: Type.Array(PlanLine),
  /** Where it stood in the exercise behind the decision, once that is frozen */
  standing: Nullable(
    Type.Object({
      rank: Type.Integer(),
      candidates: Type.Integer(),
      /** How many were chosen, and in what share of the ways to weigh it is among as many first ones, 0 to 1 */
      top: Type.Integer(),
      first: Nullable(Type.Number()),
    }),
  ),
  /** Every decision about the same thing, the latest first */
  decisions: Type.Array(RegionDecision),
});
export type TargetDecision = Static<typeof TargetDecision>;

const filters = {
  decision: OneOf(targetDecisions),
  /** What it is about */
  subject: OneOf(targetThings),
  /** The latest about something that is not archived */
  current: OneOf(['true', 'false']),
  /** Its day of review has come */
  due: OneOf(['true', 'false']),
  exercise: Id,
  /** About this region, this place or what it lies in, this organization or what it belongs to, this forum */
  region: Id,
  place: Id,
  organization: Id,
  forum: Id,
};
export const TargetDecisionQuery = listQuery(filters, ['decidedAt', 'reviewOn', 'name'] as const);

/** A plan, whole: lines not named are no longer planned. */
export const TargetPlan = Type.Object(
  {
    /** Of the plan that was seen, 0 when there was none: another one is refused with 412 */
    version: Type.Integer({ minimum: 0 }),
    objectiveFr: Nullable(Type.String({ maxLength: 2_000 })),
    objectiveEn: Type.Optional(Nullable(Type.String({ maxLength: 2_000 }))),
    lines: Type.Array(PlanLine, { maxItems: 160 }),
  },
  { additionalProperties: false },
);
export type TargetPlan = Static<typeof TargetPlan>;

export const targetDecisionContract = {
  'GET /api/target-decisions': {
    summary: 'What the office decided of regions, places, organizations and forums',
    allow: 'reader',
    query: TargetDecisionQuery,
    response: Page(TargetDecisionItem),
  },
  'GET /api/target-decisions/:id': {
    summary: 'One decision: objective, plan against what really happened, quarter by quarter, and what was decided before',
    allow: 'reader',
    params: IdParams,
    response: TargetDecision,
  },
  'PUT /api/target-decisions/:id/plan': {
    summary: 'Plan a target: its objective, and how many of what in each quarter',
    allow: 'officer',
    params: IdParams,
    body: TargetPlan,
    response: TargetDecision,
  },
} as const satisfies Contract;
