import type { LexiconEntry } from './capture.schema.ts';
import { fold } from '../text/fold.rules.ts';
import { generic } from './words.rules.ts';

/** How much a form says by itself; the lower, the more. */
export const strengths = { full: 0, acronym: 1, place: 2, short: 3, family: 4, given: 5 } as const;
export type Strength = (typeof strengths)[keyof typeof strengths];
export type Form = { key: string; words: readonly string[]; strength: Strength };

const spelled: Record<string, string> = { st: 'saint', ste: 'sainte' };
/** One spelling for words that have two. */
export const canonical = (word: string): string => spelled[word] ?? word;

/** The words of a name, as they are compared. */
export function wordsOfName(name: string): string[] {
  const words: string[] = [];
  for (const piece of name.slice(0, 300).split(' ')) {
    if (piece !== '') words.push(...wordsOfPiece(piece));
    if (words.length >= 14) return words.slice(0, 14);
  }
  return words;
}

const pieces = new Map<string, string[]>();
/** A hundred thousand names are made of few words: each is folded once, and its text kept once. */
function wordsOfPiece(piece: string): string[] {
  const known = pieces.get(piece);
  if (known) return known;
  const words = fold(piece).split(' ').filter(Boolean).map(canonical);
  if (pieces.size >= 60_000) pieces.clear();
  pieces.set(piece, words);
  return words;
}

const townHeads = /^(?:ville|city|town|municipalite|commune|mairie)\s+(?:(?:de|d|du|des|of)\s+(?:la\s+|l\s+|les\s+|the\s+)?)?/;
const mayBeTown = /^\s*(?:ville|city|town|mairie|commune|municipalit)/i;
const isAcronym = (name: string): boolean => /^[\p{Lu}\p{N}&.-]{2,12}$/u.test(name) && /\p{Lu}.*\p{Lu}/u.test(name);
const isGeneric = (words: readonly string[]): boolean => words.every((word) => generic.has(word));

/** Every form under which an entry is found, each once, in its strongest sense. */
export function formsOf(entry: LexiconEntry): Form[] {
  const forms: Form[] = [];
  const add = (words: readonly string[], strength: Strength): void => {
    if (words.length === 0 || words.length > 14) return;
    const key = words.join(' ');
    if (key.length < 2) return;
    const kept = forms.find((one) => one.key === key);
    if (kept === undefined) forms.push({ key, words, strength });
    else if (strength < kept.strength) kept.strength = strength;
  };
  if (entry.type === 'organization') addOrganization(entry, add);
  else if (entry.type === 'contact' || entry.type === 'user') addPerson(entry, add);
  // A field or a commitment area is named by its whole title, of more than one word; the rest is for « # ».
  else for (const name of [entry.nameFr, entry.nameEn]) if (name && wordsOfName(name).length > 1) add(wordsOfName(name), strengths.full);
  return forms;
}

type Add = (words: readonly string[], strength: Strength) => void;

function addOrganization({ nameFr, nameEn, names }: LexiconEntry, add: Add): void {
  const official = [nameFr, nameEn].filter((name): name is string => Boolean(name));
  const town = official.map((name) => (mayBeTown.test(name) ? fold(name) : '')).find((name) => townHeads.test(name) && /^(ville|city|town|mairie|commune|municipalite) (de|d|du|des|of) /.test(name));
  for (const name of [...official, ...official.filter((one) => one.includes('(')).map((one) => one.replace(/\s*\([^)]*\)\s*$/, '')), ...names]) {
    const words = wordsOfName(name);
    const strength = isAcronym(name) ? strengths.acronym : words.length === 1 ? strengths.short : strengths.full;
    if (isGeneric(words) && strength !== strengths.acronym && words.length < 3) continue;
    // A short name of a town is the town’s: « Bordeaux » for « Ville de Bordeaux ».
    const isTownsOwn = town !== undefined && !townHeads.test(fold(name)) && strength !== strengths.acronym;
    add(words, isTownsOwn ? strengths.place : strength);
    if (/\p{L}[-'’]\p{L}/u.test(name)) {
      const joined = wordsOfName(name.replace(/(\p{L})[-'’](\p{L})/gu, '$1$2'));
      add(joined, isTownsOwn ? strengths.place : joined.length === 1 ? strengths.short : strength);
    }
    if (town === undefined) continue;
    const bare = fold(name).replace(townHeads, '');
    if (bare !== fold(name) && bare !== '') {
      const place = bare.split(' ').map(canonical);
      if (!isGeneric(place)) add(place, strengths.place);
      const kept = name.replace(/^\S+\s+(?:d['’]|de\s+|du\s+|des\s+|of\s+)?/i, '');
      if (/\p{L}[-'’]\p{L}/u.test(kept)) add(wordsOfName(kept.replace(/[-'’]/g, '')), strengths.place);
      // « mairie de Bordeaux », « délégation de Bordeaux » are read by « Bordeaux ».
    }
  }
}

/** `names` of a person hold « family, given », which tells the two apart; without it the last word is the family name. */
export function familyOf({ nameFr, names }: Pick<LexiconEntry, 'nameFr' | 'names'>): { family: string; given: string } {
  const inverted = names.find((name) => name.includes(', '));
  if (inverted) {
    const comma = inverted.indexOf(', ');
    return { family: inverted.slice(0, comma), given: inverted.slice(comma + 2) };
  }
  const words = nameFr.trim().split(/\s+/);
  return { family: words.at(-1) ?? nameFr, given: words.slice(0, -1).join(' ') };
}

function addPerson(entry: LexiconEntry, add: Add): void {
  const { family, given } = familyOf(entry);
  const addName = (name: string, strength: Strength): void => {
    const words = wordsOfName(name);
    add(words, words.length === 1 && strength === strengths.full ? strengths.family : strength);
    if (/\p{L}[-'’]\p{L}/u.test(name)) add(wordsOfName(name.replace(/['’]/g, '')), words.length === 1 ? strengths.family : strength);
  };
  addName(entry.nameFr, strengths.full);
  for (const name of entry.names) addName(name.replace(', ', ' '), strengths.full);
  if (given && `${given} ${family}` !== entry.nameFr) addName(`${given} ${family}`, strengths.full);
  addName(family, strengths.family);
  // « La Rivière » for « de La Rivière », « Berg » for « van den Berg ».
  const bare = family.replace(/^(?:\p{Ll}[\p{Ll}']*['’\s]\s*)+(?=\p{Lu})/u, '');
  if (bare !== family) addName(bare, strengths.family);
  if (given) add(wordsOfName(given), strengths.given);
}
