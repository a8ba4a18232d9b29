import type { Candidate, LexiconEntry } from './capture.schema.ts';
import { strengths } from './forms.rules.ts';
import type { Hit, Sees } from './hits.rules.ts';
import type { Lexicon } from './lexicon.rules.ts';
import type { Line, Range } from './line.rules.ts';
import { ordinary } from './words.rules.ts';
import { isKindWord } from './kinds.rules.ts';

export type NamedType = 'organization' | 'contact' | 'user';
/** What a name was taken for. `id` is null while several are as likely. */
export type Named = Range & {
  type: NamedType;
  entry: LexiconEntry | null;
  isSure: boolean;
  reason: 'unknown' | 'ambiguous' | 'misspelt' | null;
  candidates: LexiconEntry[];
  hit: Hit;
};

const shown = 8;

/** Tells who each name means: organizations first, then people by the organizations named, then the organizations left by the people. */
export function resolveNames(line: Line, lexicon: Lexicon, sees: Sees, hits: readonly Hit[]): Named[] {
  const read = hits.map((hit) => ({ hit, organizations: hit.meant.organization.entries, contacts: hit.meant.contact.entries, users: hit.meant.user.entries }));
  const named: Named[] = [];
  const sureIds = new Set<string>();
  for (const { hit, organizations } of read) {
    if (organizations.length !== 1) continue;
    const one = nameOrganization(line, hit, organizations, null, read);
    named.push(one);
    if (one.entry) sureIds.add(one.entry.id);
  }
  const metAt = new Set<string>();
  for (const { hit, organizations, contacts, users } of read) {
    if (organizations.length > 0) continue;
    if (contacts.length > 0) {
      const one = namePerson(line, hit, contacts, 'contact', thereOf(lexicon, sees, hit, sureIds), sureIds.size > 0, hits);
      // Somebody of the office of the same name: both are asked.
      if (users.length > 0) Object.assign(one, { isSure: false, reason: 'ambiguous' });
      named.push(one);
      if (one.entry) for (const id of one.entry.organizationIds ?? []) metAt.add(id);
    }
    if (users.length > 0) {
      const one = namePerson(line, hit, users, 'user', [], false, hits);
      if (contacts.length > 0) Object.assign(one, { isSure: false, reason: 'ambiguous' });
      named.push(one);
    }
  }
  for (const { hit, organizations } of read) if (organizations.length > 1) named.push(nameOrganization(line, hit, organizations, metAt, read));
  named.sort((a, b) => a.start - b.start);
  // « chicago alliance française »: the town may only say which of the two.
  named.forEach((one, n) => {
    const beside = [named[n - 1], named[n + 1]].some((other) => other?.type === 'organization' && !other.isSure && other.entry === null && isTouching(line, one, other));
    if (one.hit.isPlace && one.isSure && !one.hit.isMarked && beside) Object.assign(one, { isSure: false, reason: 'ambiguous', candidates: one.entry ? [one.entry] : [] });
  });
  return named;
}

const isTouching = (line: Line, a: Range, b: Range): boolean => line.flat.slice(Math.min(a.end, b.end), Math.max(a.start, b.start)).trim() === '';

type Sorted = { organizations: LexiconEntry[]; contacts: LexiconEntry[]; users: LexiconEntry[] };

const latestFirst = (a: LexiconEntry, b: LexiconEntry): number => {
  const [x, y] = [a.lastHeldAt ?? '', b.lastHeldAt ?? ''];
  return x === y ? (a.id < b.id ? -1 : 1) : x > y ? -1 : 1;
};

/** The likeliest few of many, without sorting them all. */
function likeliest(entries: readonly LexiconEntry[]): LexiconEntry[] {
  if (entries.length <= 200) return [...entries].sort(latestFirst).slice(0, shown);
  const kept: LexiconEntry[] = [];
  for (const entry of entries) {
    const worst = kept[shown - 1];
    if (worst && (entry.lastHeldAt ?? '') <= (worst.lastHeldAt ?? '') && latestFirst(worst, entry) < 0) continue;
    const at = kept.findIndex((one) => latestFirst(entry, one) < 0);
    kept.splice(at < 0 ? kept.length : at, 0, entry);
    if (kept.length > shown) kept.pop();
  }
  return kept;
}

