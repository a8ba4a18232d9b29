/**
 * Drawings in our own fonts. A family of ours is cut in files by script, and what reads SVG takes one file for a text:
 * a text that needs several is set here piece by piece, each in its family and at its place.
 */
import { inFont } from './drawing.ts';
import type { FontSet } from './fonts.ts';

type Fonts = Pick<FontSet, 'sans' | 'familyFor' | 'widthOf'>;

/** The drawing with a family that draws it named at each text; characters that none draws are written as their code. */
export function inOurFonts(svg: string, fonts: Fonts): string {
  const first = fonts.sans[0] ?? '';
  return inFont(svg, [first]).replace(/<text ([^>]*)>([^<]*)<\/text>/g, (whole, attributes: string, inside: string) => {
    const text = spelled(inside, fonts);
    const pieces = piecesOf(text, fonts, first);
    if (pieces.length === 1 && pieces[0]?.family === first) return text === inside ? whole : `<text ${attributes}>${text}</text>`;
    const value = (name: string): string | undefined => new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1];
    const size = Number(value('font-size') ?? 9);
    const isBold = Number(value('font-weight') ?? 400) >= 600;
    const widths = pieces.map((piece) => fonts.widthOf(unescaped(piece.text), isBold) * size);
    const width = widths.reduce((sum, one) => sum + one, 0);
    const anchor = value('text-anchor');
    let x = Number(value('x') ?? 0) - (anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0);
    const rest = attributes.replace(/(?:^|\s)(?:x|text-anchor)="[^"]*"/g, '').trim();
    return pieces
      .map((piece, index) => {
        const set = `<text x="${Math.round(x * 100) / 100}" ${rest} font-family="'${piece.family}'">${piece.text}</text>`;
        x += widths[index] ?? 0;
        return set;
      })
      .join('');
  });
}

/** Letters and marks of French and English, which no reader of drawings takes apart. */
const plainest = /[\n\x20-\x7e\u00a0-\u00ac\u00ae-\u00ffŒœ’…–—]/;

/** The drawing with every other character as its code: the last resort where a strict reader refuses it. */
export const spelledOut = (svg: string): string =>
  svg.replace(/>([^<]*)</g, (_whole, text: string) => `>${Array.from(text, (character) => (plainest.test(character) ? character : codeOf(character))).join('')}<`);

/** Stretches that one family draws. Spaces stay with what is before them, so that none is at an end and lost. */
function piecesOf(text: string, { familyFor }: Fonts, first: string): { family: string; text: string }[] {
  const pieces: { family: string; text: string }[] = [];
  for (const character of text) {
    const family = familyFor(character) ?? first;
    const last = pieces.at(-1);
    if (last && last.family === family) last.text += character;
    else pieces.push({ family, text: character });
  }
  return pieces.map((piece) => ({ ...piece, text: piece.text.replace(/^ | $/g, '\u00a0') }));
}

/** A character that no font draws, as its code: `[U+6797]`. */
export const codeOf = (character: string): string => `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;

const spelled = (text: string, { familyFor }: Fonts): string =>
  Array.from(text, (character) => (familyFor(character) === null ? codeOf(character) : character)).join('');

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const unescaped = (text: string): string => text.replace(/&(amp|lt|gt|quot);/g, (_all, name: string) => entities[name] ?? '');
