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
import {
  agreementStates,
  contactPointKinds,
  organizationKinds,
  organizationNameKinds,
  organizationRelationKinds,
  organizationStages,
  organizationTiers,
  policyNodeKinds,
  priorities,
  targetDecisions,
} from '../vocabulary.ts';
import { quarterPattern } from '../text/quarter.rules.ts';

/** The plain fields of an organization. A new one is added here, in the database schema, in the form and in messages. */
export const organizationFields = {
  kind: OneOf(organizationKinds),
  nameFr: Line,
  nameEn: Nullable(OptionalLine),
  descriptionFr: Nullable(Text),
  descriptionEn: Nullable(Text),
  placeId: Nullable(Id),
  parentId: Nullable(Id),
  website: Nullable(Url),
  language: Nullable(Language),
  stage: OneOf(organizationStages),
  stageReason: Nullable(OptionalLine),
  tier: Nullable(OneOf(organizationTiers)),
  ownerId: Nullable(Id),
  backupOwnerId: Nullable(Id),
  /** In days */
  cadenceDays: Nullable(Type.Integer({ minimum: 1, maximum: 3650 })),
  /** The day on which a partner put aside comes back among those we may be losing touch with, and why */
  snoozedUntil: Nullable(FullDate),
  snoozeReason: Nullable(OptionalLine),
  isPending: Type.Boolean(),
  foundedOn: Nullable(PartialDate),
  dissolvedOn: Nullable(PartialDate),
};

const Name = Type.Object(
  {
    kind: OneOf(organizationNameKinds),
    language: Nullable(Language),
    name: Line,
    validFrom: Nullable(PartialDate),
    validTo: Nullable(PartialDate),
  },
  { additionalProperties: false },
);
const Address = Type.Object(
  {
    id: Type.Optional(Id),
    street: Line,
    locality: Nullable(OptionalLine),
    region: Nullable(OptionalLine),
    postalCode: Nullable(OptionalLine),
    countryCode: Nullable(Type.String({ pattern: '^[A-Z]{2}$' })),
    isCurrent: Nullable(Type.Boolean()),
  },
  { additionalProperties: false },
);
const RelationInput = Type.Object(
  {
    kind: OneOf(organizationRelationKinds),
    organizationId: Id,
    validFrom: Nullable(PartialDate),
    validTo: Nullable(PartialDate),
  },
  { additionalProperties: false },
);
const ContactPoint = Type.Object(
  { kind: OneOf(contactPointKinds), value: Line, label: Nullable(OptionalLine), isPrimary: Type.Boolean() },
  { additionalProperties: false },
);

/** Lists that belong to an organization; a list sent replaces the one stored. */
const organizationLists = {
  names: Type.Array(Name, { maxItems: 50 }),
  addresses: Type.Array(Address, { maxItems: 20 }),
  relations: Type.Array(RelationInput, { maxItems: 100 }),
  contactPoints: Type.Array(ContactPoint, { maxItems: 20 }),
  tags: Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 30 }),
  sectorIds: Type.Array(Id, { maxItems: 30 }),
  /** The commitment areas that the office says tie us; those observed in records are added by themselves */
  commitmentIds: Type.Array(Id, { maxItems: 30 }),
};

const { kind, nameFr, ...optionalFields } = organizationFields;
export const NewOrganization = Type.Object(
  { kind, nameFr, ...Type.Partial(Type.Object({ ...optionalFields, ...organizationLists })).properties },
  { additionalProperties: false },
);
export const OrganizationChange = Type.Partial(
  Type.Object({ ...organizationFields, ...organizationLists, archived: Type.Boolean() }),
  { additionalProperties: false, minProperties: 1 },
);
export type NewOrganization = Static<typeof NewOrganization>;
export type OrganizationChange = Static<typeof OrganizationChange>;

const Commitment = Type.Object({
  id: Id,
  kind: OneOf(policyNodeKinds),
  titleFr: Type.String(),
  titleEn: Type.String(),
  priority: Nullable(OneOf(priorities)),
  isStated: Type.Boolean(),
  isObserved: Type.Boolean(),
});

const touchFields = {
  /** The rhythm in force: the partner's own, else their tier's */
  cadence: Nullable(Type.Object({ days: Type.Integer(), from: OneOf(['tier', 'own']) })),
  /** Days by which the rhythm is overdue; null when it is kept, unknown or put aside */
  daysOutOfTouch: Nullable(Type.Integer()),
  /** The last day on which the rhythm is kept, or the day on which a partner put aside comes back */
  nextContactOn: Nullable(FullDate),
};

