import { geoEqualEarth, type GeoProjection } from 'd3-geo';
import { turn, world } from '#server/map/projection.rules.ts';

export { world };

/** The projection in which the shapes of the countries are cut and drawn; places are put on it by projection.rules.ts. */
export function worldProjection(): GeoProjection {
  return geoEqualEarth().rotate([-turn, 0]).scale(730.4).translate([2000, 974]);
}
