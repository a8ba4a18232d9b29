import { countryShapes, ringsPath } from '#server/map/atlas.rules.ts';
import { world } from '#server/map/projection.rules.ts';

/**
 * The world as one SVG file: `#land` is everything, `#m250` is France (UN M49, which is also the number of ISO 3166-1).
 * Colours come from whoever draws it with <use>.
 */
export function worldSvg(): string {
  const paths = countryShapes().map(({ id, rings }) => `<path id="m${id}" vector-effect="non-scaling-stroke" d="${ringsPath(rings)}"/>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${world.join(' ')}"><g id="land">${paths.join('')}</g></svg>`;
}
