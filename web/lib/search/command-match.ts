import { askedOf, rangesOf, wordsOf } from '#server/search/words.rules.ts';

type Ranges = [number, number][];

/**
 * How well a command answers what is typed: every word typed begins a word of its label, or of its other words. Higher
 * is better; null when it does not. Accents, case and apostrophes do not count; letters here and there are no match.
 */
export function matchCommand(label: string, words: string, typed: string): { score: number; ranges: Ranges } | null {
  const asked = askedOf(typed);
  if (asked.length === 0) return null;
  const own = wordsOf(label).map(({ word }) => word);
  const others = wordsOf(words).map(({ word }) => word);
  let score = 0;
  for (const part of asked.flatMap(({ parts }) => parts)) {
    const place = own.findIndex((word) => word.startsWith(part));
    if (place >= 0) score += own[place] === part ? 3 : 2;
    else if (others.some((word) => word.startsWith(part))) score += 1;
    else return null;
    if (place === 0) score += 0.5;
  }
  return { score: score / asked.length, ranges: rangesOf(asked, label, (word, part) => part.startsWith(word)) };
}

/** From this score on a command stands before the records: a word of its label is what was typed, or begins so. */
export const goodScore = 2;
