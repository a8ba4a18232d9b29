import type { Span } from './capture.schema.ts';
import { fold } from '../text/fold.rules.ts';
import { titles } from './words.rules.ts';

/** A stretch of the flat text: `start` included, `end` not. */
export type Range = { start: number; end: number };
/** A word of the flat text. `opens`: the first of a sentence, where a capital says nothing. */
export type Word = Range & { text: string; isCapital: boolean; isLoud: boolean; opens: boolean };

/**
 * A line as it was typed, and flat: lower case, no accents, plain apostrophes, hyphens and spaces, so that one pattern
 * reads every spelling. `starts` and `ends` lead from each unit of the flat text back to the text.
 */
export type Line = { text: string; flat: string; starts: number[]; ends: number[]; words: Word[] };

const plain: Record<string, string> = { '’': "'", '‘': "'", 'ʼ': "'", '`': "'", '´': "'", '–': '-', '—': '-', '‑': '-', '‐': '-', '−': '-' };
const known = new Map<string, string>();

/** What stands for one character of the text in the flat text; empty for a mark that adds to the letter before it. */
function flatten(character: string): string {
  const found = known.get(character);
  if (found !== undefined) return found;
  const isLetter = /[\p{L}\p{N}]/u.test(character);
  const flat = plain[character] ?? (isLetter ? fold(character) || character : /\p{M}/u.test(character) ? '' : /\s/.test(character) && character !== '\n' ? ' ' : character);
  // A bounded memory: a text may hold every character there is.
  if (known.size < 4_000) known.set(character, flat);
  return flat;
}

/** Reads a text once for every rule. */
export function readLine(text: string): Line {
  const pieces: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let last = '';
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at)!;
    const size = code > 0xffff ? 2 : 1;
    const character = text.slice(at, at + size);
    const flat = code < 128 && character !== '`' ? plainAscii(character) : flatten(character);
    // A mark belongs to its letter, and a run of spaces is one: patterns need not go through it.
    const isMore = flat === '' || (flat === last && (flat === ' ' || flat === '\n'));
    if (isMore && ends.length > 0) {
      ends[ends.length - 1] = at + size;
      at += size;
      continue;
    }
    for (let unit = 0; unit < flat.length; unit += 1) {
      starts.push(at);
      ends.push(at + size);
    }
    pieces.push(flat);
    last = flat;
    at += size;
  }
  const line: Line = { text, flat: pieces.join(''), starts, ends, words: [] };
  line.words = wordsOf(line);
  return line;
}

const plainAscii = (character: string): string => {
  const lower = character.toLowerCase();
  return lower === '\t' || lower === '\r' ? ' ' : lower;
};

function wordsOf(line: Line): Word[] {
  const words: Word[] = [];
  // A line all in capitals says nothing with them.
  const isShouted = line.text.length > 3 && line.text === line.text.toUpperCase() && line.text !== line.text.toLowerCase();
  for (const match of line.flat.matchAll(/[\p{L}\p{N}]+/gu)) {
    const start = match.index;
    const end = start + match[0].length;
    const typed = textOf(line, { start, end });
    const isCapital = !isShouted && /^[\p{Lu}\p{Lt}]/u.test(typed);
    const isLoud = isCapital && typed.length > 1 && typed === typed.toUpperCase() && /\p{L}\P{M}*\p{L}/u.test(typed);
    const before = line.flat.slice(words.at(-1)?.end ?? 0, start);
    // The full stop of « M. » ends no sentence.
    const isTitle = before.startsWith('.') && titles.has(words.at(-1)?.text ?? '');
    const opens = words.length === 0 || (!isTitle && /[.!?\n>→⇒➜]\s{0,20}["«(]?\s{0,20}$/.test(before));
    words.push({ start, end, text: match[0], isCapital, isLoud, opens });
  }
  return words;
}

/** What was typed in a stretch of the flat text. */
export function textOf(line: Line, range: Range): string {
  const span = bounds(line, range);
  return line.text.slice(span.start, span.end);
}

/** The same stretch in the text as it was typed. */
export function spanOf(line: Line, range: Range): Span {
  const { start, end } = bounds(line, range);
  return { start, end, text: line.text.slice(start, end) };
}

export function bounds(line: Line, { start, end }: Range): Range {
  if (end <= start) return { start: line.starts[start] ?? line.text.length, end: line.starts[start] ?? line.text.length };
  return { start: line.starts[start] ?? line.text.length, end: line.ends[end - 1] ?? line.text.length };
}

export const overlaps = (a: Range, b: Range): boolean => a.start < b.end && b.start < a.end;

/** Units of the flat text that some ranges cover: asked often, in a long text of many names. */
export class Cover {
  readonly units: Uint8Array;
  constructor(line: Line, ranges: readonly Range[]) {
    this.units = new Uint8Array(line.flat.length + 1);
    for (const range of ranges) this.add(range);
  }
  add({ start, end }: Range): void {
    this.units.fill(1, start, end);
  }
  /** Whether a range touches what is covered */
  touches({ start, end }: Range): boolean {
    for (let at = start; at < end; at += 1) if (this.units[at] === 1) return true;
    return false;
  }
}

/** `range` without the spaces at its ends. */
export function trimmed(line: Line, range: Range): Range {
  let { start, end } = range;
  while (start < end && /\s/.test(line.flat[start]!)) start += 1;
  while (end > start && /\s/.test(line.flat[end - 1]!)) end -= 1;
  return { start, end };
}
