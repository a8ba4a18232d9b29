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
  agreementKinds,
  agreementStates,
  authorizationRegimes,
  authorizationStatuses,
  priorities,
  targetDecisions,
  organizationKinds,
} from '../vocabulary.ts';

/** The plain fields of an agreement. A new one is added here, in the database schema, in the form and in messages. */
export const agreementFields = {
  kind: OneOf(agreementKinds),
  titleFr: Line,
  titleEn: Nullable(OptionalLine),
  descriptionFr: Nullable(Text),
  descriptionEn: Nullable(Text),
  state: OneOf(agreementStates),
  signedOn: Nullable(PartialDate),
  effectiveFrom: Nullable(PartialDate),
  expiresOn: Nullable(PartialDate),
  /** The last day to give notice of ending it */
  noticeOn: Nullable(PartialDate),
  /** The day by which its renewal is to be decided */
  renewalOn: Nullable(PartialDate),
  ownerId: Nullable(Id),
  sensitivity: Sensitivity,
};

const Party = Type.Object(
  {
    organizationId: Id,
    /** Who signed for it: a person on record, or a name and title as written in the text */
    signatoryId: Nullable(Id),
    signatoryName: Nullable(OptionalLine),
    signatoryTitle: Nullable(OptionalLine),
  },
  { additionalProperties: false },
);
/** One requirement and its answer: which law or body, and where the request stands */
const Authorization = Type.Object(
  {
    regime: OneOf(authorizationRegimes),
    status: OneOf(authorizationStatuses),
    requestedOn: Nullable(PartialDate),
    grantedOn: Nullable(PartialDate),
    /** Of the order in council, of the resolution or of the opinion */
    number: Nullable(OptionalLine),
    noteFr: Nullable(Text),
    noteEn: Nullable(Text),
  },
  { additionalProperties: false },
);
const Stage = Type.Object(
  { state: OneOf(agreementStates), reachedOn: Nullable(PartialDate) },
  { additionalProperties: false },
);

/** Lists that belong to an agreement; a list sent replaces the one stored. */
const agreementLists = {
  parties: Type.Array(Party, { maxItems: 50 }),
  authorizations: Type.Array(Authorization, { maxItems: 20 }),
  /** Written by itself when the state changes; sent only to correct it */
  stages: Type.Array(Stage, { maxItems: 50 }),
  commitmentIds: Type.Array(Id, { maxItems: 30 }),
};

const { kind, titleFr, ...optionalFields } = agreementFields;
export const NewAgreement = Type.Object(
  { kind, titleFr, ...Type.Partial(Type.Object({ ...optionalFields, ...agreementLists })).properties },
  { additionalProperties: false },
);
export const AgreementChange = Type.Partial(
  Type.Object({ ...agreementFields, ...agreementLists, archived: Type.Boolean() }),
  { additionalProperties: false, minProperties: 1 },
);
export type NewAgreement = Static<typeof NewAgreement>;
export type AgreementChange = Static<typeof AgreementChange>;

const PartyOrganization = Type.Object({ ...Reference.properties, isOurs: Type.Boolean() });
const NodeReference = Type.Object({
  id: Id,
  kind: Type.String(),
  titleFr: Type.String(),
  titleEn: Type.String(),
  priority: Nullable(OneOf(priorities)),
});

export const Agreement = Type.Object({
  ...RecordFields,
  ...agreementFields,
  owner: Nullable(PersonReference),
  parties: Type.Array(
    Type.Object({
      ...Party.properties,
      organization: PartyOrganization,
      /** Null when there is none, or when the caller may not see the person */
      signatory: Nullable(PersonReference),
    }),
  ),
  authorizations: Type.Array(Authorization),
  stages: Type.Array(Stage),
  commitments: Type.Array(NodeReference),
  sources: Type.Array(Source),
});
export type Agreement = Static<typeof Agreement>;

export const AgreementItem = Type.Object({
  id: Id,
  version: Type.Integer(),
  kind: OneOf(agreementKinds),
  titleFr: Type.String(),
  titleEn: Nullable(Type.String()),
  state: OneOf(agreementStates),
  parties: Type.Array(PartyOrganization),
  signedOn: Nullable(Type.String()),
  effectiveFrom: Nullable(Type.String()),
  expiresOn: Nullable(Type.String()),
  noticeOn: Nullable(Type.String()),
  renewalOn: Nullable(Type.String()),
  owner: Nullable(PersonReference),
  /** True when every authorization on record is granted or, with the reason, not required; and there is one */
  isAuthorizationAnswered: Type.Boolean(),
  priorities: Type.Array(OneOf(priorities)),
  sensitivity: Sensitivity,
  updatedAt: Instant,
  archivedAt: Nullable(Instant),
});
export type AgreementItem = Static<typeof AgreementItem>;

const filters = {
  q: Type.String({ maxLength: 10_000 }),
  kind: OneOf(agreementKinds),
  state: OneOf(agreementStates),
  organization: Id,
  /** An organization or one under it */
  within: Id,
  region: Id,
  /** With a partner at this place or in it */
  place: Id,
  /** With a member of this network */
  network: Id,
  /** With a party at these very places, without what lies in them */
  at: Id,
  country: CountryCode,
  /** What the office decided today of one of the parties, of where it is or of a forum that it belongs to */
  target: OneOf(targetDecisions),
  /** What these decisions cover, whether they hold or not */
  targetOf: Id,
  priority: OneOf(priorities),
  commitment: Id,
  /** A user's id, `me` or `none` */
  owner: Id,
  /** Renewal (or, without one, expiry) before this day */
  renewalBefore: FilterDay,
  renewalAfter: FilterDay,
  /** Signed before this day, on it or after it */
  signedBefore: FilterDay,
  signedAfter: FilterDay,
  authorization: OneOf(['answered', 'unanswered']),
  /** With a partner of this kind */
  partnerKind: OneOf(organizationKinds),
  archived: OneOf(['true', 'false']),
};
export const agreementSorts = ['name', 'renewalOn', 'expiresOn', 'signedOn', 'state', 'updatedAt'] as const;
export const AgreementQuery = listQuery(filters, agreementSorts);
const AgreementFacetsQuery = facetsQuery(filters, agreementSorts, [
  'kind', 'state', 'authorization', 'region', 'country', 'target', 'priority', 'commitment', 'owner',
]);

export const agreementContract = {
  'GET /api/agreements': {
    summary: 'Agreements, filtered, sorted and paged',
    allow: 'reader',
    query: AgreementQuery,
    response: Page(AgreementItem),
  },
  'GET /api/agreements/facets': {
    summary: 'Counts by facet for the same filters',
    allow: 'reader',
    query: AgreementFacetsQuery,
    response: Facets,
  },
  'GET /api/agreements/:id': { summary: 'One agreement', allow: 'reader', params: IdParams, response: Agreement },
  'POST /api/agreements': {
    summary: 'Create an agreement',
    allow: 'officer',
    body: NewAgreement,
    response: Agreement,
    status: 201,
  },
  'PATCH /api/agreements/:id': {
    summary: 'Change, archive or restore an agreement',
    allow: 'officer',
    params: IdParams,
    body: AgreementChange,
    response: Agreement,
  },
} as const satisfies Contract;