function nameOrganization(line: Line, hit: Hit, entries: LexiconEntry[], metAt: ReadonlySet<string> | null, read: readonly ({ hit: Hit } & Sorted)[]): Named {
  const base = { type: 'organization' as const, start: hit.start, end: hit.end, hit };
  if (entries.length > 1) {
    const there = metAt ? entries.filter(({ id }) => metAt.has(id)) : [];
    const only = there.length === 1 && !hit.isTypo ? there[0]! : null;
    if (only) return { ...base, entry: only, isSure: !hit.isDoubtful, reason: hit.isDoubtful ? 'ambiguous' : null, candidates: likeliest(entries) };
    return { ...base, entry: null, isSure: false, reason: 'ambiguous', candidates: [...there.slice(0, shown), ...likeliest(entries).filter((one) => !there.includes(one))].slice(0, shown) };
  }
  const entry = entries[0]!;
  if (hit.isTypo) return { ...base, entry, isSure: false, reason: 'misspelt', candidates: entries };
  const isPlace = hit.isPlace;
  const own = read.find((one) => one.hit === hit);
  // « Laval » may be a town or Mr. Laval, unless something says which.
  const mayBePerson = !hit.isMarked && (own?.contacts.length ?? 0) > 0 && !/(?:\b(?:de|of|from|du|mairie|ville)|\b[dl]') ?$/.test(line.flat.slice(0, hit.start));
  const isDoubtful = hit.isDoubtful || mayBePerson || (isPlace && !hit.isMarked && isWhere(line, hit));
  return { ...base, entry, isSure: !isDoubtful, reason: isDoubtful ? 'ambiguous' : null, candidates: isDoubtful ? entries : [] };
}

/** « à Paris », “in Chicago” say where, unless a letter or a call goes there. */
function isWhere(line: Line, hit: Hit): boolean {
  const before = line.flat.slice(Math.max(0, hit.start - 40), hit.start);
  if (!/\b(?:a|in|en|depuis|vers|pres de|near) (?:la |l')?$/.test(before)) return false;
  return !/\b(?:appel|appele|telephone|courriel|ecrit|lettre|call|email|letter|wrote|visit|visite|reponse|reply|merci|invitation)e?s? a $/.test(before);
}

/** Those of a name who have a post at an organization that the line names. */
function thereOf(lexicon: Lexicon, sees: Sees, hit: Hit, organizations: ReadonlySet<string>): LexiconEntry[] {
  const { entries, strength } = hit.meant.contact;
  if (!hit.many) return organizations.size === 0 ? [] : entries.filter(({ organizationIds }) => organizationIds?.some((id) => organizations.has(id)));
  const there = new Set<LexiconEntry>();
  for (const id of organizations) {
    for (const index of lexicon.people.get(id) ?? []) {
      const entry = lexicon.entries[index];
      if (entry && hit.many.includes(index * 8 + strength) && sees(entry)) there.add(entry);
    }
  }
  return [...there];
}

function namePerson(line: Line, hit: Hit, entries: LexiconEntry[], type: 'contact' | 'user', there: LexiconEntry[], isPlaced: boolean, hits: readonly Hit[]): Named {
  const base = { type, start: hit.start, end: hit.end, hit };
  const { strength } = hit.meant[type];
  const isWhole = strength === strengths.full;
  const only = there.length === 1 ? there[0]! : entries.length === 1 && !hit.many ? entries[0]! : null;
  const candidates = [...there.slice(0, shown), ...likeliest(entries).filter((one) => !there.includes(one))].slice(0, shown);
  if (!isWhole && isAnother(line, hit, hits)) return { ...base, ...widened(line, hit), entry: null, isSure: false, reason: 'unknown', candidates };
  if (!only) return { ...base, entry: null, isSure: false, reason: 'ambiguous', candidates };
  if (hit.isTypo) return { ...base, entry: only, isSure: false, reason: 'misspelt', candidates };
  if (hit.isDoubtful || strength === strengths.given) return { ...base, entry: only, isSure: false, reason: 'ambiguous', candidates };
  // A family name alone, with an organization that is not theirs: maybe a namesake.
  if (!isWhole && type === 'contact' && isPlaced && there.length === 0) return { ...base, entry: only, isSure: false, reason: 'ambiguous', candidates };
  return { ...base, entry: only, isSure: true, reason: null, candidates: entries.length > 1 ? candidates : [] };
}

/** A given name before a family name, or a second family name after it, that are not this person’s. */
function isAnother(line: Line, hit: Hit, hits: readonly Hit[]): boolean {
  return givenBefore(line, hit) !== null || familyAfter(line, hit, hits) !== null;
}

function givenBefore(line: Line, hit: Hit): number | null {
  const before = line.words[hit.first - 1];
  if (hit.hasTitle || hit.isMarked || !before?.isCapital || !/^[ -]$/.test(line.flat.slice(before.end, line.words[hit.first]!.start))) return null;
  if (isKindWord(before.text) || before.isLoud || (before.opens && ordinary.has(before.text))) return null;
  return hit.first - 1;
}

function familyAfter(line: Line, hit: Hit, hits: readonly Hit[]): number | null {
  const after = line.words[hit.last + 1];
  if (!after?.isCapital || after.isLoud || !/^[ -]$/.test(line.flat.slice(hit.end, after.start)) || isKindWord(after.text)) return null;
  return hits.some(({ first, last }) => first <= hit.last + 1 && hit.last + 1 <= last) ? null : hit.last + 1;
}

/** The whole of a name that is another’s: « Jean-Noël Côté », of which « Jean » was read. */
function widened(line: Line, hit: Hit): Range {
  const before = givenBefore(line, hit);
  let last = hit.last;
  for (let next = line.words[last + 1]; next?.isCapital && last - hit.last < 3 && /^[ -]$/.test(line.flat.slice(line.words[last]!.end, next.start)); next = line.words[last + 1]) last += 1;
  return { start: before === null ? hit.start : line.words[before]!.start, end: before === null ? line.words[last]!.end : hit.end };
}

export const candidateOf = ({ id, nameFr, nameEn, detailFr, detailEn }: LexiconEntry): Candidate => ({ id, nameFr, nameEn, detailFr, detailEn });
