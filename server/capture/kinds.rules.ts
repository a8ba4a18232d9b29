import { editDistance } from '../text/closest.rules.ts';
import type { interactionKinds } from '../vocabulary.ts';
import type { Line, Range } from './line.rules.ts';
import { Cover } from './line.rules.ts';

export type Kind = (typeof interactionKinds)[number];

/** Words by which each kind is said, in both languages; flat. The longer expressions come before the words in them. */
const said: [Kind, string][] = [
  ['videoconference', "(?:rencontres?|reunions?) virtuelles?|virtual (?:meetings?|calls?)|visio(?:conference)?s?|vc(?: calls?| (?:with|avec|w))|videoconf(?:erence)?s?|appel video|video ?calls?|video meeting|teams|zoom|webex|google meet|en ligne avec"],
  ['call', "conference telephonique|conference calls?|appels?(?! (?:a|de) (?:projets?|candidatures?|propositions?|contributions?))|appele[es]?|rappele[es]?|telephone[es]?|telephonique|coup de (?:fil|telephone)|tel\\.?|phone calls?|phoned?|calls?(?! for)|called|spoke|rang|telcon?"],
  ['email', "courriels?|e-?mails?|emailed|e-mailed|mails?|wrote|ecrit"],
  ['letter', "lettres?(?! d'(?:intention|entente))|letters?(?! of intent)"],
  ['working_session', "(?:seances?|apres-midi|matinees?|journees?|demi-journees?|dejeuners?|diners?) de travail|working lunch(?:es)?|work sessions?|ateliers?|working sessions?|workshops?"],
  ['reception', "receptions?(?! (?:de|d'|du|des|of))|cocktails?|vin d'honneur|5 a 7"],
  ['visit', "visites?|visite[es]|visits?|visited|visiting|site tour"],
  ['event', "galas?|evenements?|events?|colloques?|conferences?|sommets?|congres|webinaires?|webinars?|summits?|ceremonies?|ceremony|inaugurations?|vernissages?|lancements?|symposiums?|concerts?"],
  ['meeting', "rencontres?|rencontre[es]?|rencontrer(?:ai|ons|a)?|reunions?|rdv|rendez-vous|rv|entretiens?|tete-a-tete|diners?|dine|lunchs?|lunches|dejeuners?|dejeune|soupers?|soupe|cafe|petit-dejeuner|meetings?|met|meet|breakfast|coffee|dinners?|brunch|talked|discussions?|vu"],
];
const pattern = new RegExp(said.map(([, words]) => `\\b(${words})(?![\\p{L}\\p{N}])`).join('|'), 'gu');
const single = new RegExp(`^(?:${said.map(([, words]) => words).join('|')})$`, 'u');

/** « Ecrit » may have been a letter, « vu » a glimpse: what they say is asked. */
const vague = new Set(['vc with', 'vc avec', 'vc w', 'ecrit', 'wrote', 'vu', 'mail', 'mails']);

/** Whether a flat word says a kind. */
export const isKindWord = (word: string): boolean => single.test(word);

export type KindRead = { value: Kind; range: Range | null; isSure: boolean };

/**
 * The kind that the main part of the line says first, names and dates set aside (« Fondation des lettres » is no
 * letter). Several kinds are in doubt unless the first is what the line begins with: « appel pour préparer la visite ».
 */
export function readKind(line: Line, isMain: (range: Range) => boolean, aside: readonly Range[]): KindRead {
  let first: { value: Kind; range: Range } | null = null;
  let onScreen: { value: Kind; range: Range } | null = null;
  const others = new Set<Kind>();
  const covered = new Cover(line, aside);
  for (const match of line.flat.matchAll(pattern)) {
    const range = { start: match.index, end: match.index + match[0].length };
    if (!isMain(range) || covered.touches(range)) continue;
    const value = said[match.slice(1).findIndex((group) => group !== undefined)]![0];
    if (value === 'videoconference') onScreen ??= { value, range };
    if (!first) first = { value, range };
    else if (value !== first.value) others.add(value);
  }
  if (!first) return misspelt(line, isMain, covered) ?? { value: 'meeting', range: null, isSure: true };
  // « Rencontre sur Teams » says how they met.
  if (onScreen && (first.value === 'meeting' || first.value === 'call') && others.size === 1) return { ...onScreen, isSure: true };
  const isAlone = others.size === 0;
  const isOpening = leadsTo(line, first.range, covered);
  const isPair = first.value === 'event' && others.size === 1 && others.has('meeting');
  return { ...first, isSure: (isAlone || isOpening || isPair) && !vague.has(line.flat.slice(first.range.start, first.range.end)) };
}

const spelled: [string, Kind][] = [
  ['appel', 'call'], ['telephone', 'call'], ['called', 'call'], ['phoned', 'call'], ['courriel', 'email'], ['emailed', 'email'], ['rencontre', 'meeting'], ['reunion', 'meeting'], ['meeting', 'meeting'],
  ['dejeuner', 'meeting'], ['visite', 'visit'], ['visited', 'visit'], ['lettre', 'letter'], ['letter', 'letter'], ['atelier', 'working_session'], ['workshop', 'working_session'],
  ['reception', 'reception'], ['cocktail', 'reception'], ['evenement', 'event'], ['conference', 'event'], ['webinaire', 'event'], ['webinar', 'event'], ['videoconference', 'videoconference'],
];

/** A kind a typing error away, among the first words: « apel », « crriel »; always asked. */
function misspelt(line: Line, isMain: (range: Range) => boolean, covered: Cover): KindRead | null {
  for (const word of line.words.slice(0, 6)) {
    if (word.text.length < 4 || word.isLoud || !isMain(word) || covered.touches(word) || spelled.some(([known]) => word.text.replace(/s$/, '') === known)) continue;
    const near = spelled.find(([known]) => known[0] === word.text[0] && editDistance(word.text, known, 3) <= (known.length >= 8 ? 2 : 1));
    if (near) return { value: near[1], range: { start: word.start, end: word.end }, isSure: false };
  }
  return null;
}

/** Whether nothing but dates and small words stands before. */
function leadsTo(line: Line, range: Range, covered: Cover): boolean {
  return line.words.filter((word) => word.end <= range.start && !covered.touches(word)).length <= 2;
}
