import { editDistance } from '../text/closest.rules.ts';

/** The three-letter pieces of a folded word; none for a word of fewer than four letters, where a typing error is another word. */
export function trigramsOf(word: string): string[] {
  if (word.length < 4) return [];
  return Array.from({ length: word.length - 2 }, (_, start) => word.slice(start, start + 3));
}

/** How many typing errors a word may hold and still be meant: none under four letters, one up to seven, two beyond. */
export function toleratedErrors(word: string): number {
  if (word.length < 4) return 0;
  return word.length < 8 ? 1 : 2;
}

/**
 * How well folded words match a record's folded names (separated by « | »): 0 when a word is missing, more for whole
 * names, whole words, then prefixes, then near words. Every word has to be found in one and the same name.
 */
export function matchQuality(words: readonly string[], names: string): number {
  let best = 0;
  for (const name of names.split(' | ')) {
    const parts = name.split(' ');
    let sum = 0;
    for (const word of words) {
      const quality = Math.max(...parts.map((part) => wordQuality(word, part)));
      if (quality === 0) {
        sum = 0;
        break;
      }
      sum += quality;
    }
    if (sum === 0) continue;
    const whole = parts.length === words.length ? 2 : 0;
    const opening = words[0] !== undefined && name.startsWith(words[0]) ? 0.5 : 0;
    best = Math.max(best, sum / words.length + whole + opening);
  }
  return best;
}

function wordQuality(word: string, part: string): number {
  if (part === word) return 4;
  if (part.startsWith(word)) return 3;
  const errors = toleratedErrors(word);
  if (errors === 0) return 0;
  const whole = editDistance(word, part, errors + 1);
  if (whole <= errors) return 2 - whole / 2;
  // A typing error in a word that is not typed to its end.
  const prefix = editDistance(word, part.slice(0, word.length), errors + 1);
  return prefix <= Math.min(errors, 1) ? 0.75 : 0;
}
