import Type, { type Static } from 'typebox';
import {
  FullDate,
  Id,
  IdParams,
  Instant,
  Line,
  Nullable,
  OneOf,
  Page,
  PartialDate,
  PersonReference,
  RecordFields,
  Reference,
  Source,
  Text,
  listQuery,
  type Contract,
} from '../http/endpoint.ts';
import { placeKinds, priorities, targetDecisions } from '../vocabulary.ts';
import { PlaceFigures } from './place.schema.ts';

/** The plain fields of a region. */
export const regionFields = {
  nameFr: Line,
  nameEn: Line,
  descriptionFr: Nullable(Text),
  descriptionEn: Nullable(Text),
};
/** The places that make it; all that lies in them belongs to it too. A list sent replaces the one stored. */
const placeIds = Type.Array(Id, { maxItems: 300, uniqueItems: true });

const { nameFr, nameEn, ...optionalFields } = regionFields;
export const NewRegion = Type.Object(
  { nameFr, nameEn, ...Type.Partial(Type.Object({ ...optionalFields, placeIds })).properties },
  { additionalProperties: false },
);
export const RegionChange = Type.Partial(Type.Object({ ...regionFields, placeIds, archived: Type.Boolean() }), {
  additionalProperties: false,
  minProperties: 1,
});
export type NewRegion = Static<typeof NewRegion>;
export type RegionChange = Static<typeof RegionChange>;

/** The office's choice about a region. The latest holds; none is ever overwritten. */
export const RegionDecision = Type.Object({
  id: Id,
  decision: OneOf(targetDecisions),
  reason: Type.String(),
  periodFrom: Nullable(PartialDate),
  periodTo: Nullable(PartialDate),
  reviewOn: Nullable(FullDate),
  /** Its period is over: it holds until the office decides anew, and the screen says so */
  isLapsed: Type.Boolean(),
  exercise: Nullable(Type.Object({ id: Id, titleFr: Type.String(), titleEn: Nullable(Type.String()) })),
  decidedAt: Instant,
  decidedBy: Nullable(PersonReference),
});
export type RegionDecision = Static<typeof RegionDecision>;

const PlaceReference = Type.Object({ ...Reference.properties, kind: OneOf(placeKinds) });
const CoveredCommitment = Type.Object({
  id: Id,
  titleFr: Type.String(),
  titleEn: Type.String(),
  priority: Nullable(OneOf(priorities)),
  partners: Type.Integer(),
  heldInteractions: Type.Integer(),
  agreements: Type.Integer(),
});

export const Region = Type.Object({
  ...RecordFields,
  ...regionFields,
  places: Type.Array(PlaceReference),
  /** ISO 3166-1 alpha-2 codes of the countries that lie in it, for the map */
  countryCodes: Type.Array(Type.String()),
  figures: PlaceFigures,
  /** Partners of the region by when they were last met, the most recent first */
  partners: Type.Array(
    Type.Object({
      ...Reference.properties,
      kind: Type.String(),
      place: Nullable(Reference),
      tier: Nullable(Type.String()),
      lastHeldAt: Nullable(Instant),
    }),
  ),
  /** Held in the last twelve months, the most recent first */
  interactions: Type.Array(Type.Object({ id: Id, kind: Type.String(), subject: Type.String(), startsAt: Instant })),
  agreements: Type.Array(
    Type.Object({
      id: Id,
      kind: Type.String(),
      titleFr: Type.String(),
      titleEn: Nullable(Type.String()),
      renewalOn: Nullable(Type.String()),
      expiresOn: Nullable(Type.String()),
    }),
  ),
  /** Every commitment area of the city, with what the region has of it: all zero where the office is absent */
  commitments: Type.Array(CoveredCommitment),
  decision: Nullable(RegionDecision),
  /** All decisions, the latest first */
  decisions: Type.Array(RegionDecision),
  sources: Type.Array(Source),
});
export type Region = Static<typeof Region>;

export const RegionItem = Type.Object({
  id: Id,
  version: Type.Integer(),
  nameFr: Type.String(),
  nameEn: Type.String(),
  descriptionFr: Nullable(Type.String()),
  descriptionEn: Nullable(Type.String()),
  members: Type.Integer(),
  figures: PlaceFigures,
  decision: Nullable(RegionDecision),
  archivedAt: Nullable(Instant),
});
export type RegionItem = Static<typeof RegionItem>;

const filters = {
  q: Type.String({ maxLength: 10_000 }),
  decision: OneOf(targetDecisions),
  archived: OneOf(['true', 'false']),
};
export const RegionQuery = listQuery(filters, ['name', 'updatedAt'] as const);

export const regionContract = {
  'GET /api/regions': { summary: 'The office’s regions, with their figures', allow: 'reader', query: RegionQuery, response: Page(RegionItem) },
  'GET /api/regions/:id': { summary: 'One region, with what is on record there', allow: 'reader', params: IdParams, response: Region },
  'POST /api/regions': { summary: 'Create a region', allow: 'strategist', body: NewRegion, response: Region, status: 201 },
  'PATCH /api/regions/:id': {
    summary: 'Change, archive or restore a region',
    allow: 'strategist',
    params: IdParams,
    body: RegionChange,
    response: Region,
  },
} as const satisfies Contract;
