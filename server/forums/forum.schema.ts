import Type, { type Static } from 'typebox';
import {
  Facets,
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
  Source,
  Text,
  Url,
  facetsQuery,
  listQuery,
  type Contract,
} from '../http/endpoint.ts';
import { forumKinds, forumStatuses, mandateRoles, membershipStatuses, priorities, targetDecisions } from '../vocabulary.ts';

/** The plain fields of a forum or network. A new one is added here, in the database schema, in the form and in messages. */
export const forumFields = {
  kind: OneOf(forumKinds),
  /** The organization that runs it, when it is on record */
  organizationId: Nullable(Id),
  nameFr: Line,
  nameEn: Nullable(OptionalLine),
  acronymFr: Nullable(OptionalLine),
  acronymEn: Nullable(OptionalLine),
  descriptionFr: Nullable(Text),
  descriptionEn: Nullable(Text),
  website: Nullable(Url),
  status: OneOf(forumStatuses),
  /** A family of forums rather than one forum */
  isGeneric: Type.Boolean(),
};

const Membership = Type.Object(
  {
    organizationId: Id,
    status: OneOf(membershipStatuses),
    since: Nullable(PartialDate),
    until: Nullable(PartialDate),
    /** A year's fee */
    feeCents: Nullable(Type.Integer({ minimum: 0, maximum: 100_000_000_000 })),
    currency: Type.String({ pattern: '^[A-Z]{3}$', examples: ['CAD'] }),
    renewalOn: Nullable(PartialDate),
    note: Nullable(Text),
  },
  { additionalProperties: false },
);
/** A post held in the forum by one of ours, a person on record, or somebody named as the source names them */
const Mandate = Type.Object(
  {
    bodyFr: Nullable(OptionalLine),
    bodyEn: Nullable(OptionalLine),
    role: OneOf(mandateRoles),
    contactId: Nullable(Id),
    userId: Nullable(Id),
    holderName: Nullable(OptionalLine),
    validFrom: Nullable(PartialDate),
    validTo: Nullable(PartialDate),
  },
  { additionalProperties: false },
);
const Attendance = Type.Object(
  { contactId: Nullable(Id), userId: Nullable(Id), role: Nullable(OneOf(mandateRoles)) },
  { additionalProperties: false },
);
const Session = Type.Object(
  {
    /** Of a session already on record: interactions point to it */
    id: Type.Optional(Id),
    titleFr: Line,
    titleEn: Nullable(OptionalLine),
    startsOn: Nullable(PartialDate),
    endsOn: Nullable(PartialDate),
    placeId: Nullable(Id),
    noteFr: Nullable(Text),
    noteEn: Nullable(Text),
    attendances: Type.Array(Attendance, { maxItems: 100 }),
  },
  { additionalProperties: false },
);
const Review = Type.Object(
  {
    year: Type.Integer({ minimum: 1900, maximum: 2200 }),
    /** What the forum was worth to us that year, 0 to 5; null while it is not judged */
    value: Nullable(Type.Integer({ minimum: 0, maximum: 5 })),
    narrativeFr: Nullable(Text),
    narrativeEn: Nullable(Text),
  },
  { additionalProperties: false },
);

/** Lists that belong to a forum; a list sent replaces the one stored. */
const forumLists = {
  memberships: Type.Array(Membership, { maxItems: 1000 }),
  mandates: Type.Array(Mandate, { maxItems: 100 }),
  sessions: Type.Array(Session, { maxItems: 300 }),
  reviews: Type.Array(Review, { maxItems: 100 }),
  commitmentIds: Type.Array(Id, { maxItems: 30 }),
};

const { nameFr, ...optionalFields } = forumFields;
export const NewForum = Type.Object(
  { nameFr, ...Type.Partial(Type.Object({ ...optionalFields, ...forumLists })).properties },
  { additionalProperties: false },
);
export const ForumChange = Type.Partial(Type.Object({ ...forumFields, ...forumLists, archived: Type.Boolean() }), {
  additionalProperties: false,
  minProperties: 1,
});
export type NewForum = Static<typeof NewForum>;
export type ForumChange = Static<typeof ForumChange>;

