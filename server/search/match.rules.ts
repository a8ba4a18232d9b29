import { nearness } from './search.rules.ts';
import type { Match } from './search.schema.ts';
import { passageOf, rangesOf, type Asked } from './words.rules.ts';

type Said = { titles: readonly string[]; names: readonly string[]; body: readonly string[] };

/**
 * Which of a record's titles, names and passages has most of the words asked for, and where they stand in it. Of two
 * with as many, the title before a name before a text. Null when what matched is not there any more.
 */
export function matchOf(asked: readonly Asked[], corrections: ReadonlyMap<string, readonly string[]>, { titles, names, body }: Said): Match | null {
  const matches = (word: string, part: string): boolean => {
    const instead = corrections.get(word);
    if (instead) return instead.some((one) => part === one) || (instead[0] === word && part.startsWith(word));
    return part.startsWith(word);
  };
  let best: { where: Match['where']; text: string; ranges: [number, number][]; found: number } | null = null;
  const look = (where: Match['where'], texts: readonly string[]): void => {
    for (const text of texts) {
      const found = asked.filter((one) => rangesOf([one], text, matches).length > 0).length;
      if (found > (best?.found ?? 0)) best = { where, text, ranges: rangesOf(asked, text, matches), found };
    }
  };
  look('title', titles);
  if (best === null || (best as { found: number }).found < asked.length) look('name', names.filter((name) => !titles.includes(name)));
  if (best === null || (best as { found: number }).found < asked.length) look('text', body.filter((text) => !titles.includes(text)));
  if (best === null) return nearMatch(asked, titles, names);
  const { where, text, ranges } = best as { where: Match['where']; text: string; ranges: [number, number][] };
  return { where, ...(where === 'text' ? passageOf(text, ranges) : { text, ranges }) };
}

/** A name whose words are near to what was typed, where no word is it or begins so. */
function nearMatch(asked: readonly Asked[], titles: readonly string[], names: readonly string[]): Match | null {
  for (const text of [...titles, ...names]) {
    const ranges = rangesOf(asked, text, (word, part) => nearness(word, part) !== null);
    if (ranges.length > 0) return { where: titles.includes(text) ? 'title' : 'name', text, ranges };
  }
  return null;
}
