import { editDistance } from '../text/closest.rules.ts';

/** Words known to the lexicon, and those that a typing error leads to. */
export type Near = {
  has(word: string): boolean;
  add(word: string): void;
  /** Known words within the tolerated errors, nearest first; the word itself is not among them when it is known */
  of(word: string): { word: string; errors: number }[];
};

/** One error from four letters on, two from eight; under four letters an error makes another word. */
const tolerated = (word: string): number => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

/**
 * One error: every way of leaving one letter out is indexed (two words that are one error apart share one). Two errors,
 * in long words: of the three thirds of a word, two errors leave at least one whole, two letters away from its place at
 * most. Both find candidates; the distance is then counted.
 */
export function createNear(): Near {
  const words: string[] = [];
  const numbers = new Map<string, number>();
  const shortened = new Map<number, number | number[]>();
  const thirds = new Map<number, number | number[]>();

  const push = (map: Map<number, number | number[]>, key: number, value: number): void => {
    const found = map.get(key);
    if (found === undefined) map.set(key, value);
    else if (typeof found === 'number') {
      if (found !== value) map.set(key, [found, value]);
    } else if (found.at(-1) !== value) found.push(value);
  };
  const collect = (into: Set<number>, found: number | number[] | undefined): void => {
    if (typeof found === 'number') into.add(found);
    else if (found) for (const one of found) into.add(one);
  };

  return {
    has: (word) => numbers.has(word),
    add(word) {
      if (word.length < 4 || word.length > 30) {
        if (!numbers.has(word)) numbers.set(word, -1);
        return;
      }
      if (numbers.has(word)) return;
      const number = words.push(word) - 1;
      numbers.set(word, number);
      if (word.length < 12) {
        push(shortened, hash(word, -1), number);
        for (let out = 0; out < word.length; out += 1) push(shortened, hash(word, out), number);
      }
      if (word.length >= 7) for (let part = 0; part < 3; part += 1) push(thirds, thirdOf(word, word.length, part, 0), number);
    },
    of(word) {
      const limit = tolerated(word);
      if (limit === 0 || word.length > 30) return [];
      const candidates = new Set<number>();
      if (word.length < 13) {
        collect(candidates, shortened.get(hash(word, -1)));
        for (let out = 0; out < word.length; out += 1) collect(candidates, shortened.get(hash(word, out)));
      }
      if (limit === 2) {
        for (let length = word.length - 2; length <= word.length + 2; length += 1) {
          for (let part = 0; part < 3; part += 1) {
            for (let shift = -2; shift <= 2; shift += 1) collect(candidates, thirds.get(thirdOf(word, length, part, shift)));
          }
        }
      }
      const near: { word: string; errors: number }[] = [];
      for (const number of candidates) {
        const known = words[number]!;
        // Errors fall on first letters seldom, and two of them on a short known word make another word.
        const allowed = known[0] === word[0] && known.length >= 7 ? limit : 1;
        if (known === word || known.length < 4) continue;
        const errors = editDistance(word, known, allowed + 1);
        if (errors <= allowed) near.push({ word: known, errors });
      }
      return near.sort((a, b) => a.errors - b.errors || (a.word < b.word ? -1 : 1)).slice(0, 6);
    },
  };
}

/** FNV-1a of a word, one letter left out; -1 leaves none out. */
function hash(word: string, out: number): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < word.length; at += 1) {
    if (at !== out) value = Math.imul(value ^ word.charCodeAt(at), 0x01000193);
  }
  return value | 0;
}

/** The key of one third of a word of `length` letters, read in `word` `shift` letters away. */
function thirdOf(word: string, length: number, part: number, shift: number): number {
  const size = Math.floor(length / 3);
  const start = part * size + shift;
  const end = (part === 2 ? length : (part + 1) * size) + shift;
  if (start < 0 || end > word.length || size < 2) return -1;
  let value = Math.imul(0x811c9dc5 ^ (length * 4 + part), 0x01000193);
  for (let at = start; at < end; at += 1) value = Math.imul(value ^ word.charCodeAt(at), 0x01000193);
  return value | 0;
}