const Member = Type.Object({ ...Reference.properties, isOurs: Type.Boolean() });
const NodeReference = Type.Object({
  id: Id,
  kind: Type.String(),
  titleFr: Type.String(),
  titleEn: Type.String(),
  priority: Nullable(OneOf(priorities)),
});
/** Null when there is none, or when the caller may not see the person */
const holder = { contact: Nullable(PersonReference), user: Nullable(PersonReference) };

export const Forum = Type.Object({
  ...RecordFields,
  ...forumFields,
  organization: Nullable(Reference),
  memberships: Type.Array(
    Type.Object({ ...Membership.properties, organization: Member, sources: Type.Array(Source) }),
  ),
  mandates: Type.Array(Type.Object({ ...Mandate.properties, ...holder })),
  sessions: Type.Array(
    Type.Object({
      ...Session.properties,
      id: Id,
      place: Nullable(Reference),
      attendances: Type.Array(Type.Object({ ...Attendance.properties, ...holder })),
    }),
  ),
  reviews: Type.Array(Review),
  commitments: Type.Array(NodeReference),
  sources: Type.Array(Source),
});
export type Forum = Static<typeof Forum>;

export const ForumItem = Type.Object({
  id: Id,
  version: Type.Integer(),
  kind: OneOf(forumKinds),
  nameFr: Type.String(),
  nameEn: Nullable(Type.String()),
  acronymFr: Nullable(Type.String()),
  acronymEn: Nullable(Type.String()),
  status: OneOf(forumStatuses),
  isGeneric: Type.Boolean(),
  /** The city's own membership */
  ourMembership: Nullable(
    Type.Object({
      status: OneOf(membershipStatuses),
      since: Nullable(Type.String()),
      feeCents: Nullable(Type.Integer()),
      currency: Type.String(),
      renewalOn: Nullable(Type.String()),
    }),
  ),
  /** Partners on record that are members today */
  memberCount: Type.Integer(),
  /** The latest year that was judged */
  lastReview: Nullable(Type.Object({ year: Type.Integer(), value: Type.Integer() })),
  priorities: Type.Array(OneOf(priorities)),
  updatedAt: Instant,
  archivedAt: Nullable(Instant),
});
export type ForumItem = Static<typeof ForumItem>;

const filters = {
  q: Type.String({ maxLength: 10_000 }),
  kind: OneOf(forumKinds),
  status: OneOf(forumStatuses),
  /** An organization that is a member today */
  member: Id,
  /** With a partner that takes part today: in this region, at this place or in it, at or under this organization */
  region: Id,
  place: Id,
  within: Id,
  /** The status of the city's own membership */
  membership: OneOf([...membershipStatuses, 'none']),
  commitment: Id,
  priority: OneOf(priorities),
  /** What the office decided today of it, or of its own organization and where that is */
  target: OneOf(targetDecisions),
  /** What these decisions cover, whether they hold or not */
  targetOf: Id,
  archived: OneOf(['true', 'false']),
};
export const forumSorts = ['name', 'renewalOn', 'updatedAt'] as const;
export const ForumQuery = listQuery(filters, forumSorts);
const ForumFacetsQuery = facetsQuery(filters, forumSorts, ['kind', 'status', 'membership', 'target', 'priority', 'commitment']);

export const forumContract = {
  'GET /api/forums': {
    summary: 'Forums and networks, filtered, sorted and paged',
    allow: 'reader',
    query: ForumQuery,
    response: Page(ForumItem),
  },
  'GET /api/forums/facets': {
    summary: 'Counts by facet for the same filters',
    allow: 'reader',
    query: ForumFacetsQuery,
    response: Facets,
  },
  'GET /api/forums/:id': { summary: 'One forum or network', allow: 'reader', params: IdParams, response: Forum },
  'POST /api/forums': { summary: 'Create a forum or network', allow: 'officer', body: NewForum, response: Forum, status: 201 },
  'PATCH /api/forums/:id': {
    summary: 'Change, archive or restore a forum or network',
    allow: 'officer',
    params: IdParams,
    body: ForumChange,
    response: Forum,
  },
} as const satisfies Contract;
