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
const shortest = 4;
const longest = 30;
const shown = 6;

/** Words of one length, and the letters that each holds, one bit for each. */
type Shelf = { words: string[]; letters: number[] };

/**
 * Nothing is worked out when a word comes in: a lexicon learns tens of thousands at a start, and few are ever looked for.
 * A search goes through the words of about the same length. An error changes two letters of a set at most, so two sets
 * of letters that differ by more than twice the errors tell a word that is too far: one operation on two numbers leaves
 * few words whose distance is counted.
 */
export function createNear(): Near {
  const known = new Set<string>();
  const shelves: (Shelf | undefined)[] = [];

  return {
    has: (word) => known.has(word),
    add(word) {
      if (known.has(word)) return;
      known.add(word);
      if (word.length < shortest || word.length > longest) return;
      const shelf = (shelves[word.length] ??= { words: [], letters: [] });
      shelf.words.push(word);
      shelf.letters.push(lettersOf(word));
    },
    of(word) {
      const limit = tolerated(word);
      if (limit === 0 || word.length > longest) return [];
      const near: { word: string; errors: number }[] = [];
      const letters = lettersOf(word);
      for (let length = Math.max(shortest, word.length - limit); length <= word.length + limit; length += 1) {
        const shelf = shelves[length];
        if (!shelf) continue;
        // Two errors on a short known word make another word.
        const most = length >= 7 ? limit : 1;
        if (Math.abs(length - word.length) > most) continue;
        for (let at = 0; at < shelf.words.length; at += 1) {
          if (bitsOf(shelf.letters[at]! ^ letters) > 2 * most) continue;
          const one = shelf.words[at]!;
          // Errors fall on first letters seldom.
          const allowed = one.charCodeAt(0) === word.charCodeAt(0) ? most : 1;
          if (one === word) continue;
          const errors = editDistance(word, one, allowed + 1);
          if (errors <= allowed) near.push({ word: one, errors });
        }
      }
      return near.sort((a, b) => a.errors - b.errors || (a.word < b.word ? -1 : 1)).slice(0, shown);
    },
  };
}

/** The letters of a word: a bit for each of a to z, the others together share the rest. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at) - 97;
    letters |= 1 << (code >= 0 && code < 26 ? code : 26 + (code & 3));
  }
  return letters;
}

/** How many bits are set. */
function bitsOf(value: number): number {
  let left = value - ((value >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return (((left + (left >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
