/**
 * Drawings as PNG, for what reads Word files and cannot draw SVG (Word before 2016, many previews). The rasterizer is
 * WebAssembly, the same on every machine, and is read with the first picture.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Resvg } from '@resvg/resvg-wasm';
import { inOurFonts } from './drawing-fonts.ts';
import { loadFonts } from './fonts.ts';

/** Dots an inch: sharp on paper, and light in a mail. */
const density = 160;

let engine: Promise<typeof Resvg> | undefined;

async function start(): Promise<typeof Resvg> {
  const { Resvg: made, initWasm } = await import('@resvg/resvg-wasm');
  await initWasm(await readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')));
  return made;
}

/** The PNG file of a drawing `width` points wide, on white. */
export async function rasterize(svg: string, width: number): Promise<Buffer> {
  engine ??= start();
  const Drawn = await engine;
  const fonts = loadFonts();
  const drawn = new Drawn(inOurFonts(svg, fonts), {
    font: { fontBuffers: fonts.filesFor(svg), defaultFontFamily: fonts.sans[0] ?? '' },
    fitTo: { mode: 'width', value: Math.round((width / 72) * density) },
    background: '#ffffff',
  });
  const image = drawn.render();
  try {
    return Buffer.from(image.asPng());
  } finally {
    image.free();
    drawn.free();
  }
}
