import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { countryFrames, worldSvg } from '../../web/lib/map/atlas.server.ts';
import { dotWidth, drawingOrder, frameAround, namesThatFit, tintOf, tintRanges } from '../../web/lib/map/map.rules.ts';
import { project, world } from '../../web/lib/map/projection.ts';

describe('the tint of a region', () => {
  it('is 0 without partners, 4 for the most, and grows with the square root', () => {
    expect([0, 1, 10, 25, 56, 57, 100].map((partners) => tintOf(partners, 100))).toEqual([0, 1, 2, 2, 3, 4, 4]);
    expect(tintOf(3, 0)).toBe(0);
  });

  it('has a legend that says every number once', () => {
    const ranges = tintRanges(30);
    expect(ranges[0]?.from).toBe(1);
    expect(ranges.at(-1)?.to).toBe(30);
    ranges.slice(1).forEach((range, index) => expect(range.from).toBe((ranges[index]?.to ?? 0) + 1));
    expect(tintRanges(1)).toEqual([{ tint: 4, from: 1, to: 1 }]);
    expect(tintRanges(0)).toEqual([]);
  });
});

describe('dots, names and order', () => {
  it('make dots grow by area, within limits', () => {
    expect(dotWidth(0)).toBe(5);
    expect(dotWidth(4)).toBe(11);
    expect(dotWidth(1000)).toBe(22);
  });

  it('keep only names that cover neither each other nor a dot, the weightiest first', () => {
    const at = (id: string, x: number, weight: number) => ({ id, label: id, x, y: 500, weight });
    const names = namesThatFit([at('Paris', 1005, 1), at('Bruxelles', 1000, 9), at('Dakar', 1400, 2), at('Tokyo', 3945, 5)], 20, world);
    expect(names.map(({ id, side }) => [id, side])).toEqual([['Bruxelles', 'right'], ['Tokyo', 'left'], ['Dakar', 'right']]);
  });

  it('draw targets last and small regions over large ones', () => {
    const region = (id: string, decision: 'target' | 'watch' | 'no' | null, size: number) => ({ id, decision, countryCodes: Array<string>(size).fill('XX') });
    const order = drawingOrder([region('t', 'target', 9), region('small', null, 1), region('w', 'watch', 2), region('large', 'no', 20)]);
    expect(order.map(({ id }) => id)).toEqual(['large', 'small', 'w', 't']);
  });
});

describe('the frame of a map', () => {
  it('holds what it shows, with air, in its proportions and inside the world', () => {
    const [x, y, width, height] = frameAround([[1800, 300, 100, 300]], world);
    expect(x).toBeLessThan(1800);
    expect(y).toBeLessThan(300);
    expect(y + height).toBeGreaterThan(600);
    expect(width / height).toBeCloseTo(2.2, 1);
    const corner = frameAround([[world[0], world[1]]], world);
    expect(corner[0]).toBe(world[0]);
    expect(corner[1]).toBe(world[1]);
    expect(frameAround([], world)).toEqual(world);
  });

  it('places known cities where they are', () => {
    const [quebec, paris, tokyo] = [project(-71.21, 46.81), project(2.35, 48.86), project(139.69, 35.69)];
    expect(quebec?.[0]).toBeLessThan(paris?.[0] ?? 0);
    expect(paris?.[0]).toBeLessThan(tokyo?.[0] ?? 0);
    expect(paris?.[1]).toBeLessThan(tokyo?.[1] ?? 0);
    const france = countryFrames()['250'] ?? world;
    expect(paris?.[0]).toBeGreaterThan(france[0]);
    expect(paris?.[0]).toBeLessThan(france[0] + france[2]);
  });
});

describe('the shapes of the countries', () => {
  const svg = worldSvg();

  it('are there for every country of the reference data that the atlas knows, small ones included', () => {
    for (const m49 of ['250', '124', '578', '304', '470', '690', '702', '840']) expect(svg, m49).toContain(`id="m${m49}"`);
    expect(svg).not.toContain('id="m010"');
    expect(svg).not.toMatch(/NaN|undefined/);
  });

  it('stay light: less than 80 kB as sent', () => {
    expect(gzipSync(svg).length).toBeLessThan(80_000);
  });

  it('keep far islands out of a country’s frame', () => {
    const france = countryFrames()['250'] ?? world;
    expect(france[2]).toBeLessThan(200);
  });
});
