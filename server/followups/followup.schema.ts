import Type, { type Static } from 'typebox';
import {
  CountryCode,
  Facets,
  FilterDay,
  FullDate,
  Id,
  IdParams,
  Instant,
  Language,
  Nullable,
  OneOf,
  OptionalLine,
  Page,
  PersonReference,
  RecordFields,
  Reference,
  Sensitivity,
  facetsQuery,
  listQuery,
  type Contract,
} from '../http/endpoint.ts';
import { followUpSides, followUpStatuses, organizationKinds, organizationTiers, priorities, targetDecisions } from '../vocabulary.ts';
import { nearnesses } from './followup.standing.rules.ts';

/** The plain fields of a follow-up: who promised what to whom, and for when. */
export const followUpFields = {
  promisedBy: OneOf(followUpSides),
  text: Type.String({ minLength: 1, maxLength: 1_000 }),
  language: Language,
  organizationId: Nullable(Id),
  contactId: Nullable(Id),
  dueOn: Nullable(FullDate),
  /** Who among us sees to it, on either side of the promise */
  assigneeId: Nullable(Id),
  status: OneOf(followUpStatuses),
  closedOn: Nullable(FullDate),
  /** What shows that it was done */
  proof: Nullable(OptionalLine),
  bornInId: Nullable(Id),
  closedById: Nullable(Id),
  sensitivity: Sensitivity,
};

const { text, ...optionalFields } = followUpFields;
export const NewFollowUp = Type.Object(
  { text, ...Type.Partial(Type.Object(optionalFields)).properties },
  { additionalProperties: false },
);
export const FollowUpChange = Type.Partial(Type.Object({
    ...followUpFields,
    /** Why another date was agreed on; only with a renegotiation */
    reason: Nullable(OptionalLine),
    archived: Type.Boolean(),
  }), {
  additionalProperties: false,
  minProperties: 1,
});
export type NewFollowUp = Static<typeof NewFollowUp>;
export type FollowUpChange = Static<typeof FollowUpChange>;

const Renegotiation = Type.Object({
  fromOn: Nullable(Type.String()),
  toOn: Type.String(),
  reason: Nullable(Type.String()),
  agreedAt: Instant,
  agreedBy: Nullable(PersonReference),
});

const Meeting = Type.Object({ id: Id, subject: Type.String(), startsAt: Instant });

export const FollowUp = Type.Object({
  ...RecordFields,
  ...followUpFields,
  /** The first date promised, when it was renegotiated */
  originalDueOn: Nullable(Type.String()),
  /** Open, and due before today in the office's zone */
  isOverdue: Type.Boolean(),
  /** By how many days it is late, or was when it was closed; 0 when on time */
  daysLate: Type.Integer(),
  /** Every date agreed on after the first, the oldest first */
  renegotiations: Type.Array(Renegotiation),
  organization: Nullable(Reference),
  contact: Nullable(PersonReference),
  assignee: Nullable(PersonReference),
  /** The interaction in which it was promised, when the caller may see it */
  bornIn: Nullable(Meeting),
  /** The interaction that closed it, when the caller may see it */
  closedBy: Nullable(Meeting),
});
export type FollowUp = Static<typeof FollowUp>;

const filters = {
  q: Type.String({ maxLength: 10_000 }),
  organization: Id,
  /** The organization, or one under it */
  within: Id,
  /** Where the partner is, and what it is */
  region: Id,
  place: Id,
  country: CountryCode,
  kind: OneOf(organizationKinds),
  tier: OneOf(organizationTiers),
  priority: OneOf(priorities),
  /** What the office decided today of the partner, of where it is or of a forum that it belongs to */
  target: OneOf(targetDecisions),
  /** What these decisions cover, whether they hold or not */
  targetOf: Id,
  contact: Id,
  promisedBy: OneOf(followUpSides),
  status: OneOf(followUpStatuses),
  /** `me` is the caller, `none` nobody */
  assignee: Id,
  /** How near its day is, for an open one: late, within 7 days, within 30, later, without a date */
  due: OneOf(nearnesses),
  dueBefore: FilterDay,
  dueAfter: FilterDay,
  closedBefore: FilterDay,
  closedAfter: FilterDay,
  overdue: OneOf(['true', 'false']),
  /** The interaction in which it was born, or that closed it */
  interaction: Id,
  archived: OneOf(['true', 'false']),
};
export const followUpSorts = ['dueOn', 'closedOn', 'updatedAt'] as const;
export const FollowUpQuery = listQuery(filters, followUpSorts);
const FollowUpFacetsQuery = facetsQuery(filters, followUpSorts, [
  'promisedBy', 'status', 'assignee', 'due', 'region', 'country', 'kind', 'tier', 'priority', 'target', 'organization', 'overdue',
]);

/** Open promises, named one by one or all those that one of us sees to, given to somebody else or to nobody. */
export const Reassignment = Type.Object(
  {
    ids: Type.Optional(Type.Array(Id, { maxItems: 500 })),
    from: Type.Optional(Id),
    to: Nullable(Id),
    /** With `from`: the partners of that person too */
    organizationsToo: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type Reassignment = Static<typeof Reassignment>;

export const followUpContract = {
  'GET /api/followups': {
    summary: 'Follow-ups, filtered, sorted and paged; those due first come first, those without a date last',
    allow: 'reader',
    query: FollowUpQuery,
    response: Page(FollowUp),
  },
  'GET /api/followups/facets': {
    summary: 'Counts by facet for the same filters',
    allow: 'reader',
    query: FollowUpFacetsQuery,
    response: Facets,
  },
  'GET /api/followups/:id': { summary: 'One follow-up', allow: 'reader', params: IdParams, response: FollowUp },
  'POST /api/followups': {
    summary: 'Promise something, or write down what was promised',
    allow: 'officer',
    body: NewFollowUp,
    response: FollowUp,
    status: 201,
  },
  'POST /api/followups/reassign': {
    summary: 'Give open follow-ups, and partners, to somebody else: one’s own as an officer, anybody’s as a strategist',
    allow: 'officer',
    body: Reassignment,
    response: Type.Object({ followUps: Type.Integer(), organizations: Type.Integer() }),
  },
  'PATCH /api/followups/:id': {
    summary: 'Change, renegotiate, close, open again, archive or restore a follow-up',
    allow: 'officer',
    params: IdParams,
    body: FollowUpChange,
    response: FollowUp,
  },
} as const satisfies Contract;
