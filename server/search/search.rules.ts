import { editDistance } from '../text/closest.rules.ts';
import type { Asked } from './words.rules.ts';

/** The pieces of three letters of a folded word and of its two ends; none where a typing error makes another word. */
export function piecesOf(word: string): string[] {
  if (word.length < 4 || /\p{N}/u.test(word)) return [];
  const ended = `^${word}$`;
  return [...new Set(Array.from({ length: ended.length - 2 }, (_, start) => ended.slice(start, start + 3)))];
}

/** How many typing errors a word may hold and still be meant: none under four letters, one up to seven, two beyond. */
export function toleratedErrors(word: string): number {
  if (word.length < 4) return 0;
  return word.length < 8 ? 1 : 2;
}

/** Typing errors between what was typed and a word, or the beginning of a word; null when there are too many. */
export function nearness(typed: string, word: string): number | null {
  const errors = toleratedErrors(typed);
  if (errors === 0) return null;
  const whole = editDistance(typed, word, errors + 1);
  if (whole <= errors) return whole;
  if (typed.length < 5 || word.length <= typed.length) return null;
  // One error only in a word that is not typed to its end: two would let too much through.
  const begun = [typed.length - 1, typed.length, typed.length + 1].map((length) => editDistance(typed, word.slice(0, length), 2));
  return Math.min(...begun) <= 1 ? 1.5 : null;
}

/**
 * How well a query matches a record's folded names (one a line): 0 when a word is missing, more for whole names, whole
 * words, then beginnings, then near words (where typing errors are forgiven). Every word has to be found in one and the
 * same name.
 */
export function matchQuality(asked: readonly Asked[], names: string, forgives = true): number {
  if (asked.length === 0) return 0;
  let best = 0;
  for (const name of names.split('\n')) {
    const words = name.split(' ');
    const joined = words.join('');
    let sum = 0;
    for (const one of asked) {
      const quality = askedQuality(one, words, joined, forgives);
      if (quality === 0) {
        sum = 0;
        break;
      }
      sum += quality;
    }
    if (sum === 0) continue;
    const typed = asked.flatMap(({ parts }) => parts);
    const whole = words.length === typed.length && words.every((word, index) => word === typed[index]) ? 2 : 0;
    const opening = typed[0] !== undefined && name.startsWith(typed[0]) ? 0.5 : 0;
    // Of two that match alike, the name of which more was typed.
    const share = Math.min(1, typed.join('').length / Math.max(1, joined.length)) / 2;
    best = Math.max(best, sum / asked.length + whole + opening + share);
  }
  return best;
}

function askedQuality({ parts, joined }: Asked, words: readonly string[], name: string, forgives: boolean): number {
  let least = Infinity;
  for (const part of parts) {
    let best = 0;
    for (const word of words) best = Math.max(best, wordQuality(part, word, forgives));
    // « oecd » for « O.E.C.D. », « saintjean » for « Saint-Jean ».
    if (best === 0 && part.length > 2 && name.includes(part)) best = 2.5;
    least = Math.min(least, best);
  }
  if (least === 0 && joined !== null) return words.some((word) => word.startsWith(joined)) ? 3.5 : 0;
  return least;
}

function wordQuality(typed: string, word: string, forgives: boolean): number {
  if (word === typed) return 4;
  if (word.startsWith(typed)) return 3;
  if (!forgives || typed.length < 4 || Math.abs(word.length - typed.length) > 8) return 0;
  const errors = nearness(typed, word);
  return errors === null ? 0 : 2 - errors / 2;
}
