import Type, { type Static } from 'typebox';
import {
  CountryCode,
  Facets,
  FilterDay,
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
  Sensitivity,
  Source,
  Text,
  facetsQuery,
  listQuery,
  type Contract,
} from '../http/endpoint.ts';
import {
  approvalStatuses,
  budgetCategories,
  coordinationLevels,
  delegateRoles,
  missionDirections,
  missionStatuses,
  objectiveResults,
  priorities,
  organizationKinds,
  targetDecisions,
} from '../vocabulary.ts';

const Cents = Type.Integer({ minimum: 0, maximum: 100_000_000_000 });
const Currency = Type.String({ pattern: '^[A-Z]{3}$', examples: ['CAD'] });

/** The plain fields of a mission. A new one is added here, in the database schema, in the form and in messages. */
export const missionFields = {
  direction: OneOf(missionDirections),
  status: OneOf(missionStatuses),
  titleFr: Line,
  titleEn: Nullable(OptionalLine),
  purposeFr: Nullable(Text),
  purposeEn: Nullable(Text),
  startsOn: Nullable(PartialDate),
  endsOn: Nullable(PartialDate),
  leadId: Nullable(Id),
  /** Coordination with the ministry, and with Global Affairs Canada */
  ministryCoordination: OneOf(coordinationLevels),
  ministryNote: Nullable(Text),
  federalCoordination: OneOf(coordinationLevels),
  federalNote: Nullable(Text),
  /** The executive committee's */
  approvalStatus: Nullable(OneOf(approvalStatuses)),
  approvedOn: Nullable(PartialDate),
  maximumExpenseCents: Nullable(Cents),
  currency: Currency,
  /** Return + 42 days unless another day is given */
  reportDueOn: Nullable(PartialDate),
  reportPublishedOn: Nullable(PartialDate),
  sensitivity: Sensitivity,
};

const Objective = Type.Object(
  {
    policyNodeId: Nullable(Id),
    textFr: Nullable(Text),
    textEn: Nullable(Text),
    result: Nullable(OneOf(objectiveResults)),
    resultFr: Nullable(Text),
    resultEn: Nullable(Text),
  },
  { additionalProperties: false },
);
/** One of ours (`userId`), a person of a partner (`contactId`), or a label alone; in order of precedence */
const Delegate = Type.Object(
  {
    role: OneOf(delegateRoles),
    contactId: Nullable(Id),
    userId: Nullable(Id),
    labelFr: Nullable(OptionalLine),
    labelEn: Nullable(OptionalLine),
  },
  { additionalProperties: false },
);
const ItineraryItem = Type.Object(
  {
    placeId: Nullable(Id),
    startsOn: Nullable(PartialDate),
    endsOn: Nullable(PartialDate),
    purposeFr: Nullable(Text),
    purposeEn: Nullable(Text),
    interactionId: Nullable(Id),
  },
  { additionalProperties: false },
);
const BudgetLine = Type.Object(
  {
    category: OneOf(budgetCategories),
    labelFr: Nullable(OptionalLine),
    labelEn: Nullable(OptionalLine),
    plannedCents: Nullable(Cents),
    actualCents: Nullable(Cents),
  },
  { additionalProperties: false },
);

/** Lists that belong to a mission; a list sent replaces the one stored, in the order in which it is sent. */
const missionLists = {
  objectives: Type.Array(Objective, { maxItems: 30 }),
  delegates: Type.Array(Delegate, { maxItems: 100 }),
  itinerary: Type.Array(ItineraryItem, { maxItems: 100 }),
  budget: Type.Array(BudgetLine, { maxItems: 60 }),
  organizationIds: Type.Array(Id, { maxItems: 100 }),
};

const { titleFr, ...optionalFields } = missionFields;
export const NewMission = Type.Object(
  { titleFr, ...Type.Partial(Type.Object({ ...optionalFields, ...missionLists })).properties },
  { additionalProperties: false },
);
export const MissionChange = Type.Partial(
  Type.Object({ ...missionFields, ...missionLists, archived: Type.Boolean() }),
  { additionalProperties: false, minProperties: 1 },
);
export type NewMission = Static<typeof NewMission>;
export type MissionChange = Static<typeof MissionChange>;

