import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { worldSvg } from '../../web/lib/map/atlas.server.ts';
import { drawingOrder, namesThatFit } from '../../web/lib/map/map.rules.ts';
import { world } from '../../server/map/projection.rules.ts';

describe('names and order', () => {
  it('keep only names that cover neither each other nor a dot, the weightiest first', () => {
    const at = (id: string, x: number, weight: number) => ({ id, label: id, x, y: 500, radius: 4, weight });
    const names = namesThatFit([at('Paris', 1009, 1), at('Bruxelles', 1000, 9), at('Dakar', 1400, 2), at('Tokyo', 3945, 5)], 20, world);
    expect(names.map(({ id, side, at: start }) => [id, side, start])).toEqual([['Bruxelles', 'left', 988], ['Tokyo', 'left', 3933], ['Dakar', 'right', 1412], ['Paris', 'right', 1021]]);
  });

  it('leave the whole width of every other dot free, whatever their places and sizes', () => {
    const dot = fc.record({ x: fc.integer({ min: 0, max: 900 }), y: fc.integer({ min: 0, max: 400 }), radius: fc.integer({ min: 2, max: 40 }), label: fc.string({ minLength: 1, maxLength: 14 }), weight: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(dot, { maxLength: 25 }), (dots) => {
        const places = dots.map((one, index) => ({ ...one, id: String(index) }));
        for (const name of namesThatFit(places, 12, [0, 0, 900, 400])) {
          const end = name.at + (name.side === 'right' ? 1 : -1) * 12 * 0.58 * name.label.length;
          expect(Math.abs(name.at - name.x)).toBeGreaterThan(name.radius);
          for (const other of places) {
            if (other.id === name.id || Math.abs(other.y - name.y) > other.radius) continue;
            expect(Math.min(name.at, end) > other.x + other.radius || Math.max(name.at, end) < other.x - other.radius).toBe(true);
          }
        }
      }),
    );
  });

  it('draw targets last and small regions over large ones', () => {
    const region = (id: string, decision: 'target' | 'watch' | 'no' | null, size: number) => ({ id, decision, countries: Array<string>(size).fill('XX') });
    const order = drawingOrder([region('t', 'target', 9), region('small', null, 1), region('w', 'watch', 2), region('large', 'no', 20)]);
    expect(order.map(({ id }) => id)).toEqual(['large', 'small', 'w', 't']);
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
});
