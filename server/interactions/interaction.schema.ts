import Type, { type Static } from 'typebox';
import {
  CountryCode,
  Facets,
  FilterDay,
  Id,
  IdParams,
  Instant,
  Language,
  Line,
  Nullable,
  OneOf,
  OptionalLine,
  Page,
  PersonReference,
  RecordFields,
  Reference,
  Sensitivity,
  Text,
  facetsQuery,
  listQuery,
  type Contract,
} from '../http/endpoint.ts';
import {
  captureSources,
  followUpSides,
  followUpStatuses,
  interactionKinds,
  interactionStatuses,
  organizationKinds,
  participantSides,
  priorities,
  targetDecisions,
} from '../vocabulary.ts';

/** The plain fields of an interaction. */
export const interactionFields = {
  kind: OneOf(interactionKinds),
  status: OneOf(interactionStatuses),
  startsAt: Instant,
  endsAt: Nullable(Instant),
  /** Only the day is known */
  isAllDay: Type.Boolean(),
  /** IANA name of the zone in which the hour was said */
  timeZone: Type.String({ minLength: 1, maxLength: 60 }),
  placeId: Nullable(Id),
  location: Nullable(OptionalLine),
  subject: Line,
  summary: Nullable(Text),
  /** The language of subject and summary */
  language: Language,
  missionId: Nullable(Id),
  forumSessionId: Nullable(Id),
  sensitivity: Sensitivity,
  /** To be checked against the lobbyists' registry */
  mayBeLobbying: Type.Boolean(),
  captureSource: OneOf(captureSources),
};

/**
 * Who took part. A person on record (`contactId`, `userId`) brings their name, and the title and organization they had
 * that day; whatever is stated here wins. `contactId` and `organizationId` may be the `ref` of a record made by the
 * same request.
 */