const NodeReference = Type.Object({
  id: Id,
  kind: Type.String(),
  titleFr: Type.String(),
  titleEn: Type.String(),
  priority: Nullable(OneOf(priorities)),
});
const ItineraryInteraction = Type.Object({ id: Id, subject: Type.String(), status: Type.String(), startsAt: Instant });

export const Mission = Type.Object({
  ...RecordFields,
  ...missionFields,
  lead: Nullable(PersonReference),
  objectives: Type.Array(Type.Object({ ...Objective.properties, policyNode: Nullable(NodeReference) })),
  delegates: Type.Array(
    Type.Object({
      ...Delegate.properties,
      /** Null when there is none, or when the caller may not see the person */
      contact: Nullable(PersonReference),
      user: Nullable(PersonReference),
    }),
  ),
  itinerary: Type.Array(
    Type.Object({
      ...ItineraryItem.properties,
      place: Nullable(Reference),
      /** Null when there is none, or when the caller may not see the interaction */
      interaction: Nullable(ItineraryInteraction),
    }),
  ),
  budget: Type.Array(BudgetLine),
  organizations: Type.Array(Reference),
  sources: Type.Array(Source),
});
export type Mission = Static<typeof Mission>;

export const MissionItem = Type.Object({
  id: Id,
  version: Type.Integer(),
  direction: OneOf(missionDirections),
  status: OneOf(missionStatuses),
  titleFr: Type.String(),
  titleEn: Nullable(Type.String()),
  startsOn: Nullable(Type.String()),
  endsOn: Nullable(Type.String()),
  lead: Nullable(PersonReference),
  reportDueOn: Nullable(Type.String()),
  reportPublishedOn: Nullable(Type.String()),
  sensitivity: Sensitivity,
  /** In the order of the itinerary */
  places: Type.Array(Reference),
  priorities: Type.Array(OneOf(priorities)),
  updatedAt: Instant,
  archivedAt: Nullable(Instant),
});
export type MissionItem = Static<typeof MissionItem>;

const filters = {
  q: Type.String({ maxLength: 10_000 }),
  status: OneOf(missionStatuses),
  direction: OneOf(missionDirections),
  /** A user's id, `me` or `none` */
  lead: Id,
  region: Id,
  place: Id,
  /** To these very places, without what lies in them */
  at: Id,
  country: CountryCode,
  organization: Id,
  /** What the office decided today of where it goes, of whom it meets or of a forum that they belong to */
  target: OneOf(targetDecisions),
  /** What these decisions cover, whether they hold or not */
  targetOf: Id,
  /** The year in which it begins */
  year: Type.String({ pattern: '^\\d{4}$' }),
  /** On the way on this day or after it, on this day or before it */
  from: FilterDay,
  to: FilterDay,
  priority: OneOf(priorities),
  commitment: Id,
  /** With a partner of this kind */
  partnerKind: OneOf(organizationKinds),
  archived: OneOf(['true', 'false']),
};
export const missionSorts = ['startsOn', 'title', 'status', 'reportDueOn', 'updatedAt'] as const;
export const MissionQuery = listQuery(filters, missionSorts);
const MissionFacetsQuery = facetsQuery(filters, missionSorts, ['status', 'direction', 'year', 'lead', 'region', 'country', 'target', 'priority', 'commitment']);

export const missionContract = {
  'GET /api/missions': {
    summary: 'Missions, filtered, sorted and paged',
    allow: 'reader',
    query: MissionQuery,
    response: Page(MissionItem),
  },
  'GET /api/missions/facets': {
    summary: 'Counts by facet for the same filters',
    allow: 'reader',
    query: MissionFacetsQuery,
    response: Facets,
  },
  'GET /api/missions/:id': { summary: 'One mission', allow: 'reader', params: IdParams, response: Mission },
  'POST /api/missions': { summary: 'Create a mission', allow: 'officer', body: NewMission, response: Mission, status: 201 },
  'PATCH /api/missions/:id': {
    summary: 'Change, archive or restore a mission',
    allow: 'officer',
    params: IdParams,
    body: MissionChange,
    response: Mission,
  },
} as const satisfies Contract;
