import fc from 'fast-check';
import { geoEqualEarth } from 'd3-geo';
import { describe, expect, it } from 'vitest';
import { clustersOf, openingOf, reach, reachOnPhone } from '../../server/map/cluster.rules.ts';
import { greatCircle, linesOf, quebec } from '../../server/map/path.rules.ts';
import { closest, frameAt, frameOf, isIn, moved, project, ratio, readFrame, world, writeFrame, type Frame } from '../../server/map/projection.rules.ts';
import '../support/property.ts';

const longitude = fc.double({ min: -180, max: 180, noNaN: true });
const latitude = fc.double({ min: -85, max: 85, noNaN: true });
const position = fc.tuple(longitude, latitude);
const point = fc.record({
  id: fc.uuid(),
  x: fc.double({ min: world[0], max: world[0] + world[2], noNaN: true }),
  y: fc.double({ min: world[1], max: world[1] + world[3], noNaN: true }),
  weight: fc.nat(50),
});
const points = fc.uniqueArray(point, { selector: ({ id }) => id, maxLength: 200 });

describe('the projection', () => {
  it('is the one in which the atlas is drawn', () => {
    const atlas = geoEqualEarth().rotate([-11, 0]).scale(730.4).translate([2000, 974]);
    fc.assert(fc.property(fc.double({ min: -168.9, max: 190.9, noNaN: true }), latitude, (east, north) => {
      const [x, y] = project(east, north);
      const [ax = 0, ay = 0] = atlas([east, north]) ?? [];
      expect(Math.hypot(x - ax, y - ay)).toBeLessThan(0.2);
    }));
  });
});

describe('frames', () => {
  const frame = fc.tuple(longitude, latitude, fc.double({ min: 1, max: 9000, noNaN: true })).map(([x, y, width]) => frameAt(project(x, y), width));
  const inside = ([left, top, width, height]: Frame) =>
    left >= world[0] - 0.2 && top >= world[1] - 0.2 && left + width <= world[0] + world[2] + 0.2 && top + height <= world[1] + world[3] + 0.2;

  it('stay in the world, in its proportions, however they are moved and brought closer', () => {
    fc.assert(fc.property(frame, fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: 0.1, max: 9, noNaN: true }), (one, by, zoom) => {
      for (const next of [one, moved(one, { x: by }), moved(one, { y: by }), moved(one, { zoom })]) {
        expect(inside(next)).toBe(true);
        expect(next[2]).toBeGreaterThanOrEqual(closest);
        expect(next[2] / next[3]).toBeCloseTo(ratio, 1);
      }
    }));
  });

  it('come back from an address as they went into it, and nothing else is a frame', () => {
    fc.assert(fc.property(frame, (one) => {
      const back = readFrame(writeFrame(one)) ?? world;
      one.forEach((value, index) => expect(Math.abs(value - (back[index] ?? 0))).toBeLessThan(1.5));
    }));
    for (const text of [null, '', '1,2', 'a,b,c', '1,2,3,4', '1,,3', 'NaN,0,1']) expect(readFrame(text)).toBeNull();
  });
});

describe('dots', () => {
  it('hold every place once, no two of them closer than the radius, whatever the order given', () => {
    fc.assert(fc.property(points, fc.double({ min: 5, max: 400, noNaN: true }), (places, radius) => {
      const clusters = clustersOf(places, radius);
      expect(clusters.flatMap(({ members }) => members.map(({ id }) => id)).sort()).toEqual(places.map(({ id }) => id).sort());
      for (const [index, { at, members }] of clusters.entries()) {
        for (const member of members) {
          expect(Math.hypot(member.x - at.x, member.y - at.y)).toBeLessThan(radius);
          expect(member.weight).toBeLessThanOrEqual(at.weight);
        }
        for (const other of clusters.slice(index + 1)) expect(Math.hypot(other.at.x - at.x, other.at.y - at.y)).toBeGreaterThanOrEqual(radius);
      }
      expect(clustersOf(places.toReversed(), radius)).toEqual(clusters);
    }));
  });

  it('come apart in the end: each opening is closer and holds its places, until a list has to tell them apart', () => {
    fc.assert(fc.property(points.filter(({ length }) => length > 1), (places) => {
      let frame: Frame = world;
      for (let depth = 0; depth < 60; depth += 1) {
        const largest = clustersOf(places.filter(({ x, y }) => isIn(frame, [x, y])), frame[2] * reach).toSorted((a, b) => b.members.length - a.members.length)[0];
        const next = largest && openingOf(largest.members, frame);
        if (!next) return;
        expect(next[2]).toBeLessThan(frame[2]);
        for (const { x, y } of largest.members) expect(isIn([next[0] - 0.2, next[1] - 0.2, next[2] + 0.4, next[3] + 0.4], [x, y])).toBe(true);
        frame = next;
      }
      expect.unreachable('an opening goes on for ever');
    }), { numRuns: 60 });
  });

  it('of five thousand places are few enough to draw', () => {
    const places = fc.sample(point, { numRuns: 5000, seed: 1 });
    expect(clustersOf(places, world[2] * reach).length).toBeLessThan(1200);
    expect(clustersOf(places, world[2] * reachOnPhone).length).toBeLessThan(200);
  });

  it('of one spot have no frame that parts them', () => {
    const same = (id: string) => ({ id, x: 1000, y: 500 });
    expect(openingOf([same('a'), same('b')], world)).toBeNull();
    expect(openingOf([same('a')], world)).toBeNull();
    expect(frameOf([])).toEqual(world);
  });
});

describe('the way of a mission', () => {
  it('goes from stop to stop by short steps, and never across the map where the map is cut', () => {
    fc.assert(fc.property(fc.array(position, { minLength: 2, maxLength: 6 }), (stops) => {
      const lines = linesOf(stops);
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) {
        line.slice(1).forEach(([x, y], index) => {
          const [px] = line[index] ?? [x];
          expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
          // Half the map at the most, where a step passes beside a pole.
          expect(Math.abs(x - px)).toBeLessThan(1990);
        });
      }
    }));
  });

  it('begins and ends where it should', () => {
    const [line] = linesOf([quebec, [2.35, 48.86]]);
    expect(line?.[0]).toEqual(project(...quebec));
    expect(line?.at(-1)).toEqual(project(2.35, 48.86));
    // By the great circle, north of the straight line.
    expect(Math.min(...(line ?? []).map(([, y]) => y))).toBeLessThan(project(2.35, 48.86)[1]);
  });

  it('is cut in two across the Bering Strait, each half ending on its edge', () => {
    const lines = linesOf([[-150, 61], [150, 61]]);
    expect(lines).toHaveLength(2);
    const [out, back] = [lines[0]?.at(-1), lines[1]?.[0]];
    expect(out?.[1]).toBe(back?.[1]);
    expect((back?.[0] ?? 0) - (out?.[0] ?? 0)).toBeGreaterThan(1500);
  });

  it('is as long as the great circle', () => {
    fc.assert(fc.property(position, position, (from, to) => {
      const way = greatCircle(from, to);
      expect(way[0]).toEqual(from);
      expect(way.at(-1)).toEqual(to);
    }));
  });
});
