import type { LexiconEntry } from './capture.schema.ts';
import { canonical, strengths } from './forms.rules.ts';
import type { Strength } from './forms.rules.ts';
import type { Lexicon } from './lexicon.rules.ts';
import type { Line, Range, Word } from './line.rules.ts';
import { overlaps } from './line.rules.ts';
import { isKindWord } from './kinds.rules.ts';
import { generic, notNames, ordinary, titles, withWords } from './words.rules.ts';

/** Where a known name stands in the line, and who goes by it. `first` and `last` count words. */
export type Hit = Range & {
  first: number;
  last: number;
  /** Who goes by it, by type, in the strongest sense that each type has here */
  meant: Record<LexiconEntry['type'], Meant>;
  /** All who share a name that hundreds share; `meant` then holds the first of them only */
  many: number[] | null;
  /** A town’s short name */
  isPlace: boolean;
  /** Found through a typing error */
  isTypo: boolean;
  /** Introduced by @ */
  isMarked: boolean;
  /** Written so that it may be an ordinary word as well */
  isDoubtful: boolean;
  /** « M. », “Ms.” before it */
  hasTitle: boolean;
};

export type Meant = { entries: LexiconEntry[]; strength: number };
export type Sees = (entry: LexiconEntry) => boolean;

const longestName = 14;
/** Words of a line looked at for towns misspelt without a capital. */
const lowerTypos = 12;
/** A given name in lower case is asked where no more people than these have it. */
const fewNamesakes = 8;
/** Of a name that thousands share, as many are gone through: nobody is told from the others without an organization. */
const looked = 400;
const nobody = (): Hit['meant'] => ({
  organization: { entries: [], strength: 9 },
  contact: { entries: [], strength: 9 },
  user: { entries: [], strength: 9 },
  commitment: { entries: [], strength: 9 },
  sector: { entries: [], strength: 9 },
});

/** Every known name in the line, the longest at each place; nothing in `taken` (dates) is read as a name. */
export function findHits(line: Line, lexicon: Lexicon, sees: Sees, taken: readonly Range[]): Hit[] {
  const reader = new Reader(line, lexicon, sees, taken);
  const hits: Hit[] = [];
  for (let at = 0; at < line.words.length; ) {
    const hit = reader.at(at);
    if (hit) hits.push(hit);
    at = hit ? hit.last + 1 : at + 1;
  }
  // « hier apel bordeau »: where no partner is named, a long word an error away from a town is asked.
  if (!hits.some(({ meant }) => meant.organization.entries.length > 0)) {
    line.words.slice(0, lowerTypos).forEach((_, at) => {
      const hit = hits.some(({ first, last }) => first <= at && at <= last) ? null : reader.lowerTypo(at);
      if (hit) hits.push(hit);
    });
    hits.sort((a, b) => a.start - b.start);
  }
  return hits;
}

class Reader {
  readonly line: Line;
  readonly lexicon: Lexicon;
  readonly sees: Sees;
  readonly words: string[];
  readonly blocked: boolean[];
  readonly places = new Set<string>();
  readonly nearby = new Map<number, string[]>();
  /** Looking for typing errors costs: a long text has a share, a line never reaches it. */
  effort = 400;

