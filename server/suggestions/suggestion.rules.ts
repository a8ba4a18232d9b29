import { holds, isSameStem, rarity, tellingWords, type Word } from './words.rules.ts';

type Named = { id: string; nameFr: string; nameEn: string | null };
type Titled = { id: string; titleFr: string; titleEn: string | null };

/** Where a word was found: the one line, the rest of what was written, or the sectors on the record. */
export type Place = 'subject' | 'text' | 'sector';

/** Why something is proposed. Each can be said in words, and adds to the score. */
export type Reason =
  /** These words of the interaction stand in what is proposed; `in` says where: `text` when in more than one place */
  | { kind: 'words'; words: string[]; in: Place }
  /** It was on so many held interactions with this partner; `lastAt` is the start of the last one, ISO */
  | { kind: 'history'; organization: Named; count: number; lastAt: string }
  /** The office has stated that it ties us to this partner */
  | { kind: 'stated'; organization: Named }
  /** It is an objective of the interaction's mission */
  | { kind: 'mission'; mission: Titled }
  /** The forum of the session works on it */
  | { kind: 'forum'; forum: Named };

/** What can be proposed: a commitment area or a sector, with its names and all that is said of it in either language. */
export type Candidate = { id: string; position: number; title: string; description: string };
/** What was said in the interaction, place by place. */
export type Said = Record<Place, string>;
/** What else ties a candidate to the interaction, reason by reason. */
export type Ties = ReadonlyMap<string, Exclude<Reason, { kind: 'words' }>[]>;
export type Proposal = { id: string; score: number; reasons: Reason[] };

/** Under this score there is no good reason: nothing is proposed. One rare word can reach it, one common word cannot. */
export const threshold = 0.7;
const titleBonus = 1.25;
const subjectBonus = 1.25;
/** A word of the text that only a description has is a hint: it takes two of them. */
const hint = 0.6;
const shownWords = 4;

const of = (kind: Reason['kind']): number => ['words', 'mission', 'forum', 'stated', 'history'].indexOf(kind);

/**
 * What is worth proposing, best first, at most `limit`: whatever is not `excluded` and reaches the threshold. The same
 * evidence gives the same answer in the same order, and more evidence never a lower score.
 * - `corpus`: the words of every text of the house, against which rarity is measured (see `wordsOf`).
 */
export function propose(
  candidates: readonly Candidate[],
  said: Said,
  ties: Ties,
  corpus: readonly ReadonlySet<string>[],
  excluded: ReadonlySet<string>,
  limit: number,
): Proposal[] {
  const words = (['subject', 'text', 'sector'] as const).flatMap((place) => tellingWords(said[place]).map((word) => ({ ...word, place })));
  const weights = new Map<string, number>();
  const weight = (key: string): number => {
    if (!weights.has(key)) weights.set(key, rarity(key, corpus));
    return weights.get(key) ?? 0;
  };
  return candidates
    .filter(({ id }) => !excluded.has(id))
    .map((candidate) => ({ position: candidate.position, ...judge(candidate, words, ties.get(candidate.id) ?? [], weight) }))
    .filter(({ score, reasons }) => reasons.length > 0 && score >= threshold)
    .sort((one, other) => other.score - one.score || one.position - other.position || (one.id < other.id ? -1 : 1))
    .slice(0, limit)
    .map(({ id, score, reasons }) => ({ id, score, reasons }));
}

/** The folded words of a text, as rarity is measured with. */
export const wordsOf = (text: string): Set<string> => new Set(tellingWords(text).map(({ key }) => key));

function judge(
  { id, title, description }: Candidate,
  said: readonly (Word & { place: Place })[],
  ties: readonly Reason[],
  weight: (key: string) => number,
): Proposal {
  const inTitle = wordsOf(title);
  // Word by word of what is proposed, the strongest word said that is a form of it: saying more never takes away.
  const found = families([...new Set([...inTitle, ...wordsOf(description)])]).flatMap((family) => {
    const isTitle = family.some((key) => inTitle.has(key));
    const matches = said
      .filter(({ key }) => family.some((form) => isSameStem(form, key)))
      .map((word) => ({ ...word, worth: weight(word.key) * bonus(word.place, isTitle) }));
    return matches.length > 0 ? [matches.reduce((best, one) => (one.worth > best.worth ? one : best))] : [];
  });
  const score = found.reduce((sum, { worth }) => sum + worth, 0) + ties.reduce((sum, reason) => sum + strength(reason), 0);
  const telling = [...found].sort((one, other) => other.worth - one.worth || (one.key < other.key ? -1 : 1));
  const words = [...new Set(telling.map(({ written }) => written))].slice(0, shownWords);
  const [place = 'text', ...otherPlaces] = new Set(telling.filter(({ written }) => words.includes(written)).map((one) => one.place));
  const others = [...ties].sort((one, other) => of(one.kind) - of(other.kind) || strength(other) - strength(one) || (nameOf(one) < nameOf(other) ? -1 : 1));
  return { id, score, reasons: words.length > 0 ? [{ kind: 'words', words, in: otherPlaces.length > 0 ? 'text' : place }, ...others] : others };
}

const bonus = (place: Place, isTitle: boolean): number =>
  place === 'text' && !isTitle ? hint : (isTitle ? titleBonus : 1) * (place === 'subject' ? subjectBonus : 1);

/** Words gathered with their other forms; the same words give the same families whatever their order. */
function families(keys: readonly string[]): string[][] {
  const left = new Set([...keys].sort());
  const found: string[][] = [];
  for (const first of left) {
    left.delete(first);
    const family = [first];
    for (const member of family) {
      for (const other of left) {
        if (!isSameStem(member, other)) continue;
        left.delete(other);
        family.push(other);
      }
    }
    found.push(family);
  }
  return found;
}

/** What a reason other than words adds to the score. */
function strength(reason: Reason): number {
  switch (reason.kind) {
    case 'mission':
      return 1;
    case 'forum':
      return 0.8;
    case 'stated':
      return 0.35;
    case 'history':
      return Math.min(1.05, 0.3 * Math.log2(1 + reason.count));
    case 'words':
      return 0;
  }
}

const nameOf = (reason: Reason): string =>
  reason.kind === 'mission' ? reason.mission.id : reason.kind === 'forum' ? reason.forum.id : reason.kind === 'words' ? '' : reason.organization.id;

/**
 * The sectors that a commitment area is about: those of which one telling word stands in its own words, so that
 * « immigration » belongs to the workforce through « Main-d’œuvre et immigration ».
 */
export function sectorsOf(area: string, sectors: readonly string[], corpus: readonly ReadonlySet<string>[]): string[] {
  const own = wordsOf(area);
  return sectors.filter((sector) => [...wordsOf(sector)].some((key) => holds(own, key) && rarity(key, corpus) >= 0.5));
}
