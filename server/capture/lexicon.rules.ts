import type { LexiconEntry } from './capture.schema.ts';
import { formsOf, type Strength } from './forms.rules.ts';
import { createNear, type Near } from './typos.rules.ts';

/** An entry under one of its forms. */
export type Sense = { index: number; strength: Strength };

/**
 * Everything that goes by a name, ready to be read by. One form leads to all who share it: a number packs the place of
 * the entry and the strength of the form, because a hundred thousand people have four hundred thousand forms.
 */
export type Lexicon = {
  entries: (LexiconEntry | undefined)[];
  places: Record<LexiconEntry['type'], Map<string, number>>;
  free: number[];
  forms: Map<string, number | number[]>;
  /** First word of a form → how many words the longest form has that begins with it */
  longest: Map<string, number>;
  near: Near;
  /** Commitment areas and sectors, by place: few enough to go through */
  topics: Set<number>;
  /** Organization → places of the people who have a post there */
  people: Map<string, number[]>;
};

/** A lexicon of these entries; `put` and `remove` keep it up to date, one entry at a time. */
export function buildLexicon(entries: Iterable<LexiconEntry>): Lexicon {
  const lexicon: Lexicon = { entries: [], places: { organization: new Map(), contact: new Map(), user: new Map(), commitment: new Map(), sector: new Map() }, free: [], forms: new Map(), longest: new Map(), near: createNear(), topics: new Set(), people: new Map() };
  for (const entry of entries) put(lexicon, entry);
  return lexicon;
}

/** Adds an entry, or replaces the one of the same type and id. */
export function put(lexicon: Lexicon, entry: LexiconEntry): void {
  const places = lexicon.places[entry.type];
  const known = places.get(entry.id);
  if (known !== undefined) takeOut(lexicon, known);
  const index = known ?? lexicon.free.pop() ?? lexicon.entries.length;
  lexicon.entries[index] = entry;
  places.set(entry.id, index);
  if (entry.type === 'commitment' || entry.type === 'sector') lexicon.topics.add(index);
  for (const id of entry.organizationIds ?? []) {
    const there = lexicon.people.get(id);
    if (there) there.push(index);
    else lexicon.people.set(id, [index]);
  }
  for (const { key, words, strength } of formsOf(entry)) {
    const packed = index * 8 + strength;
    const found = lexicon.forms.get(key);
    if (found === undefined) {
      lexicon.forms.set(key, packed);
      learn(lexicon, words);
    } else if (typeof found === 'number') lexicon.forms.set(key, [found, packed]);
    else found.push(packed);
  }
}

/** Takes an entry out; nothing when it is not there. */
export function remove(lexicon: Lexicon, type: LexiconEntry['type'], id: string): void {
  const index = lexicon.places[type].get(id);
  if (index === undefined) return;
  takeOut(lexicon, index);
  lexicon.places[type].delete(id);
  lexicon.entries[index] = undefined;
  lexicon.free.push(index);
}

function takeOut(lexicon: Lexicon, index: number): void {
  const entry = lexicon.entries[index];
  if (!entry) return;
  lexicon.topics.delete(index);
  for (const id of entry.organizationIds ?? []) {
    const there = (lexicon.people.get(id) ?? []).filter((one) => one !== index);
    if (there.length > 0) lexicon.people.set(id, there);
    else lexicon.people.delete(id);
  }
  for (const { key } of formsOf(entry)) {
    const found = lexicon.forms.get(key);
    if (found === undefined) continue;
    const kept = (typeof found === 'number' ? [found] : found).filter((packed) => packed >> 3 !== index);
    if (kept.length === 0) lexicon.forms.delete(key);
    else lexicon.forms.set(key, kept.length === 1 ? kept[0]! : kept);
  }
}

/** Remembers the words of a new form. They stay when the form goes: a word too many only costs a look-up. */
function learn(lexicon: Lexicon, words: readonly string[]): void {
  if ((lexicon.longest.get(words[0]!) ?? 0) < words.length) lexicon.longest.set(words[0]!, words.length);
  for (const word of words) lexicon.near.add(word);
}

/** Who goes by a form. */
export function sensesOf(lexicon: Lexicon, key: string): Sense[] {
  const found = lexicon.forms.get(key);
  if (found === undefined) return [];
  return (typeof found === 'number' ? [found] : found).map((packed) => ({ index: packed >> 3, strength: (packed & 7) as Strength }));
}

/** The entry of this type and id. */
export function entryOf(lexicon: Lexicon, type: LexiconEntry['type'], id: string): LexiconEntry | undefined {
  const index = lexicon.places[type].get(id);
  return index === undefined ? undefined : lexicon.entries[index];
}