export const Organization = Type.Object({
  ...RecordFields,
  ...organizationFields,
  isOurs: Type.Boolean(),
  lastHeldAt: Nullable(Instant),
  openFollowUps: Type.Integer(),
  place: Nullable(Type.Object({ ...Reference.properties, countryCode: Nullable(Type.String()) })),
  parent: Nullable(Reference),
  owner: Nullable(PersonReference),
  backupOwner: Nullable(PersonReference),
  names: Type.Array(Name),
  addresses: Type.Array(Type.Object({ ...Address.properties, id: Id, sources: Type.Array(Source) })),
  relations: Type.Array(
    Type.Object({
      kind: OneOf(organizationRelationKinds),
      /** true: the relation is stated by the other organization about this one */
      isInverse: Type.Boolean(),
      organization: Reference,
      validFrom: Nullable(PartialDate),
      validTo: Nullable(PartialDate),
    }),
  ),
  contactPoints: Type.Array(ContactPoint),
  tags: Type.Array(Type.String()),
  sectors: Type.Array(Reference),
  commitments: Type.Array(Commitment),
  networks: Type.Array(
    Type.Object({ forum: Reference, status: Type.String(), since: Nullable(Type.String()), until: Nullable(Type.String()) }),
  ),
  target: Nullable(OneOf(targetDecisions)),
  sources: Type.Array(Source),
  ...touchFields,
  /** Who among us last met them, in what the caller may see */
  lastSpoken: Nullable(Type.Object({ interactionId: Id, at: Instant, people: Type.Array(PersonReference) })),
});
export type Organization = Static<typeof Organization>;

export const OrganizationItem = Type.Object({
  id: Id,
  version: Type.Integer(),
  kind: Type.String(),
  nameFr: Type.String(),
  nameEn: Nullable(Type.String()),
  acronym: Nullable(Type.String()),
  place: Nullable(Reference),
  countryCode: Nullable(Type.String()),
  stage: OneOf(organizationStages),
  tier: Nullable(OneOf(organizationTiers)),
  owner: Nullable(PersonReference),
  cadenceDays: Nullable(Type.Integer()),
  snoozedUntil: Nullable(Type.String()),
  snoozeReason: Nullable(Type.String()),
  ...touchFields,
  lastHeldAt: Nullable(Instant),
  openFollowUps: Type.Integer(),
  priorities: Type.Array(OneOf(priorities)),
  isPending: Type.Boolean(),
  website: Nullable(Type.String()),
  updatedAt: Instant,
  archivedAt: Nullable(Instant),
});
export type OrganizationItem = Static<typeof OrganizationItem>;

const filters = {
  q: Type.String({ maxLength: 10_000 }),
  region: Id,
  place: Id,
  /** At these very places, without what lies in them: a dot of the map */
  at: Id,
  kind: OneOf(organizationKinds),
  priority: OneOf(priorities),
  commitment: Id,
  framework: Id,
  /** ISO 3166-1 alpha-2 */
  country: CountryCode,
  /** In the country where these places or organizations are */
  countryOf: Id,
  /** In which we write to them, BCP 47; `fr` takes `fr-CA` too */
  language: Language,
  /** At or under these organizations */
  within: Id,
  tier: OneOf([...organizationTiers, 'none']),
  stage: OneOf(organizationStages),
  /** A person of ours, `me` or `none` */
  owner: Id,
  network: Id,
  agreement: OneOf([...agreementStates, 'none']),
  lastContactBefore: FilterDay,
  lastContactAfter: FilterDay,
  /** Met at least once */
  met: OneOf(['true', 'false']),
  /** Promises still open on either side */
  promises: OneOf(['true', 'false']),
  tag: Type.String({ maxLength: 60 }),
  /** What the office decided today of it, of where it is or of a forum that it belongs to */
  target: OneOf(targetDecisions),
  /** What these decisions cover, whether they hold or not */
  targetOf: Id,
  /** Met in a quarter, at the office's clock: 2027-Q1 */
  metIn: Type.String({ pattern: quarterPattern }),
  sector: Id,
  /** Met less recently than the rhythm asks, and not put aside */
  losingTouch: OneOf(['true', 'false']),
  /** Put aside for a time */
  snoozed: OneOf(['true', 'false']),
  pending: OneOf(['true', 'false']),
  archived: OneOf(['true', 'false']),
  ours: OneOf(['true', 'false']),
};
export const organizationSorts = ['name', 'lastHeldAt', 'tier', 'stage', 'openFollowUps', 'updatedAt'] as const;
export const OrganizationQuery = listQuery(filters, organizationSorts);
const OrganizationFacetsQuery = facetsQuery(filters, organizationSorts, [
  'kind', 'stage', 'tier', 'met', 'country', 'region', 'priority', 'commitment', 'owner', 'agreement', 'network', 'tag', 'sector', 'target', 'losingTouch', 'snoozed',
]);

export const organizationContract = {
  'GET /api/organizations': {
    summary: 'Organizations, filtered, sorted and paged',
    allow: 'reader',
    query: OrganizationQuery,
    response: Page(OrganizationItem),
  },
  'GET /api/organizations/facets': {
    summary: 'Counts by facet for the same filters',
    allow: 'reader',
    query: OrganizationFacetsQuery,
    response: Facets,
  },
  'GET /api/organizations/:id': {
    summary: 'One organization',
    allow: 'reader',
    params: IdParams,
    response: Organization,
  },
  'POST /api/organizations': {
    summary: 'Create an organization',
    allow: 'officer',
    body: NewOrganization,
    response: Organization,
    status: 201,
  },
  'PATCH /api/organizations/:id': {
    summary: 'Change, archive or restore an organization',
    allow: 'officer',
    params: IdParams,
    body: OrganizationChange,
    response: Organization,
  },
} as const satisfies Contract;
