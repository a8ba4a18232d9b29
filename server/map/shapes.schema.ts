import Type, { type Static } from 'typebox';
import { Id, Nullable, OneOf, type Contract } from '../http/endpoint.ts';

const ids = Type.Optional(Type.Array(Id, { maxItems: 200 }));
export const ShapesQuery = Type.Object({ place: ids, region: ids }, { additionalProperties: false });
export type ShapesQuery = Static<typeof ShapesQuery>;

/** Where places and regions are drawn. What a map cannot show has neither a point nor a country. */
export const Shapes = Type.Object({
  items: Type.Array(
    Type.Object({
      type: OneOf(['place', 'region']),
      id: Id,
      /** UN M49: the names of the shapes in the atlas. Of a place that is smaller than a country, the country around it. */
      countries: Type.Array(Type.String()),
      /** Whether it is these countries, or only lies in one */
      isWhole: Type.Boolean(),
      /** Its middle, in units of the map */
      at: Nullable(Type.Object({ x: Type.Number(), y: Type.Number() })),
    }),
  ),
});
export type Shapes = Static<typeof Shapes>;

export const shapesContract = {
  'GET /api/map/shapes': {
    summary: 'Where places and regions are drawn on the map: the countries that they are made of, and their middle',
    allow: 'reader',
    query: ShapesQuery,
    response: Shapes,
  },
} as const satisfies Contract;
