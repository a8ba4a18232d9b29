import { fold } from '../text/fold.rules.ts';

/** A word of a text as it is compared, and where it stands in the text as it is written (UTF-16 units). */
export type Word = { word: string; from: number; to: number };

/** What one letter is as it is compared: null for a mark on the letter before it, nothing for what parts words. */
const letters = new Map<string, string[] | null>();
function lettersOf(letter: string): string[] | null {
  const known = letters.get(letter);
  if (known !== undefined) return known;
  // Between two others, so that what it parts (㈀ is « (ᄀ) ») is not trimmed away.
  const made = /^\p{M}$/u.test(letter) ? null : fold(`x${letter}x`).slice(1, -1).split(' ');
  letters.set(letter, made);
  return made;
}

/** The words of a text: the same as those of its folded form, with their places in the text itself. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let current: Word | null = null;
  let at = 0;
  for (const letter of text) {
    const from = at;
    at += letter.length;
    const parts = lettersOf(letter);
    if (parts === null) {
      if (current) current.to = at;
      continue;
    }
    for (let index = 0; index < parts.length; index += 1) {
      const part = parts[index]!;
      // A letter can stand for several words (½ is 1 and 2).
      if (part === '' || index > 0) current = null;
      if (part === '') continue;
      if (current) {
        current.word += part;
        current.to = at;
      } else words.push((current = { word: part, from, to: at }));
    }
  }
  return words;
}

/** Words written together, as « Saint-Jean », « L’Île » or « O.C.D.E. »: what stands between two spaces. */
export type Run = { words: Word[] };

export function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  let end = -1;
  for (const word of wordsOf(text)) {
    const last = runs.at(-1);
    if (last && !/[\s|/,;:()«»"]/.test(text.slice(end, word.from))) last.words.push(word);
    else runs.push({ words: [word] });
    end = word.to;
  }
  return runs;
}

const elided = new Set(['l', 'd', 'j', 'm', 't', 's', 'n', 'c', 'qu', 'jusqu', 'lorsqu', 'puisqu']);
const apostrophe = /^['’ʼ‘`´′]$/;
/** Words so common that they say nothing beside others. */
const small = new Set(['de', 'du', 'des', 'la', 'le', 'les', 'et', 'en', 'au', 'aux', 'un', 'une', 'a', 'the', 'of', 'and', 'in', 'on', 'for', 'to']);

/** One thing asked for: words that stand together, each with the others, or all of them written as one. */
export type Asked = { parts: string[]; joined: string | null };

const mostAsked = 12;
const longestWord = 40;
/** How much of what is typed is read: nobody types more, and what was pasted by mistake costs nothing. */
const mostTyped = 400;

/**
 * What a query asks for, each of it to be found. Elided articles and small words are left out where others remain;
 * apostrophes, hyphens and dots may be there or not (« O.C.D.E. », « Saint-Jean », « saintjean »).
 */
export function askedOf(query: string): Asked[] {
  const text = query.slice(0, mostTyped);
  const asked: Asked[] = [];
  for (const { words } of runsOf(text)) {
    const kept = words.filter(({ word, to }, index) => index === words.length - 1 || !(elided.has(word) && apostrophe.test(text.slice(to, to + 1))));
    const parts = kept.map(({ word }) => word.slice(0, longestWord));
    const joined = parts.length > 1 ? parts.join('').slice(0, longestWord) : null;
    // « O.N.U. » is one word, not three beginnings.
    const isAcronym = joined !== null && parts.every((part) => part.length === 1);
    asked.push(isAcronym ? { parts: [joined], joined: null } : { parts, joined });
  }
  const isSmall = ({ parts }: Asked): boolean => parts.length === 1 && small.has(parts[0]!);
  const telling = asked.filter((one, index) => index === asked.length - 1 || !isSmall(one));
  const seen = new Set<string>();
  return telling.filter(({ parts }) => !seen.has(parts.join(' ')) && seen.add(parts.join(' '))).slice(0, mostAsked);
}

/**
 * The words under which a text is found: its own, and in names each of its runs written as one (« Saint-Jean », also
 * without the elided article of « L’Île-aux-Coudres »). In other texts only acronyms are (« O.C.D.E. »): every address
 * and number in them would be one more word that nobody looks for.
 */
export function indexedWords(text: string, { isName }: { isName: boolean }): string[] {
  const joined = (words: readonly Word[]): string[] => (words.length > 1 ? [words.map(({ word }) => word).join('').slice(0, longestWord)] : []);
  return runsOf(text).flatMap(({ words }) => {
    const own = words.map(({ word }) => word.slice(0, longestWord));
    const rest = elided.has(words[0]!.word) ? words.slice(1) : words;
    if (isName) return [...own, ...joined(words), ...(rest === words ? [] : joined(rest))];
    return rest.every(({ word }) => word.length === 1) ? [...own, ...joined(rest)] : own;
  });
}

/** From where to where the words asked for stand in a text, whole runs where they are written as one; in order, apart. */
export function rangesOf(asked: readonly Asked[], text: string, matches: (word: string, part: string) => boolean): [number, number][] {
  const ranges: [number, number][] = [];
  for (const { words } of runsOf(text)) {
    const together = elided.has(words[0]!.word) ? [words, words.slice(1)] : [words];
    const whole = together.find((run) => run.length > 1 && asked.some((one) => isAsked(one, run.map(({ word }) => word).join(''), matches)));
    const own = words.filter(({ word }) => asked.some(({ parts, joined }) => parts.some((part) => matches(part, word)) || (joined !== null && matches(joined, word))));
    if (own.length > 0) for (const { from, to } of own) ranges.push([from, to]);
    else if (whole) ranges.push([whole[0]!.from, whole.at(-1)!.to]);
  }
  return ranges;
}

const isAsked = ({ parts, joined }: Asked, run: string, matches: (word: string, part: string) => boolean): boolean =>
  parts.length === 1 ? matches(parts[0]!, run) : run === joined;

const before = 60;
const longest = 170;

/** The part of a long text around its first mark, cut between words, with the marks moved to it. */
export function passageOf(text: string, ranges: readonly [number, number][]): { text: string; ranges: [number, number][] } {
  if (text.length <= longest) return { text, ranges: [...ranges] };
  const first = ranges[0]?.[0] ?? 0;
  const space = /\s/;
  let start = Math.max(0, first - before);
  while (start > 0 && start < first && !space.test(text[start - 1]!)) start += 1;
  let end = Math.min(text.length, start + longest);
  const back = end;
  while (end < text.length && end > back - 30 && !space.test(text[end]!)) end -= 1;
  if (end <= back - 30) end = text.codePointAt(back - 1)! > 0xffff ? back - 1 : back;
  const head = start > 0 ? '… ' : '';
  const cut = text.slice(start, end).trimEnd();
  const inside = ranges.filter(([from, to]) => from >= start && to <= start + cut.length);
  return {
    text: head + cut + (end < text.length ? ' …' : ''),
    ranges: inside.map(([from, to]) => [from - start + head.length, to - start + head.length]),
  };
}
