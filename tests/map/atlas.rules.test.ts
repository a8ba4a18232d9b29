import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { worldSvg } from '../../web/lib/map/atlas.server.ts';
import { drawingOrder, namesThatFit } from '../../web/lib/map/map.rules.ts';
import { world } from '../../server/map/projection.rules.ts';

describe('names and order', () => {
  it('keep only names that cover neither each other nor a dot, the weightiest first', () => {
    const at = (id: string, x: number, weight: number) => ({ id, label: id, x, y: 500, weight });
    const names = namesThatFit([at('Paris', 1005, 1), at('Bruxelles', 1000, 9), at('Dakar', 1400, 2), at('Tokyo', 3945, 5)], 20, world);
    expect(names.map(({ id, side }) => [id, side])).toEqual([['Bruxelles', 'right'], ['Tokyo', 'left'], ['Dakar', 'right']]);
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
