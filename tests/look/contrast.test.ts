import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../web/lib/styles/tokens.css', import.meta.url), 'utf8');
const colours = new Map(
  [...css.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [name!, { light: light!, dark: dark! }]),
);

/** Relative luminance of WCAG 2.2, 0 to 1. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(front: string, back: string, theme: 'light' | 'dark'): number {
  const [high, low] = [luminance(colours.get(front)![theme]), luminance(colours.get(back)![theme])].sort((a, b) => b - a);
  return (high! + 0.05) / (low! + 0.05);
}

const surfaces = ['paper', 'raised', 'sunken', 'hover'];
const text: [string, string][] = [
  ...['ink', 'ink-soft', 'ink-faint', 'accent', 'late', 'shines', 'learns', 'attracts'].flatMap((front) => surfaces.map((back): [string, string] => [front, back])),
  ...['shines', 'learns', 'attracts', 'late', 'accent'].map((name): [string, string] => [name, `${name}-wash`]),
  ['ink', 'accent-wash'],
  ['ink-soft', 'accent-wash'],
  ['ink', 'late-wash'],
  ['ink', 'selection'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['on-late', 'late'],
];
const controls: [string, string][] = [
  ...surfaces.map((back): [string, string] => ['line-control', back]),
  ['accent', 'accent-wash'],
];

describe.each(['light', 'dark'] as const)('%s theme', (theme) => {
  it.each(text)('text %s on %s reads at 4.5:1', (front, back) => {
    expect(contrast(front, back, theme)).toBeGreaterThanOrEqual(4.5);
  });
  it.each(controls)('control %s on %s shows at 3:1', (front, back) => {
    expect(contrast(front, back, theme)).toBeGreaterThanOrEqual(3);
  });
});
