import Type, { type Static, type TSchema } from 'typebox';
import { Id, Nullable, OneOf, Reference, type Contract } from '../http/endpoint.ts';
import { OrganizationQuery } from '../organizations/organization.schema.ts';
import { missionDirections, missionStatuses, placeKinds, targetDecisions } from '../vocabulary.ts';

/** A whole month, at the office's clock */
const Month = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$', examples: ['2025-03'] });
/** Left, top and width, in units of the map */
const FrameText = Type.String({ pattern: '^-?\\d{1,6}(\\.\\d+)?(,-?\\d{1,6}(\\.\\d+)?){2}$', examples: ['170,10,3780'] });
const Frame = Type.Unsafe<[number, number, number, number]>({ type: 'array', items: { type: 'number' }, minItems: 4, maxItems: 4 });

export const mapSorts = ['name', 'partners', 'held', 'agreements', 'missions'] as const;
export type MapSort = (typeof mapSorts)[number];

const own = {
  /** The first and the last month of the period; the last twelve months unless told */
  from: Type.Optional(Month),
  to: Type.Optional(Month),
  /** The part of the map on the screen; the whole world unless told */
  frame: Type.Optional(FrameText),
  /** A place whose figures are asked for, wherever it lies; `region:ID` for one of the office's regions */
  picked: Type.Optional(Id),
  sort: Type.Optional(OneOf(mapSorts.flatMap((field) => [field, `-${field}` as const]))),
  /** Lines of the table */
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
};
type Own = { from?: string; to?: string; frame?: string; picked?: string; sort?: MapSort | `-${MapSort}`; limit?: number };
const { sort: _sort, cursor: _cursor, limit: _limit, ...filters } = (OrganizationQuery as unknown as { properties: Record<string, TSchema> }).properties;

/** The filters of the list of organizations, and what is particular to a map. */
export const MapQuery = Type.Unsafe<Omit<Static<typeof OrganizationQuery>, 'sort' | 'cursor' | 'limit'> & Own>(
  Type.Object({ ...filters, ...own }, { additionalProperties: false }),
);
export type MapQuery = Static<typeof MapQuery>;

const figures = {
  /** Partners that the filters leave */
  partners: Type.Integer(),
  /** Interactions held in the period: concerning the place, or with these partners when filters are in force */
  held: Type.Integer(),
  /** Agreements in force with a partner there, of those that the filters leave */
  agreements: Type.Integer(),
  /** Missions of the period that go there */
  missions: Type.Integer(),
};
/** Figures of one very place, without what lies in it. */
const MapPlace = Type.Object({
  ...Reference.properties,
  kind: OneOf(placeKinds),
  countryCode: Nullable(Type.String()),
  /** On the map, in its units */
  x: Type.Number(),
  y: Type.Number(),
  ...figures,
});
const Picked = Type.Object({ ...Reference.properties, kind: OneOf(['place', 'region']), ...figures });
export type Picked = Static<typeof Picked>;
export type MapPlace = Static<typeof MapPlace>;

const Dot = Type.Object({
  ...Reference.properties,
  x: Type.Number(),
  y: Type.Number(),
  /** How many places are drawn as this one dot */
  places: Type.Integer(),
  partners: Type.Integer(),
  /** Sum over the places: what the dot's size says. It is a count of interactions only where `places` is 1. */
  held: Type.Integer(),
  /** The places in the dot, the weightiest first; none when they are more than a hundred, too many for an address */
  members: Type.Array(Id),
  /** The frame in which the dot comes apart; null when only a list tells its places apart */
  opens: Nullable(Frame),
});
export type Dot = Static<typeof Dot>;

const MapMission = Type.Object({
  id: Id,
  titleFr: Type.String(),
  titleEn: Nullable(Type.String()),
  status: OneOf(missionStatuses),
  direction: OneOf(missionDirections),
  startsOn: Nullable(Type.String()),
  endsOn: Nullable(Type.String()),
  /** The way, from where it begins: longitude and latitude in degrees */
  stops: Type.Array(Type.Object({ ...Reference.properties, longitude: Type.Number(), latitude: Type.Number() })),
});
export type MapMission = Static<typeof MapMission>;

export const PartnersMap = Type.Object({
  from: Month,
  to: Month,
  /** The first month in which something was held; null when nothing was */
  since: Nullable(Month),
  frame: Frame,
  /** Filters are in force: interactions are those with the partners that they leave */
  isFiltered: Type.Boolean(),
  /** Partners that the filters leave, as the list counts them */
  total: Type.Integer(),
  /** Of these, without a place that a map can show */
  unplaced: Type.Integer(),
  /** Of these, on the map but outside the frame */
  outside: Type.Integer(),
  dots: Type.Array(Dot),
  /** The same, gathered for a screen as narrow as a phone */
  dotsOnPhone: Type.Array(Dot),
  /** The table: the places in the frame, sorted, up to the limit */
  places: Type.Array(MapPlace),
  /** How many places in the frame have something on record */
  placesTotal: Type.Integer(),
  picked: Nullable(Picked),
  regions: Type.Array(
    Type.Object({
      ...Reference.properties,
      decision: Nullable(OneOf(targetDecisions)),
      periodFrom: Nullable(Type.String()),
      periodTo: Nullable(Type.String()),
      /** UN M49 of its countries: the names of their shapes in the atlas */
      countries: Type.Array(Type.String()),
    }),
  ),
  /** Places, organizations and forums that the office targets or watches today */
  targets: Type.Array(
    Type.Object({
      /** Of the decision */
      id: Id,
      decision: OneOf(['target', 'watch']),
      nameFr: Type.String(),
      nameEn: Nullable(Type.String()),
      periodTo: Nullable(Type.String()),
      /** Where it is, and there on the map; null where a map cannot show it */
      placeId: Nullable(Id),
      x: Nullable(Type.Number()),
      y: Nullable(Type.Number()),
      /** UN M49 of the country that it is: the name of its shape in the atlas */
      country: Nullable(Type.String()),
    }),
  ),
  missions: Type.Array(MapMission),
  missionsTotal: Type.Integer(),
});
export type PartnersMap = Static<typeof PartnersMap>;

export const mapContract = {
  'GET /api/organizations/map': {
    summary: 'Partners by place with the same filters as the list, sized by the interactions held in a period; regions and missions',
    allow: 'reader',
    query: MapQuery,
    response: PartnersMap,
  },
} as const satisfies Contract;