  constructor(line: Line, lexicon: Lexicon, sees: Sees, taken: readonly Range[]) {
    this.line = line;
    this.lexicon = lexicon;
    this.sees = sees;
    this.words = line.words.map(({ text }) => canonical(text));
    this.blocked = line.words.map(() => false);
    let next = 0;
    // « jean@namur.be » names nobody.
    const addresses = [...line.flat.matchAll(/[^\s@,;<>()]{1,80}@[^\s@,;<>()]{1,80}\.[a-z]{2,}|(?:https?:\/\/|www\.)\S+/g)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
    const sorted = [...taken, ...addresses].sort((a, b) => a.start - b.start);
    line.words.forEach((word, index) => {
      while (next < sorted.length && sorted[next]!.end <= word.start) next += 1;
      this.blocked[index] = sorted[next] !== undefined && overlaps(word, sorted[next]!);
    });
  }

  at(first: number): Hit | null {
    if (this.blocked[first]) return null;
    const most = this.reach(first);
    const candidates = this.nearAt(first);
    const starts = [this.words[first]!, ...candidates];
    const limit = Math.max(...starts.map((word) => this.lexicon.longest.get(word) ?? 0));
    for (let length = Math.min(most, limit); length >= 1; length -= 1) {
      const exact = this.read(first, length, this.words.slice(first, first + length).join(' '), false);
      if (exact) return exact;
      for (const key of this.corrected(first, length)) {
        const near = this.read(first, length, key, true);
        if (near) return near;
      }
    }
    return null;
  }

  /** How many words hold together from here. */
  reach(first: number): number {
    const { words, flat } = this.line;
    let length = 1;
    while (length < longestName && first + length < words.length && !this.blocked[first + length]) {
      const gap = flat.slice(words[first + length - 1]!.end, words[first + length]!.start);
      if (!/^(?: ?[-'&./]? ?|, ?| [-&] )$/.test(gap)) break;
      length += 1;
    }
    return length;
  }

  /** Known words near one that nobody knows, where a name may stand: a capital, or right after @ or « avec ». */
  nearAt(index: number): string[] {
    const found = this.nearby.get(index);
    if (found) return found;
    const word = this.words[index]!;
    const typed = this.line.words[index]!;
    const before = this.words[index - 1];
    const isPlausible =
      (typed.isCapital && !(typed.opens && ordinary.has(word))) || this.isMarked(typed) || (before !== undefined && withWords.has(before) && before.length > 2);
    let near: string[] = [];
    if (isPlausible && !this.lexicon.near.has(word) && !ordinary.has(word) && !generic.has(word) && !notNames.has(word) && !isKindWord(word) && this.effort > 0) {
      this.effort -= 1;
      near = this.lexicon.near.of(word).map((one) => one.word);
    }
    this.nearby.set(index, near);
    return near;
  }

  /** A town’s name of seven letters, one error away from a word that begins alike and is nobody’s. */
  lowerTypo(at: number): Hit | null {
    const typed = this.line.words[at]!;
    const word = this.words[at]!;
    if (this.blocked[at] || typed.isCapital || word.length < 6 || this.lexicon.near.has(word) || ordinary.has(word) || generic.has(word) || notNames.has(word) || isKindWord(word)) return null;
    const near = this.lexicon.near.of(word).filter((one) => one.errors === 1 && one.word.length >= 7 && one.word[0] === word[0]);
    for (const { word: known } of near) {
      const found = this.lexicon.forms.get(known);
      const list = typeof found === 'number' ? [found] : (found ?? []);
      if (!list.some((packed) => (packed & 7) === strengths.place)) continue;
      const hit = this.read(at, 1, known, true, true);
      if (hit?.isPlace) return hit;
    }
    return null;
  }

  /** The same words with those that nobody knows replaced by near ones: few ways. */
  corrected(first: number, length: number): string[] {
    let keys: string[][] = [[]];
    let changed = 0;
    for (let at = first; at < first + length; at += 1) {
      const near = this.nearAt(at);
      if (near.length > 0) changed += 1;
      const ways = near.length > 0 ? near : [this.words[at]!];
      keys = keys.flatMap((key) => ways.map((way) => [...key, way])).slice(0, 12);
    }
    return changed === 0 ? [] : keys.map((key) => key.join(' '));
  }

  read(first: number, length: number, key: string, isTypo: boolean, isOpener = false): Hit | null {
    const found = this.lexicon.forms.get(key);
    if (found === undefined) return null;
    const { words, flat } = this.line;
    const range = { start: words[first]!.start, end: words[first + length - 1]!.end };
    const isMarked = this.isMarked(words[first]!);
    // The first word of a sentence is seldom a name misspelt.
    if (isTypo && length === 1 && words[first]!.opens && !isMarked && !isOpener) return null;
    const hasTitle = first > 0 && titles.has(this.words[first - 1]!) && /^\.? ?$/.test(flat.slice(words[first - 1]!.end, range.start));
    // A comma inside holds « Dupont, Jean » together, and parts two names otherwise.
    const hasComma = flat.slice(range.start, range.end).includes(',');
    const isTaken = isMarked || hasTitle;
    const isAfterWith = first > 0 && /^(?:avec|with|w|chez|@)$/.test(this.words[first - 1]!);
    const written = words.slice(first, first + length);
    const list = typeof found === 'number' ? [found] : found;
    const many = list.length > looked ? list : null;
    const verdicts: ('sure' | 'doubtful' | 'no' | undefined)[] = [];
    const meant = nobody();
    let isDoubtful = true;
    let count = 0;
    for (const packed of many ? many.slice(0, looked) : list) {
      const strength = (packed & 7) as Strength;
      const verdict = (verdicts[strength] ??= isTaken ? 'sure' : this.judge(strength, written, list.length, isAfterWith));
      if (verdict === 'no') continue;
      const entry = this.lexicon.entries[packed >> 3];
      if (!entry || !this.sees(entry)) continue;
      const isPerson = entry.type === 'contact' || entry.type === 'user';
      if ((hasComma && !(isPerson && strength === strengths.full)) || (hasTitle && !isPerson)) continue;
      if (verdict === 'sure') isDoubtful = false;
      count += 1;
      const kept = meant[entry.type];
      // The forms of organizations are worth the same, so that a former name is no less than a present one.
      const rank = isPerson ? strength : 0;
      if (rank > kept.strength) continue;
      if (rank < kept.strength) kept.entries = [];
      if (!isPerson || rank < kept.strength) kept.strength = isPerson ? rank : 0;
      kept.entries.push(entry);
      if (strength === strengths.place) this.places.add(key);
    }
    if (count === 0) return null;
    const start = hasTitle ? words[first - 1]!.start : range.start;
    return { start, end: range.end, first, last: first + length - 1, meant, many, isPlace: this.places.has(key), isTypo, isMarked, isDoubtful, hasTitle };
  }

  /** Whether words as they are written may be a name of this strength. */
  judge(strength: Strength, words: readonly Word[], namesakes: number, isAfterWith: boolean): 'sure' | 'doubtful' | 'no' {
    const only = words.length === 1 ? words[0]! : null;
    const isPerson = strength === strengths.family || strength === strengths.given;
    const isLower = words.every(({ isCapital }) => !isCapital);
    const isOrdinary = words.every(({ text }) => ordinary.has(text) || generic.has(text) || notNames.has(text) || isKindWord(text));
    if (!only) {
      if (isLower && isOrdinary) return isPerson ? 'no' : 'doubtful';
      return 'sure';
    }
    // « fatou » alone: asked where few have it.
    if (strength === strengths.given && isLower) return only.text.length >= 4 && !isOrdinary && namesakes <= fewNamesakes ? 'doubtful' : 'no';
    if (only.text.length < 3 && !only.isLoud) return only.isCapital && isPerson ? 'doubtful' : 'no';
    if (strength === strengths.acronym) {
      if (only.isLoud) return 'sure';
      if (isOrdinary) return isAfterWith && only.text.length >= 3 ? 'doubtful' : 'no';
      return 'sure';
    }
    if (isLower) {
      if (isOrdinary) return 'no';
      return strength === strengths.place ? 'sure' : 'doubtful';
    }
    if (isOrdinary && only.opens) return 'no';
    if (isPerson && isOrdinary) return 'doubtful';
    if (isOrdinary && strength === strengths.short && !only.isLoud) return 'doubtful';
    return 'sure';
  }

  isMarked(word: Word): boolean {
    return word.start > 0 && this.line.flat[word.start - 1] === '@' && !/[\p{L}\p{N}]/u.test(this.line.flat[word.start - 2] ?? '');
  }
}
