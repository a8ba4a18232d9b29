import { sortKey } from '../text/fold.rules.ts';

type Locale = 'fr' | 'en';

/** The parts of a name, as they are stored. */
export type PersonName = {
  givenName: string | null;
  particle: string | null;
  familyName: string;
  /** given_first, family_first, mononym */
  nameOrder: string;
};

const isElided = (text: string): boolean => /['’]$/.test(text);

/** Parts of a name side by side; an elided particle (d’) touches what follows it. */
function assemble(parts: (string | null | undefined)[]): string {
  let name = '';
  for (const part of parts.map((one) => one?.replace(/\s+/g, ' ').trim() ?? '')) {
    if (part) name += name && !isElided(name) ? ` ${part}` : part;
  }
  return name;
}

/** The family name with its particle: « de La Rivière », « d’Exemplaire ». */
export const fullFamilyName = ({ particle, familyName }: PersonName): string => assemble([particle, familyName]);

/** What a person is called on a list, in the order that the person uses: « Maëlle de La Rivière », « Wang Shili ». */
export function contactName(name: PersonName): string {
  if (name.nameOrder === 'mononym') return assemble([name.familyName]);
  const family = fullFamilyName(name);
  return name.nameOrder === 'family_first' ? assemble([family, name.givenName]) : assemble([name.givenName, family]);
}

/** Whether somebody's pronouns are feminine, as far as they say. */
const isFeminine = (pronouns: string | null | undefined): boolean => /^\s*(elle|she)\b/i.test(pronouns ?? '');

/**
 * The short civility before a name: « Mme », « M. », in English “Ms.”, “Mr.”; empty when none was asked for. For a
 * doctor, French takes the form of the pronouns given.
 */
export function civility(honorific: string | null, pronouns: string | null | undefined, locale: Locale): string {
  const words: Record<string, { fr: string; en: string }> = {
    mme: { fr: 'Mme', en: 'Ms.' },
    m: { fr: 'M.', en: 'Mr.' },
    mx: { fr: '', en: 'Mx.' },
    dr: { fr: isFeminine(pronouns) ? 'Dre' : 'Dr', en: 'Dr.' },
    frere: { fr: 'Frère', en: 'Brother' },
  };
  return (honorific && words[honorific]?.[locale]) || '';
}

/** The name with its civility, as on an envelope: « Mme Maëlle de La Rivière ». */
export function formalName(
  name: PersonName & { honorific: string | null; pronouns?: string | null },
  locale: Locale,
): string {
  return assemble([civility(name.honorific, name.pronouns, locale), contactName(name)]);
}

/** Articles that open a French name and count when names are sorted; prepositions (de, d’, van, von, af) do not. */
const articles = new Set(['le', 'la', 'les', 'l’', "l'", 'du', 'des']);

/**
 * The key by which people are sorted: family name, then given name. A particle counts from its first article or from
 * its first word with a capital (« de La Rivière » under L, « Ben Mithal » under B), as French usage has it; what does
 * not count comes last. Two spaces part the family name from the rest, so that every Martin comes before Martin-Dubois.
 */
export function contactSortName(name: PersonName): string {
  const words = name.particle?.trim().split(/\s+/).filter(Boolean) ?? [];
  const counted = words.findIndex((word) => articles.has(word.toLowerCase()) || /^\p{Lu}/u.test(word));
  const [before, kept] = counted < 0 ? [words, []] : [words.slice(0, counted), words.slice(counted)];
  const family = sortKey(assemble([...kept, name.familyName]));
  const rest = name.nameOrder === 'mononym' ? '' : sortKey(assemble([name.givenName, ...before]));
  return `${family}  ${rest}`.trimEnd().slice(0, 200);
}

const particles = new Set([
  'de', 'du', 'des', 'd’', 'von', 'zu', 'und', 'van', 'den', 'der', 'ter', 'ten', 'te', 'af', 'av', 'da', 'do', 'dos',
  'das', 'di', 'del', 'della', 'dei', 'e', 'y', 'al', 'el', 'bin', 'ibn', 'ní', 'ó',
]);

/**
 * A name typed in one go, cut into its parts: what stands first is the given name, a lower-case particle opens the
 * family name, a single word is a family name, and capitals (« LA RIVIÈRE ») tell the family name wherever it is.
 */
export function splitTypedName(typed: string): PersonName & { nameOrder: 'given_first' | 'family_first' } {
  const words = typed.replace(/\s+/g, ' ').trim().split(' ');
  const isLoud = (word: string) => word.length > 1 && /\p{Lu}/u.test(word) && word === word.toUpperCase() && !word.includes('.');
  const loud = words.filter(isLoud);
  if (words.length > 1 && loud.length > 0 && loud.length < words.length && isLoud(words[0]!)) {
    const end = words.findIndex((word) => !isLoud(word));
    return { givenName: words.slice(end).join(' '), particle: null, familyName: words.slice(0, end).join(' '), nameOrder: 'family_first' };
  }
  if (words.length === 1) return { givenName: null, particle: null, familyName: words[0]!, nameOrder: 'given_first' };
  const isParticle = (word: string) => particles.has(word) || /^(d|l)['’]$/i.test(word);
  const start = words.findIndex((word, index) => index > 0 && index < words.length - 1 && isParticle(word));
  if (start < 0) {
    return { givenName: words[0]!, particle: null, familyName: words.slice(1).join(' '), nameOrder: 'given_first' };
  }
  let end = start;
  while (end < words.length - 1 && isParticle(words[end]!)) end++;
  return {
    givenName: words.slice(0, start).join(' '),
    particle: words.slice(start, end).join(' '),
    familyName: words.slice(end).join(' '),
    nameOrder: 'given_first',
  };
}