const ParticipantInput = Type.Object(
  {
    /** The participant's own id, when it was there before; what is said of somebody whom one may not see changes nothing */
    id: Type.Optional(Id),
    side: OneOf(participantSides),
    contactId: Type.Optional(Nullable(Id)),
    userId: Type.Optional(Nullable(Id)),
    organizationId: Type.Optional(Nullable(Id)),
    /** Asked for when the person is not on record */
    name: Type.Optional(Nullable(OptionalLine)),
    titleFr: Type.Optional(Nullable(OptionalLine)),
    titleEn: Type.Optional(Nullable(OptionalLine)),
    isLead: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type ParticipantInput = Static<typeof ParticipantInput>;

const PointInput = Type.Object(
  {
    id: Type.Optional(Id),
    subject: Line,
    theirPosition: Type.Optional(Nullable(Text)),
    ourPosition: Type.Optional(Nullable(Text)),
    sensitivity: Type.Optional(Sensitivity),
  },
  { additionalProperties: false },
);
export type PointInput = Static<typeof PointInput>;

/** Records made on the fly: pending until somebody completes them. `ref` is how the same request names them elsewhere. */
const NewOrganizationHere = Type.Object(
  { ref: Type.Optional(Id), nameFr: Line, kind: Type.Optional(OneOf(organizationKinds)) },
  { additionalProperties: false },
);
const NewContactHere = Type.Object(
  {
    ref: Type.Optional(Id),
    /** The whole name, given name first */
    name: Line,
    organizationId: Type.Optional(Nullable(Id)),
  },
  { additionalProperties: false },
);

/** Lists that belong to an interaction; a list sent replaces the one stored. */
const interactionLists = {
  /** Organizations met; those of the participants are added by themselves */
  organizationIds: Type.Array(Id, { maxItems: 100 }),
  commitmentIds: Type.Array(Id, { maxItems: 30 }),
  sectorIds: Type.Array(Id, { maxItems: 30 }),
  participants: Type.Array(ParticipantInput, { maxItems: 300 }),
  /** Points that the person may not see stay as they are */
  discussionPoints: Type.Array(PointInput, { maxItems: 100 }),
  newOrganizations: Type.Array(NewOrganizationHere, { maxItems: 20 }),
  newContacts: Type.Array(NewContactHere, { maxItems: 50 }),
};

const { startsAt, subject, ...optionalFields } = interactionFields;
export const NewInteraction = Type.Object(
  { startsAt, subject, ...Type.Partial(Type.Object({ ...optionalFields, ...interactionLists })).properties },
  { additionalProperties: false },
);
export const InteractionChange = Type.Partial(
  Type.Object({ ...interactionFields, ...interactionLists, archived: Type.Boolean() }),
  { additionalProperties: false, minProperties: 1 },
);
export type NewInteraction = Static<typeof NewInteraction>;
export type InteractionChange = Static<typeof InteractionChange>;

const Titled = Type.Object({ id: Id, titleFr: Type.String(), titleEn: Nullable(Type.String()) });
const Participant = Type.Object({
  id: Id,
  side: OneOf(participantSides),
  contactId: Nullable(Id),
  userId: Nullable(Id),
  organization: Nullable(Reference),
  /** Name and title as they were that day; null where `isHidden` */
  name: Nullable(Type.String()),
  titleFr: Nullable(Type.String()),
  titleEn: Nullable(Type.String()),
  isLead: Type.Boolean(),
  /** The address in the invitation that named them */
  email: Nullable(Type.String()),
  /** Named by an invitation, and matched to nobody yet */
  isUnmatched: Type.Boolean(),
  /** Somebody on record whom the reader may not see: nothing is said of them */
  isHidden: Type.Boolean(),
});
const DiscussionPoint = Type.Object({
  id: Id,
  subject: Type.String(),
  theirPosition: Nullable(Type.String()),
  ourPosition: Nullable(Type.String()),
  sensitivity: Sensitivity,
});
const Promise = Type.Object({
  id: Id,
  version: Type.Integer(),
  promisedBy: OneOf(followUpSides),
  text: Type.String(),
  dueOn: Nullable(Type.String()),
  status: OneOf(followUpStatuses),
  closedOn: Nullable(Type.String()),
  organization: Nullable(Reference),
  assignee: Nullable(PersonReference),
});

export const Interaction = Type.Object({
  ...RecordFields,
  ...interactionFields,
  /** iCalendar UID of the invitation it came from */
  externalUid: Nullable(Type.String()),
  createdBy: Nullable(PersonReference),
  place: Nullable(Reference),
  mission: Nullable(Titled),
  forumSession: Nullable(Type.Object({ ...Titled.properties, forum: Reference })),
  organizations: Type.Array(Reference),
  commitments: Type.Array(Type.Object({ ...Titled.properties, priority: Nullable(OneOf(priorities)) })),
  sectors: Type.Array(Reference),
  participants: Type.Array(Participant),
  discussionPoints: Type.Array(DiscussionPoint),
  /** How many points are above what the reader may see */
  hiddenPoints: Type.Integer(),
  /** Promises born in this interaction */
  followUps: Type.Array(Promise),
  /** Promises that this interaction closed */
  closedFollowUps: Type.Array(Promise),
});
export type Interaction = Static<typeof Interaction>;

export const InteractionItem = Type.Object({
  id: Id,
  version: Type.Integer(),
  kind: OneOf(interactionKinds),
  status: OneOf(interactionStatuses),
  startsAt: Instant,
  endsAt: Nullable(Instant),
  isAllDay: Type.Boolean(),
  timeZone: Type.String(),
  subject: Type.String(),
  language: Type.String(),
  location: Nullable(Type.String()),
  sensitivity: Sensitivity,
  organizations: Type.Array(Reference),
  people: Type.Array(
    Type.Object({
      side: OneOf(participantSides),
      /** Null for somebody on record whom the reader may not see */
      name: Nullable(Type.String()),
      contactId: Nullable(Id),
      userId: Nullable(Id),
    }),
  ),
  priorities: Type.Array(OneOf(priorities)),
  /** Promises born here that are still open */
  openFollowUps: Type.Integer(),
  updatedAt: Instant,
  archivedAt: Nullable(Instant),
});
export type InteractionItem = Static<typeof InteractionItem>;

const filters = {
  q: Type.String({ maxLength: 10_000 }),
  organization: Id,
  /** The organizations, or one under them */
  within: Id,
  contact: Id,
  kind: OneOf(interactionKinds),
  /** The kind of an organization met */
  partnerKind: OneOf(organizationKinds),
  status: OneOf(interactionStatuses),
  region: Id,
  place: Id,
  /** At these very places, or with organizations there, without what lies in them */
  at: Id,
  country: CountryCode,
  priority: OneOf(priorities),
  commitment: Id,
  sector: Id,
  /** What the office decided today of where it was, of an organization met or of the forum in session */
  target: OneOf(targetDecisions),
  /** What these decisions cover, whether they hold or not */
  targetOf: Id,
  /** Somebody of the office who took part; `me` is the caller */
  user: Id,
  mission: Id,
  forumSession: Id,
  /** At a session of the forum, or with the body that it is */
  forum: Id,
  /** First and last day, in the office's zone */
  from: FilterDay,
  to: FilterDay,
  sensitivity: Sensitivity,
  archived: OneOf(['true', 'false']),
};
export const interactionSorts = ['startsAt', 'updatedAt', 'subject'] as const;
export const InteractionQuery = listQuery(filters, interactionSorts);
const InteractionFacetsQuery = facetsQuery(filters, interactionSorts, [
  'kind', 'status', 'region', 'country', 'priority', 'commitment', 'sector', 'target', 'user', 'partnerKind',
]);

export const interactionContract = {
  'GET /api/interactions': {
    summary: 'Interactions, filtered, sorted and paged; the latest first',
    allow: 'reader',
    query: InteractionQuery,
    response: Page(InteractionItem),
  },
  'GET /api/interactions/facets': {
    summary: 'Counts by facet for the same filters',
    allow: 'reader',
    query: InteractionFacetsQuery,
    response: Facets,
  },
  'GET /api/interactions/:id': {
    summary: 'One interaction, without the discussion points above what the caller may see',
    allow: 'reader',
    params: IdParams,
    response: Interaction,
  },
  'PATCH /api/interactions/:id': {
    summary: 'Change, archive or restore an interaction',
    allow: 'officer',
    params: IdParams,
    body: InteractionChange,
    response: Interaction,
  },
} as const satisfies Contract;
