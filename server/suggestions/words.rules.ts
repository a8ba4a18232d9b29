import { fold } from '../text/fold.rules.ts';

/**
 * Words that say nothing of what a text is about, in both languages, folded: grammar, and what every meeting is made of.
 * Shorter words are left out anyway.
 */
const empty = new Set(
  (
    'afin ainsi alors aussi autre autres avant avec avoir bien cela celle celles celui cette comme dans depuis deux deja donc dont elle ' +
    'elles encore entre etaient etait etant etre faire fait faut ici jusqu leur leurs lors mais meme memes moins notre nous ont par ' +
    'parce pas pendant peut peuvent plus pour pourra pres puis quand quatre que quel quelle quelles quels quelque quelques qui sans ' +
    'selon sera seront ses soit sont sous sur tous tout toute toutes trois tres une vers vient voir votre vous ' +
    'about above after again also among been before being between both cannot could does during each from further have having here ' +
    'hers herself himself into itself just like more most must only other others ours over same shall should some such than that ' +
    'their theirs them then there these they this those through under until upon very was well were what when where which while ' +
    'whom will with within without would your yours ' +
    'annee annees appel appele appelee appelees appels date dates jour jours liste listes mois plan plans point points premier premiere ' +
    'premieres premiers rencontre rencontres reunion reunions semaine semaines suivi suivis travail travaux visite visites ' +
    'devoir devra doit doivent pouvoir souhaite souhaitent souhaiter veulent veut vouloir voulons demande demandent propose proposent ' +
    'nouveau nouveaux nouvelle nouvelles autour grand grande grands grandes petit petite new news ' +
    'janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre ' +
    'january february march april june july august september october november december ' +
    'asked asks need needs want wants wish wishes ' +
    'call calls first last list lists meeting meetings month months visit visits week weeks work working year years'
  ).split(' '),
);

/** A word of a text: as it is written there, and folded to be compared. */
export type Word = { written: string; key: string };

/**
 * The words of a text that can say what it is about, each once, in the order of the text: four letters or more (three
 * when all of them are capitals: ONU), no stop word of either language.
 */
export function tellingWords(text: string): Word[] {
  const words = new Map<string, Word>();
  for (const [written] of text.matchAll(/[\p{L}\p{M}]+/gu)) {
    const isAcronym = written.length >= 3 && written === written.toUpperCase() && written !== written.toLowerCase();
    const key = fold(written);
    if ((key.length < 4 && !isAcronym) || empty.has(key) || words.has(key)) continue;
    words.set(key, { written: isAcronym ? written : written.toLowerCase(), key });
  }
  return [...words.values()];
}

/**
 * Whether two folded words are forms of one: the same but for a short ending (ville, villes), or a long common beginning
 * with what derivation adds (patrimoine, patrimonial; culture, culturelles).
 */
export function isSameStem(one: string, other: string): boolean {
  if (one === other) return true;
  const shorter = Math.min(one.length, other.length);
  if (shorter < 4 || one[0] !== other[0]) return false;
  let common = 0;
  while (common < shorter && one[common] === other[common]) common += 1;
  const longestEnding = Math.max(one.length, other.length) - common;
  if (longestEnding <= 2) return common >= 4;
  return common >= 6 && longestEnding <= 5 && common * 3 >= shorter * 2;
}

/** Whether a form of a word is among others, all folded. */
export function holds(words: ReadonlySet<string>, key: string): boolean {
  if (words.has(key)) return true;
  for (const word of words) if (isSameStem(word, key)) return true;
  return false;
}

/**
 * How much a word tells, from 0 (it stands in every text) to 1 (in one only). `texts` are the words of each text, folded.
 * The square keeps words that half of the texts share well under one that few do.
 */
export function rarity(key: string, texts: readonly ReadonlySet<string>[]): number {
  if (texts.length < 2) return 1;
  const holders = texts.filter((words) => holds(words, key)).length;
  return (Math.log((texts.length + 1) / Math.max(1, holders)) / Math.log(texts.length + 1)) ** 2;
}
