import type { Lexicon } from './lexicon.rules.ts';
import { sensesOf } from './lexicon.rules.ts';
import { strengths } from './forms.rules.ts';
import type { Line, Range, Word } from './line.rules.ts';
import { Cover } from './line.rules.ts';
import { isKindWord } from './kinds.rules.ts';
import { generic, notNames, ordinary, titles, withWords } from './words.rules.ts';

export type Unknown = Range & { expected: 'organization' | 'contact' };

const articles = new Set('le la les l the a an un une notre nos our their leur leurs des du de d'.split(' '));
const connectors = new Set('de du des d of the la le l for pour et and von van der da dos del di'.split(' '));
const far = 14;

/**
 * Names that nobody on record has: capitals after « avec », “from”, « chez » and the like, after « M. », or after @.
 * Few rather than many: what is not plainly a name is left alone.
 */
export function findUnknown(line: Line, lexicon: Lexicon, isMain: (range: Range) => boolean, known: readonly Range[], aside: readonly Range[]): Unknown[] {
  const { words, flat } = line;
  const found: Unknown[] = [];
  const dates = new Cover(line, aside);
  const blocked = new Cover(line, [...known, ...aside]);
  const isBlocked = (word: Word): boolean => blocked.touches(word);
  const isName = (word: Word): boolean => word.isCapital && !notNames.has(word.text) && !isBlocked(word) && word.text.length > 1;
  const keep = (first: number, isMarked: boolean, isTitled: boolean): boolean => {
    let last = first;
    while (last + 1 < words.length && last - first < 7) {
      const gap = flat.slice(words[last]!.end, words[last + 1]!.start);
      if (!/^(?:[ '-]|\. | - )$/.test(gap)) break;
      const next = words[last + 1]!;
      if (isName(next)) last += 1;
      else if (connectors.has(next.text) && words[last + 2] && isName(words[last + 2]!) && /^[ ']$/.test(flat.slice(next.end, words[last + 2]!.start)) && !/^(?:et|and|pour|for)$/.test(next.text)) {
        // « Jean Untel de Bordeaux »: what follows « de » belongs to an institution’s name, not to a person’s.
        if (!isMarked && !words.slice(first, last + 1).some(({ text }) => generic.has(text)) && last > first) break;
        last += 2;
      } else break;
    }
    const run = words.slice(first, last + 1);
    const isPlain = run.length === 1 && (ordinary.has(run[0]!.text) || generic.has(run[0]!.text) || isKindWord(run[0]!.text));
    if (isPlain && !isMarked) return false;
    const start = isTitled ? words[first - 1]!.start : words[first]!.start;
    blocked.add({ start, end: words[last]!.end });
    found.push({ start, end: words[last]!.end, expected: isTitled || looksLikePerson(lexicon, run) ? 'contact' : 'organization' });
    return true;
  };

  words.forEach((word, index) => {
    if (isBlocked(word)) return;
    if (flat[word.start - 1] === '@' && !/[\p{L}\p{N}]/u.test(flat[word.start - 2] ?? '')) return void keep(index, true, false);
    if (!isMain(word)) return;
    const before = words[index - 1];
    if (before && isName(word) && titles.has(before.text) && before.text !== 'me' && /^\.? $/.test(flat.slice(before.end, word.start))) return void keep(index, false, true);
  });
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]!;
    if (!withWords.has(word.text) || !isMain(word) || isBlocked(word) || (word.text === 'de' && !/\bde la part $/.test(flat.slice(Math.max(0, word.start - 11), word.start)))) continue;
    if (word.text === 'rencontre' && word.opens) continue;
    index = readList(index + 1) - 1;
  }
  return found;

  /** The names after a preposition: the first of each item of a list. Returns the word after the last one looked at. */
  function readList(from: number): number {
    let opensItem = true;
    let at = from;
    for (; at < Math.min(words.length, from + far); at += 1) {
      const word = words[at]!;
      const gap = flat.slice(words[at - 1]!.end, word.start);
      if (/[.;:!?\n→>(]/.test(gap) || dates.touches(word) || !isMain(word)) break;
      if (/[,&/]/.test(gap)) opensItem = true;
      if (word.text === 'et' || word.text === 'and' || word.text === 'ainsi') opensItem = true;
      else if (opensItem && isName(word)) {
        keep(at, false, false);
        opensItem = false;
      } else if (!articles.has(word.text)) opensItem = false;
    }
    return at;
  }
}

/** Two or three words with no institution among them, or a given name that somebody on record has. */
function looksLikePerson(lexicon: Lexicon, run: readonly Word[]): boolean {
  if (run.some(({ text, isLoud }) => isLoud || (generic.has(text) && !connectors.has(text)))) return false;
  const isGiven = sensesOf(lexicon, run[0]!.text).some(({ strength }) => strength === strengths.given);
  if (isGiven) return true;
  return run.length >= 2 && run.length <= 3 && !run.some(({ text }) => connectors.has(text) && text !== 'de' && text !== 'van' && text !== 'von');
}
