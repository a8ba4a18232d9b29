/**
 * Plain drawings for documents: shapes and words as an SVG string that Word, PDF and a page all draw alike.
 *
 * A drawing holds no font, style, script, link, image or identifier: each renderer adds its own font to the root, and two
 * drawings can stand in one page. What people typed is text in it, never markup. Colours are print colours that keep
 * their order of darkness in grey.
 */
import { cleanText } from './clean-text.ts';

/** Inks of the drawings; `strong`, `middle` and `pale` are told apart in grey too. */
export const drawingInk = {
  text: '#1a2230',
  muted: '#55606e',
  line: '#c9ced5',
  land: '#e9e9e5',
  coast: '#ffffff',
  strong: '#0b5c55',
  middle: '#78aca6',
  pale: '#d3e0dd',
  accent: '#1b4f80',
  paper: '#ffffff',
} as const;

/** An element, written. */
export type Shape = string & { readonly shape: unique symbol };

const elements = ['svg', 'g', 'path', 'rect', 'circle', 'line', 'text', 'tspan'] as const;
type Element = (typeof elements)[number];
const attributes = [
  'xmlns', 'viewBox', 'width', 'height', 'x', 'y', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r', 'rx', 'd', 'transform',
  'fill', 'stroke', 'stroke-width', 'stroke-linejoin', 'stroke-linecap', 'font-size', 'font-weight', 'text-anchor',
] as const;
export type Attributes = Partial<Record<(typeof attributes)[number], string | number>>;

const namespace = 'http://www.w3.org/2000/svg';
const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => cleanText(text).replace(/[&<>"]/g, (character) => escapes[character] ?? character);
/** Two decimals are finer than any printer. */
const number = (value: number): string => String(Math.round(value * 100) / 100);

function element(name: Element, of: Attributes, inside: string): Shape {
  const written = Object.entries(of).map(([key, value]) => ` ${key}="${typeof value === 'number' ? number(value) : escape(value)}"`);
  return `<${name}${written.join('')}${inside === '' ? '/>' : `>${inside}</${name}>`}` as Shape;
}

/** One shape: `shape('rect', { x: 0, y: 0, width: 10, height: 4, fill: drawingInk.strong })`. */
export const shape = (name: 'path' | 'rect' | 'circle' | 'line', of: Attributes): Shape => element(name, of, '');

/** Words at a point; `text-anchor` says which side of the point. */
export const words = (text: string, of: Attributes): Shape => element('text', { fill: drawingInk.text, 'font-size': 9, ...of }, escape(text.replace(/\s+/g, (space) => (space === '\u00a0' ? space : ' '))));

/** Shapes together. */
export const group = (of: Attributes, shapes: readonly Shape[]): Shape => element('g', of, shapes.join(''));

/** The whole drawing, `width` by `height` points, with the part of its plane that shows (itself unless told). */
export function drawing(size: { width: number; height: number; viewBox?: readonly number[] }, shapes: readonly Shape[]): string {
  const { width, height, viewBox = [0, 0, width, height] } = size;
  return element('svg', { xmlns: namespace, viewBox: viewBox.map(number).join(' '), width, height }, shapes.join(''));
}

const knownElements = new Set<string>(elements);
const knownAttributes = new Set<string>(attributes);

/**
 * Whether a string is a drawing as made here, and nothing else that a page could run or fetch. Stored trees come back
 * through this before they reach a page.
 */
export function isPlainDrawing(svg: string): boolean {
  if (!svg.startsWith(`<svg xmlns="${namespace}" `) || !svg.endsWith('</svg>')) return false;
  let depth = 0;
  let isPlain = true;
  const rest = svg.replace(/<(\/?)([A-Za-z]+)((?:\s[A-Za-z0-9-]+="[^"<>]*")*)(\/?)>/g, (_tag, close: string, name: string, list: string, empty: string) => {
    if (close) depth -= 1;
    else {
      if (depth === 0 && name !== 'svg') isPlain = false;
      if (depth > 0 && name === 'svg') isPlain = false;
      if (!empty) depth += 1;
    }
    isPlain &&= depth >= 0 && knownElements.has(name);
    for (const [, key = '', value = ''] of list.matchAll(/\s([A-Za-z0-9-]+)="([^"]*)"/g)) {
      isPlain &&= knownAttributes.has(key) && (key === 'xmlns' ? value === namespace : !/[():;\\]/.test(value) || /^(?:translate|scale)\([-\d. ,]+\)$/.test(value));
    }
    return '';
  });
  return isPlain && depth === 0 && !/[<>]|&(?!(?:amp|lt|gt|quot);)/.test(rest);
}

/** The drawing in the font of whoever draws it: family names in the order in which they are tried. */
export function inFont(svg: string, families: readonly string[]): string {
  return svg.replace('<svg ', `<svg font-family="${families.map(quoted).join(', ')}" `);
}
/** A family name may hold a number, which no bare name may. */
const quoted = (family: string): string => `'${escape(family)}'`;

/** About how wide a text is, in the unit of its size; near enough to keep it inside its place. */
export function textWidth(text: string, size: number): number {
  return [...text].reduce((sum, character) => sum + (/[ilj.,:;'’|!()]/.test(character) ? 0.28 : /[mwMW%@—]/.test(character) ? 0.8 : /\p{Lu}/u.test(character) ? 0.6 : 0.5), 0) * size;
}

/** The text, cut with « … » where it would be wider than `width`. */
export function fitted(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && textWidth(`${letters.join('')}…`, size) > width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}
