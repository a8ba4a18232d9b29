import type { LexiconEntry } from './capture.schema.ts';
import { editDistance } from '../text/closest.rules.ts';
import { wordsOfName } from './forms.rules.ts';
import type { Hit, Sees } from './hits.rules.ts';
import type { Lexicon } from './lexicon.rules.ts';
import type { Line, Range } from './line.rules.ts';

/** A commitment area or a sector that the line names, by « # » or by its whole title. */
export type TopicRead = Range & { type: 'commitment' | 'sector'; entry: LexiconEntry | null; isSure: boolean; reason: 'unknown' | 'ambiguous' | 'misspelt' | null; candidates: LexiconEntry[] };
export type Tags = { topics: TopicRead[]; unknown: Range[]; taken: Range[] };

const longestTag = 7;
/** More than anybody puts in a line: a text made to cost time. */
const mostTags = 30;
const small = new Set('de du des d l la le les et a au aux en of the and to for in on'.split(' '));

/** What every « # » means. */
export function readTags(line: Line, lexicon: Lexicon, sees: Sees): Tags {
  const tags: Tags = { topics: [], unknown: [], taken: [] };
  const all = [...lexicon.topics].map((index) => lexicon.entries[index]!).filter(sees);
  line.words.forEach((word, index) => {
    if (tags.taken.length >= mostTags || word.start === 0 || line.flat[word.start - 1] !== '#' || tags.taken.some((one) => one.start <= word.start && word.start < one.end)) return;
    const { range, found, isTypo } = readTag(line, all, index);
    tags.taken.push(range);
    if (found.length === 0) tags.unknown.push(range);
    // A word that means an area and a sector is asked once of each.
    for (const type of ['commitment', 'sector'] as const) {
      const candidates = found.filter((entry) => entry.type === type);
      if (candidates.length === 0) continue;
      const only = found.length === 1;
      const reason = !only ? 'ambiguous' : isTypo ? 'misspelt' : null;
      tags.topics.push({ ...range, type, entry: only ? candidates[0]! : null, isSure: reason === null, reason, candidates: reason ? candidates.slice(0, 10) : [] });
    }
  });
  return tags;
}

/** Titles said in full, without a mark. */
export function topicsOf(hit: Hit): TopicRead[] {
  const found = [...hit.meant.commitment.entries, ...hit.meant.sector.entries];
  const isSure = found.length === 1 && !hit.isTypo;
  return found.map((entry) => ({
    start: hit.start, end: hit.end, type: entry.type as TopicRead['type'], entry: found.length === 1 ? entry : null, isSure,
    reason: isSure ? null : hit.isTypo ? 'misspelt' : 'ambiguous', candidates: isSure ? [] : [entry],
  }));
}

/** The longest run of words after « # » that belong to one title; one word, and what is joined to it, at least. */
function readTag(line: Line, all: readonly LexiconEntry[], first: number): { range: Range; found: LexiconEntry[]; isTypo: boolean } {
  const { words, flat } = line;
  let joined = first;
  while (joined + 1 < words.length && joined - first < longestTag && /^[-'_]$/.test(flat.slice(words[joined]!.end, words[joined + 1]!.start))) joined += 1;
  let last = joined;
  while (last + 1 < words.length && last - first < longestTag && /^ ?[-'_]?$|^ $/.test(flat.slice(words[last]!.end, words[last + 1]!.start))) last += 1;
  for (let end = last; end >= first; end -= 1) {
    if (end < joined) break;
    const said = words.slice(first, end + 1).map(({ text }) => text);
    if (end > joined && small.has(said.at(-1)!)) continue;
    const found = match(said, all, end > joined);
    if (found.length > 0) return { range: { start: words[first]!.start, end: words[end]!.end }, found, isTypo: false };
  }
  const range = { start: words[first]!.start, end: words[joined]!.end };
  const near = all.filter((entry) => titleWords(entry).some((word) => flat.slice(range.start, range.end).length >= 5 && editDistance(words[first]!.text, word, 3) <= (word.length >= 8 ? 2 : 1)));
  return { range, found: near, isTypo: true };
}

/** Titles that are what was said, else that hold its words, else words that begin so. */
function match(said: readonly string[], all: readonly LexiconEntry[], isRun: boolean): LexiconEntry[] {
  const meaning = said.filter((word) => !small.has(word));
  const key = said.join(' ');
  // A whole title is what it says; the end of an id is a word among others.
  const exact = all.filter((entry) => titles(entry).slice(0, 2).some((words) => words.join(' ') === key));
  if (exact.length > 0 || meaning.length === 0) return exact;
  const whole = all.filter((entry) => titles(entry).some((words) => meaning.every((word) => words.includes(word))));
  if (whole.length > 0 || isRun) return meaning.length > 1 || !isRun ? whole : [];
  return all.filter((entry) => titles(entry).some((words) => meaning.every((word) => word.length >= 3 && words.some((one) => one.startsWith(word)))));
}

/** « heritage-tourism » of vdq.shines.heritage-tourism; nothing of an id without segments. */
const segmentOf = (id: string): string | null => (id.includes('.') ? id.slice(id.lastIndexOf('.') + 1) : null);
/** The words of an entry’s titles, folded once. */
const folded = new WeakMap<LexiconEntry, string[][]>();
function titles(entry: LexiconEntry): string[][] {
  const known = folded.get(entry);
  if (known) return known;
  const words = [entry.nameFr, entry.nameEn, segmentOf(entry.id)].map((name) => (name ? wordsOfName(name) : []));
  folded.set(entry, words);
  return words;
}
const titleWords = (entry: LexiconEntry): string[] => titles(entry).flat().filter((word) => word.length >= 4);
