import Type, { type Static } from 'typebox';
import {
  Facets,
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
  Reference,
  Text,
  listQuery,
  type Contract,
} from '../http/endpoint.ts';
import { TitledReference } from '../policy/framework.schema.ts';
import { measureStatuses, outcomeKinds, priorities } from '../vocabulary.ts';

/** The plain fields of a measure of the action plan. */
export const measureFields = {
  frameworkId: Nullable(Id),
  /** The commitment area, goal or thrust that it serves */
  policyNodeId: Nullable(Id),
  titleFr: Line,
  titleEn: Nullable(OptionalLine),
  leadId: Nullable(Id),
  startsOn: Nullable(PartialDate),
  dueOn: Nullable(PartialDate),
  status: OneOf(measureStatuses),
  targetValue: Nullable(Type.Number()),
  unitFr: Nullable(OptionalLine),
  unitEn: Nullable(OptionalLine),
};

/** What is reported for a period, with the record that proves it. */
const updateFields = {
  /** For example 2026-S1 */
  period: Type.String({ minLength: 1, maxLength: 30 }),
  reportedOn: Nullable(FullDate),
  status: Nullable(OneOf(measureStatuses)),
  /** 0 to 100 */
  progress: Nullable(Type.Integer({ minimum: 0, maximum: 100 })),
  narrativeFr: Nullable(Text),
  narrativeEn: Nullable(Text),
  interactionId: Nullable(Id),
  agreementId: Nullable(Id),
  missionId: Nullable(Id),
  outcomeId: Nullable(Id),
};
const { period, ...optionalUpdateFields } = updateFields;
const NewUpdate = Type.Object(
  { id: Type.Optional(Id), period, ...Type.Partial(Type.Object(optionalUpdateFields)).properties },
  { additionalProperties: false },
);

/** Lists that belong to a measure; a list sent replaces the one stored. */
const measureLists = {
  partnerIds: Type.Array(Id, { maxItems: 100 }),
  updates: Type.Array(NewUpdate, { maxItems: 200 }),
};
const { titleFr, ...optionalFields } = measureFields;
export const NewMeasure = Type.Object(
  { titleFr, ...Type.Partial(Type.Object({ ...optionalFields, ...measureLists })).properties },
  { additionalProperties: false },
);
export const MeasureChange = Type.Partial(Type.Object({ ...measureFields, ...measureLists, archived: Type.Boolean() }), {
  additionalProperties: false,
  minProperties: 1,
});
export type NewMeasure = Static<typeof NewMeasure>;
export type MeasureChange = Static<typeof MeasureChange>;

const NodeReference = Type.Object({ ...TitledReference.properties, priority: Nullable(OneOf(priorities)) });
const FrameworkReference = Type.Object({ id: Id, shortTitleFr: Type.String(), shortTitleEn: Type.String() });

export const Measure = Type.Object({
  ...RecordFields,
  ...measureFields,
  framework: Nullable(FrameworkReference),
  policyNode: Nullable(NodeReference),
  lead: Nullable(PersonReference),
  partners: Type.Array(Reference),
  /** The latest period first */
  updates: Type.Array(Type.Object({ id: Id, ...updateFields })),
  outcomes: Type.Array(Type.Object({ ...TitledReference.properties, kind: OneOf(outcomeKinds), occurredOn: Nullable(Type.String()) })),
});
export type Measure = Static<typeof Measure>;

export const MeasureItem = Type.Object({
  id: Id,
  version: Type.Integer(),
  titleFr: Type.String(),
  titleEn: Nullable(Type.String()),
  policyNode: Nullable(NodeReference),
  lead: Nullable(PersonReference),
  startsOn: Nullable(Type.String()),
  dueOn: Nullable(Type.String()),
  status: OneOf(measureStatuses),
  /** As last reported, 0 to 100 */
  progress: Nullable(Type.Integer()),
  updatedAt: Instant,
  archivedAt: Nullable(Instant),
});
export type MeasureItem = Static<typeof MeasureItem>;

const filters = {
  q: Type.String({ maxLength: 10_000 }),
  status: OneOf(measureStatuses),
  lead: Id,
  framework: Id,
  priority: OneOf(priorities),
  commitment: Id,
  archived: OneOf(['true', 'false']),
};
export const MeasureQuery = listQuery(filters, ['dueOn', 'title', 'updatedAt'] as const);

export const measureContract = {
  'GET /api/measures': { summary: 'Measures of the action plan', allow: 'reader', query: MeasureQuery, response: Page(MeasureItem) },
  'GET /api/measures/facets': { summary: 'Counts by facet for the same filters', allow: 'reader', query: MeasureQuery, response: Facets },
  'GET /api/measures/:id': { summary: 'One measure, with its reports', allow: 'reader', params: IdParams, response: Measure },
  'POST /api/measures': { summary: 'Create a measure', allow: 'officer', body: NewMeasure, response: Measure, status: 201 },
  'PATCH /api/measures/:id': {
    summary: 'Change, archive or restore a measure',
    allow: 'officer',
    params: IdParams,
    body: MeasureChange,
    response: Measure,
  },
} as const satisfies Contract;
