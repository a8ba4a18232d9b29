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
  PartialDate,
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
  collectionSources,
  contactPointKinds,
  frenchExceptionGrounds,
  honorifics,
  nameOrders,
  organizationKinds,
  organizationTiers,
  positionRoles,
  priorities,
  targetDecisions,
} from '../vocabulary.ts';

/** The plain fields of a person. A new one is added here, in the database schema, in the form and in messages. */
export const contactFields = {
  givenName: Nullable(OptionalLine),
  particle: Nullable(OptionalLine),
  familyName: Line,
  nameOrder: OneOf(nameOrders),
  /** The name in its own script */
  nativeName: Nullable(OptionalLine),
  honorific: Nullable(OneOf(honorifics)),
  pronouns: Nullable(OptionalLine),
  pronunciation: Nullable(OptionalLine),
  correspondenceLanguage: Nullable(Language),
  frenchExceptionGround: Nullable(OneOf(frenchExceptionGrounds)),
  addressFormId: Nullable(Id),
  preferredSalutation: Nullable(OptionalLine),
  biographyFr: Nullable(Text),
  biographyEn: Nullable(Text),
  note: Nullable(Text),
  sensitivity: Sensitivity,
  collectionSource: Nullable(OneOf(collectionSources)),
  noticeOn: Nullable(PartialDate),
  retainUntil: Nullable(PartialDate),
  isPending: Type.Boolean(),
};

const positionFields = {
  titleFr: Nullable(OptionalLine),
  titleEn: Nullable(OptionalLine),
  roleCode: Nullable(OneOf(positionRoles)),
  validFrom: Nullable(PartialDate),
  validTo: Nullable(PartialDate),
  isPrimary: Type.Boolean(),
  verifiedOn: Nullable(PartialDate),
};
const PositionInput = Type.Object(
  { id: Type.Optional(Id), organizationId: Id, ...Type.Partial(Type.Object(positionFields)).properties },
  { additionalProperties: false },
);
const pointFields = { label: Nullable(OptionalLine), isPrimary: Type.Boolean(), verifiedOn: Nullable(PartialDate) };
const PointInput = Type.Object(
  { id: Type.Optional(Id), kind: OneOf(contactPointKinds), value: Line, ...Type.Partial(Type.Object(pointFields)).properties },
  { additionalProperties: false },
);
const acquaintanceFields = { since: Nullable(PartialDate), note: Nullable(OptionalLine) };
const AcquaintanceInput = Type.Object(
  { userId: Id, ...Type.Partial(Type.Object(acquaintanceFields)).properties },
  { additionalProperties: false },
);

/** Lists that belong to a person; a list sent replaces the one stored. */
const contactLists = {
  languages: Type.Array(Language, { maxItems: 20 }),
  positions: Type.Array(PositionInput, { maxItems: 50 }),
  contactPoints: Type.Array(PointInput, { maxItems: 30 }),
  /** Who among us knows the person, said by hand; meetings held together add themselves */
  acquaintances: Type.Array(AcquaintanceInput, { maxItems: 50 }),
};

const { familyName, ...optionalFields } = contactFields;
export const NewContact = Type.Object(
  { familyName, ...Type.Partial(Type.Object({ ...optionalFields, ...contactLists })).properties },
  { additionalProperties: false },
);
export const ContactChange = Type.Partial(Type.Object({ ...contactFields, ...contactLists, archived: Type.Boolean() }), {
  additionalProperties: false,
  minProperties: 1,
});
export type NewContact = Static<typeof NewContact>;
export type ContactChange = Static<typeof ContactChange>;

/** Somebody changes post: the new position opens and the ones named close the day before. */
export const ChangeOfPost = Type.Object(
  {
    organizationId: Id,
    titleFr: Type.Optional(Nullable(OptionalLine)),
    titleEn: Type.Optional(Nullable(OptionalLine)),
    roleCode: Type.Optional(Nullable(OneOf(positionRoles))),
    validFrom: PartialDate,
    /** Ids of the positions that end */
    closes: Type.Optional(Nullable(Type.Array(Id, { maxItems: 50 }))),
  },
  { additionalProperties: false },
);
export type ChangeOfPost = Static<typeof ChangeOfPost>;

const Position = Type.Object({
  id: Id,
  organization: Reference,
  ...positionFields,
  /** Held today */
  isCurrent: Type.Boolean(),
});

const formTexts = {
  envelopeFr: Nullable(Type.String()),
  envelopeEn: Nullable(Type.String()),
  salutationFr: Nullable(Type.String()),
  salutationEn: Nullable(Type.String()),
  spokenFr: Nullable(Type.String()),
  spokenEn: Nullable(Type.String()),
  closingFr: Nullable(Type.String()),
  closingEn: Nullable(Type.String()),
  noteFr: Nullable(Type.String()),
  noteEn: Nullable(Type.String()),
};

