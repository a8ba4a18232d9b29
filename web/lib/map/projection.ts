import { geoEqualEarth, type GeoProjection } from 'd3-geo';

/** A rectangle of the map, in its own units: left, top, width, height. */
export type Frame = readonly [number, number, number, number];

/** Address of the countries' shapes: one file, cached by the browser and drawn with <use>. The number is its edition. */
export const atlasUrl = '/map/world.svg?v=1';

/** The whole map without Antarctica. */
export const world: Frame = [170, 10, 3780, 1716];

/**
 * Equal Earth keeps areas true, so that a tinted country weighs what it weighs. Turned by 11° so that the cut falls in the
 * Bering Strait and splits nobody.
 */
export function worldProjection(): GeoProjection {
  return geoEqualEarth().rotate([-11, 0]).scale(730.4).translate([2000, 974]);
}

const projection = worldProjection();

/** Where a place lies on the map; null for what the projection cannot show. */
export function project(longitude: number, latitude: number): [number, number] | null {
  const point = projection([longitude, latitude]);
  return point ? [Math.round(point[0] * 10) / 10, Math.round(point[1] * 10) / 10] : null;
}
