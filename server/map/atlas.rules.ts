import { geoEqualEarth, geoPath, type GeoProjection } from 'd3-geo';
import { feature } from 'topojson-client';
import atlas from 'world-atlas/countries-50m.json' with { type: 'json' };
import { turn, type Frame } from './projection.rules.ts';

// Natural Earth's countries at 1:50,000,000 (public domain), drawn once on whole units: a world of 4000 units needs no
// finer, and the paths stay light enough to send.

export type Ring = [number, number][];
/** Its UN M49 number, which is also that of ISO 3166-1, and its outlines on the map. */
export type CountryShape = { id: string; rings: Ring[] };

const antarctica = '010';
/** Rings smaller than this many square units are islets that nobody would see. */
const islet = 16;
/** A country smaller than this is drawn as a dot of this radius, so that it can be seen and tinted. */
const dot = 5;

/** The projection in which the shapes of the countries are cut and drawn; places are put on it by projection.rules.ts. */
export function worldProjection(): GeoProjection {
  return geoEqualEarth().rotate([-turn, 0]).scale(730.4).translate([2000, 974]);
}

let drawn: CountryShape[] | undefined;

/** Every country but Antarctica, on whole units of the map. */
export function countryShapes(): CountryShape[] {
  if (drawn) return drawn;
  const { features } = feature(atlas, atlas.objects.countries);
  drawn = features
    .filter(({ id }) => id !== antarctica)
    .map((one, index) => ({ id: one.id === undefined ? `x${index}` : String(one.id).padStart(3, '0'), rings: ringsOf(one) }));
  return drawn;
}

/** The rings of a country as the projection cuts them, on whole units, without repeated points. */
function ringsOf(country: Parameters<ReturnType<typeof geoPath>>[0]): Ring[] {
  const rings: Ring[] = [];
  let ring: Ring = [];
  const add = (x: number, y: number): void => {
    const point: [number, number] = [Math.round(x), Math.round(y)];
    const last = ring.at(-1);
    if (!last || last[0] !== point[0] || last[1] !== point[1]) ring.push(point);
  };
  geoPath(worldProjection(), {
    beginPath: () => undefined,
    moveTo: (x, y) => {
      ring = [];
      rings.push(ring);
      add(x, y);
    },
    lineTo: add,
    arc: () => undefined,
    closePath: () => undefined,
  })(country);
  const largest = Math.max(0, ...rings.map(areaOf));
  const kept = rings.filter((one) => one.length > 2 && areaOf(one) >= Math.min(islet, largest)).map(withoutMiddles);
  if (largest >= islet) return kept;
  const [x, y] = rings[0]?.[0] ?? [0, 0];
  return [[[x - dot, y], [x, y - dot], [x + dot, y], [x, y + dot]]];
}

/** Leaves out the points that lie on the straight line between their neighbours. */
function withoutMiddles(ring: Ring): Ring {
  return ring.filter(([x, y], index) => {
    const before = ring[index - 1];
    const after = ring[index + 1];
    if (!before || !after) return true;
    return (x - before[0]) * (after[1] - y) !== (y - before[1]) * (after[0] - x);
  });
}

function areaOf(ring: Ring): number {
  let sum = 0;
  ring.forEach(([x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length] ?? [x, y];
    sum += x * nextY - nextX * y;
  });
  return Math.abs(sum) / 2;
}

/**
 * The shapes that a frame shows, drawn no finer than `grain` units: what a small picture on paper needs. A country keeps
 * its largest outline however small.
 */
export function shapesIn([left, top, width, height]: Frame, grain: number): CountryShape[] {
  const snap = (value: number): number => Math.round(value / grain) * grain;
  return countryShapes().flatMap(({ id, rings }) => {
    const seen = rings.filter((ring) => {
      const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
      return Math.max(...xs) >= left && Math.min(...xs) <= left + width && Math.max(...ys) >= top && Math.min(...ys) <= top + height;
    });
    const coarse = grain <= 1 ? seen : seen.map((ring) => ring.map(([x, y]): [number, number] => [snap(x), snap(y)]).filter(([x, y], index, all) => {
      const before = all[index - 1];
      return !before || before[0] !== x || before[1] !== y;
    })).map(withoutMiddles);
    const large = coarse.filter((ring) => ring.length > 2 && areaOf(ring) >= (2 * grain) ** 2);
    const [first] = seen;
    const kept = large.length > 0 ? large : first ? [first] : [];
    return kept.length > 0 ? [{ id, rings: kept }] : [];
  });
}

/** Path data with relative moves, which are short where the points are close. */
export function ringsPath(rings: readonly Ring[]): string {
  return rings
    .map((ring) => {
      let [x, y] = ring[0] ?? [0, 0];
      const moves = ring.slice(1).map(([nextX, nextY]) => {
        const move = `${nextX - x} ${nextY - y}`;
        [x, y] = [nextX, nextY];
        return move;
      });
      return `M${ring[0]?.join(' ')}l${moves.join(' ').replaceAll(' -', '-')}z`;
    })
    .join('');
}