export const AddressForm = Type.Object({
  id: Id,
  roleCode: Type.String(),
  labelFr: Type.String(),
  labelEn: Type.String(),
  ...formTexts,
});
export type AddressForm = Static<typeof AddressForm>;

const Address = Type.Object({
  formId: Id,
  labelFr: Type.String(),
  labelEn: Type.String(),
  /** false: suggested from the civility and the current role */
  isChosen: Type.Boolean(),
  /** true: the salutation is the person's own preference */
  isPreferred: Type.Boolean(),
  ...formTexts,
});

export const Contact = Type.Object({
  ...RecordFields,
  ...contactFields,
  /** In the order that the person uses, without civility */
  name: Type.String(),
  lastHeldAt: Nullable(Instant),
  languages: Type.Array(Language),
  /** Those held today first, the primary one before the others; then the past */
  positions: Type.Array(Position),
  contactPoints: Type.Array(
    Type.Object({ id: Id, kind: OneOf(contactPointKinds), value: Type.String(), ...pointFields }),
  ),
  acquaintances: Type.Array(Type.Object({ user: PersonReference, ...acquaintanceFields })),
  /** Who among us met the person, from the interactions held that the caller may see; most often first */
  met: Type.Array(Type.Object({ user: PersonReference, count: Type.Integer(), lastAt: Instant })),
  /** How to address the person; null when the office has no forms of address */
  address: Nullable(Address),
});
export type Contact = Static<typeof Contact>;

export const ContactItem = Type.Object({
  id: Id,
  version: Type.Integer(),
  name: Type.String(),
  /** The primary position held today */
  position: Nullable(
    Type.Object({
      titleFr: Nullable(Type.String()),
      titleEn: Nullable(Type.String()),
      roleCode: Nullable(Type.String()),
      organization: Reference,
    }),
  ),
  lastHeldAt: Nullable(Instant),
  languages: Type.Array(Type.String()),
  correspondenceLanguage: Nullable(Type.String()),
  email: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  knownBy: Type.Array(PersonReference),
  sensitivity: Sensitivity,
  isPending: Type.Boolean(),
  updatedAt: Instant,
  archivedAt: Nullable(Instant),
});
export type ContactItem = Static<typeof ContactItem>;

const filters = {
  q: Type.String({ maxLength: 10_000 }),
  /** Where the person holds a position today */
  organization: Id,
  /** The same, or in an organization under it */
  within: Id,
  region: Id,
  place: Id,
  /** In a partner that is a member of this network */
  network: Id,
  country: CountryCode,
  kind: OneOf(organizationKinds),
  priority: OneOf(priorities),
  tier: OneOf(organizationTiers),
  /** What the office decided today of an organization of theirs, of where it is or of a forum that it belongs to */
  target: OneOf(targetDecisions),
  /** What these decisions cover, whether they hold or not */
  targetOf: Id,
  role: OneOf(positionRoles),
  language: Language,
  /** A person of ours, `me`, or `none`: nobody of ours */
  knownBy: Id,
  /** Met at least once, or one of ours says they know them */
  acquainted: OneOf(['true', 'false']),
  lastContactBefore: FilterDay,
  lastContactAfter: FilterDay,
  met: OneOf(['true', 'false']),
  /** Neither the post nor any detail was checked since this day */
  verifiedBefore: FilterDay,
  pending: OneOf(['true', 'false']),
  archived: OneOf(['true', 'false']),
};
export const contactSorts = ['name', 'lastHeldAt', 'updatedAt'] as const;
export const ContactQuery = listQuery(filters, contactSorts);
const ContactFacetsQuery = facetsQuery(filters, contactSorts, [
  'kind', 'region', 'country', 'priority', 'target', 'role', 'language', 'knownBy', 'met', 'pending',
]);

export const contactContract = {
  'GET /api/contacts': {
    summary: 'People, filtered, sorted and paged',
    allow: 'reader',
    query: ContactQuery,
    response: Page(ContactItem),
  },
  'GET /api/contacts/facets': {
    summary: 'Counts by facet for the same filters',
    allow: 'reader',
    query: ContactFacetsQuery,
    response: Facets,
  },
  'GET /api/contacts/:id': {
    summary: 'One person',
    allow: 'reader',
    params: IdParams,
    response: Contact,
  },
  'POST /api/contacts': {
    summary: 'Create a person',
    allow: 'officer',
    body: NewContact,
    response: Contact,
    status: 201,
  },
  'PATCH /api/contacts/:id': {
    summary: 'Change, archive or restore a person',
    allow: 'officer',
    params: IdParams,
    body: ContactChange,
    response: Contact,
  },
  'POST /api/contacts/:id/positions': {
    summary: 'Open a position and close the ones it replaces, in one step',
    allow: 'officer',
    params: IdParams,
    body: ChangeOfPost,
    response: Contact,
    status: 201,
  },
  'GET /api/address-forms': {
    summary: 'How to address who holds a role',
    allow: 'reader',
    response: Page(AddressForm),
  },
} as const satisfies Contract;
