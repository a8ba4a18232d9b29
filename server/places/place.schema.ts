import Type, { type Static } from 'typebox';
import {
  Facets,
  Id,
  IdParams,
  Line,
  Nullable,
  OneOf,
  Page,
  RecordFields,
  Reference,
  Source,
  listQuery,
  type Contract,
} from '../http/endpoint.ts';
import { placeKinds, targetDecisions } from '../vocabulary.ts';

/** The plain fields of a place. */
export const placeFields = {
  kind: OneOf(placeKinds),
  parentId: Nullable(Id),
  nameFr: Line,
  nameEn: Line,
  /** ISO 3166-1 alpha-2 */
  countryCode: Nullable(Type.String({ pattern: '^[A-Z]{2}$' })),
  /** ISO 3166-2 */
  subdivisionCode: Nullable(Type.String({ pattern: '^[A-Z]{2}-[A-Z0-9]{1,3}$' })),
  /** UN M49 */
  m49: Nullable(Type.String({ pattern: '^\\d{3}$' })),
  /** Decimal degrees */
  latitude: Nullable(Type.Number({ minimum: -90, maximum: 90 })),
  longitude: Nullable(Type.Number({ minimum: -180, maximum: 180 })),
  /** IANA name */
  timeZone: Nullable(Type.String({ minLength: 1, maxLength: 100 })),
};

const { kind, nameFr, nameEn, ...optionalFields } = placeFields;
export const NewPlace = Type.Object(
  { kind, nameFr, nameEn, ...Type.Partial(Type.Object(optionalFields)).properties },
  { additionalProperties: false },
);
export const PlaceChange = Type.Partial(Type.Object({ ...placeFields, archived: Type.Boolean() }), {
  additionalProperties: false,
  minProperties: 1,
});
export type NewPlace = Static<typeof NewPlace>;
export type PlaceChange = Static<typeof PlaceChange>;

/** How much is on record at a place or under it; interactions are those held in the last twelve months. */
export const PlaceFigures = Type.Object({
  partners: Type.Integer(),
  heldInteractions: Type.Integer(),
  agreements: Type.Integer(),
});
export type PlaceFigures = Static<typeof PlaceFigures>;

const PlaceReference = Type.Object({ ...Reference.properties, kind: OneOf(placeKinds) });

export const Place = Type.Object({
  ...RecordFields,
  ...placeFields,
  parent: Nullable(PlaceReference),
  /** From the world down to the parent */
  path: Type.Array(PlaceReference),
  children: Type.Array(Type.Object({ ...PlaceReference.properties, figures: PlaceFigures })),
  /** The office's regions it is in, itself or through what it lies in */
  regions: Type.Array(Reference),
  figures: PlaceFigures,
  sources: Type.Array(Source),
});
export type Place = Static<typeof Place>;

export const PlaceItem = Type.Object({
  id: Id,
  version: Type.Integer(),
  kind: OneOf(placeKinds),
  nameFr: Type.String(),
  nameEn: Type.String(),
  parent: Nullable(Reference),
  countryCode: Nullable(Type.String()),
  latitude: Nullable(Type.Number()),
  longitude: Nullable(Type.Number()),
  timeZone: Nullable(Type.String()),
  /** How many places lie directly in it */
  children: Type.Integer(),
  archivedAt: Nullable(Type.String()),
});
export type PlaceItem = Static<typeof PlaceItem>;

const filters = {
  q: Type.String({ maxLength: 10_000 }),
  kind: OneOf(placeKinds),
  parent: Id,
  country: Type.String({ pattern: '^[A-Z]{2}$' }),
  region: Id,
  /** What the office decided today of it, or of what it lies in */
  target: OneOf(targetDecisions),
  /** What these decisions cover, whether they hold or not */
  targetOf: Id,
  archived: OneOf(['true', 'false']),
};
export const PlaceQuery = listQuery(filters, ['name', 'kind'] as const);

export const placeContract = {
  'GET /api/places': { summary: 'Places, filtered, sorted and paged', allow: 'reader', query: PlaceQuery, response: Page(PlaceItem) },
  'GET /api/places/facets': { summary: 'Counts by facet for the same filters', allow: 'reader', query: PlaceQuery, response: Facets },
  'GET /api/places/:id': { summary: 'One place, with what is on record under it', allow: 'reader', params: IdParams, response: Place },
  'POST /api/places': { summary: 'Create a place', allow: 'officer', body: NewPlace, response: Place, status: 201 },
  'PATCH /api/places/:id': {
    summary: 'Change, archive or restore a place',
    allow: 'officer',
    params: IdParams,
    body: PlaceChange,
    response: Place,
  },
} as const satisfies Contract;
