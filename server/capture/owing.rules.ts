import type { Line, Range } from './line.rules.ts';
import { actions, infinitive } from './promise-words.rules.ts';
import type { Side, Start } from './promises.rules.ts';

/**
 * Promises that no future tense makes: « on leur doit la lettre », “they owe us the stats”, « promis : données vélo
 * (nous), plan climat (eux) », « je rappelle lundi », « suivi à faire ». What tells the side plainly is sure of it; the
 * rest is asked.
 */

type Announced = { pattern: RegExp; side: Side | null };

const clause = '(?<=^|[,;:.!?()\\n>→⇒➜➔-] {0,3}|(?<!\\p{L})(?:et|and|puis|then|mais|but) )';
const noun = "(?=(?:l'|d'|[\\p{L}\\p{N}])[\\p{L}\\p{N}])";
const owing: [RegExp, Side][] = [
  [new RegExp(`(?<![\\p{L}'-])(?:on|nous|je) (?:leur|lui) (?:dois|doit|devons|devra|devrons)(?: (?:toujours|encore|donc|aussi))? ${noun}(?!${infinitive})`, 'gu'), 'us'],
  [new RegExp(`(?<![\\p{L}'-])(?:ils|elles|il|elle|eux) (?:nous|me|m') ?(?:doit|doivent|devra|devront)(?: (?:toujours|encore|donc|aussi))? ${noun}(?!${infinitive})`, 'gu'), 'them'],
  [/(?<![\p{L}'-])(?:we|i)(?: still)? owe (?:them|him|her|it) (?=[\p{L}\p{N}])/gu, 'us'],
  [/(?<![\p{L}'-])(?:they|he|she)(?: still)? owes? (?:us|me) (?=[\p{L}\p{N}])/gu, 'them'],
  [new RegExp(`(?<![\\p{L}'-])(?:(?:on|nous|je|j') ?(?:leur |lui )?(?:avons|a|ai) |${clause}avons )promis ${noun}(?!(?:a |de |d')?${infinitive})`, 'gu'), 'us'],
  [new RegExp(`(?<![\\p{L}'-])(?:ils|elles|il|elle) (?:nous |m')?(?:ont|a) promis ${noun}(?!(?:a |de |d')?${infinitive})`, 'gu'), 'them'],
  [/(?<![\p{L}'-])(?:we|i)(?:'ve| have)? promised (?:them |him |her )?(?!to )(?=[\p{L}\p{N}])/gu, 'us'],
  [/(?<![\p{L}'-])(?:they|he|she)(?:'ve| have|'s| has)? promised (?:us |me )?(?!to )(?=[\p{L}\p{N}])/gu, 'them'],
];
/** The subject is left out, or the promise is told: asked. */
const implied: [RegExp, Side | null][] = [
  [new RegExp(`${clause}owe (?:them|him|her) (?=[\\p{L}\\p{N}])`, 'gu'), 'us'],
  [new RegExp(`${clause}owes? (?:us|me) (?=[\\p{L}\\p{N}])`, 'gu'), 'them'],
  [new RegExp(`${clause}(?:devons|dois) (?=${infinitive})`, 'gu'), 'us'],
  [new RegExp(`${clause}(?:promis|promised) (?:(?:a|to) [\\p{L}-]+ ?:? ?)?(?=[\\p{L}\\p{N}])(?!by |par |to )`, 'gu'), null],
  [new RegExp(`${clause}(?:(?:still )?(?:waiting|wait) (?:for|on)|awaiting|(?:on |j'|nous )?(?:attends?|attendons)|en attente d[eu]s?) (?:leurs? |their |his |her |the |la |le |les |l')?(?=[\\p{L}\\p{N}])(?!to )`, 'gu'), 'them'],
  [new RegExp(`(?<![\\p{L}'-])(?:they|he|she) said (?:they|he|she)(?:'ll|'d|d|ll| would| will| could)? (?=(?:${[...actions].join('|')})(?!\\p{L}))`, 'gu'), 'them'],
];
const owedByName = /(?:'s (?:office|team|delegation))? (?:(?:still )?owes? (?:us|me)|(?:nous|me) (?:doit|doivent)|(?:(?:has |have )?promised (?:us |me )?(?!to ))|(?:nous |m')?(?:a|ont) promis (?!(?:a|de|d')[ ]?[a-z]+(?:er|ir|re)\b)) ?(?=[\p{L}\p{N}])/uy;
const owedToName = /(?<![\p{L}'-])(?:we|i)(?: still)? owe (?=[@\p{L}])|(?<![\p{L}'-])(?:on|nous|je) (?:doit|devons|dois) a (?=[@\p{L}])/gu;
const owedByAnybody = new RegExp(`${clause}(?<name>[\\p{L}-]+(?: [\\p{L}-]+){0,2}) (?:(?:still )?owes? (?:us|me)|nous (?:doit|doivent)) (?=[\\p{L}\\p{N}])`, 'gu');

const promiseNouns = "promis(?:e[sd]?)?|promesses?|promises?|engagements?|engage|commitments?|commits|livrables?|deliverables?|devoirs|todos?|taches|tasks";
const announced: Announced[] = [
  { pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:(?:they|he|she)(?: have| has|'ve)? (?:promised?s?|agreed|offered|committed)|(?:ils|elles|il|elle) (?:ont|a) (?:promis|offert)|(?:leurs?|their|his|her) (?:${promiseNouns})) ?:\\s*`, 'gu'), side: 'them' },
  { pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:(?:we|i)(?: have|'ve)? (?:promised?|agreed|offered|committed)|(?:on a|nous avons|j'ai) (?:promis|offert)|(?:notre|nos|mes|our|my) (?:${promiseNouns})) ?:\\s*`, 'gu'), side: 'us' },
  { pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:${promiseNouns}) ?:\\s*`, 'gu'), side: null },
  { pattern: new RegExp(`${clause}(?:eux|them|theirs|leur cote|de leur cote|cote partenaire|their side) ?:\\s*`, 'gu'), side: 'them' },
  { pattern: new RegExp(`${clause}(?:nous|us|ours|notre cote|de notre cote|cote ville|our side) ?:\\s*`, 'gu'), side: 'us' },
];

const presentFrench =
  "(?:rapp?ell?e|relance|envoie|envoies|envoyons|transmets|transmet|prepare|preparons|confirme|confirmons|reviens|revient|revenons|reponds|repond|ecris|redige|partage|fournis|fournit|verifie|organise|reserve|propose|relit|relis|traduis|traduit|soumets|soumet|finalise|valide|signe|paie|invite)(?:ns|nt)?";
const present: [RegExp, Side][] = [
  [new RegExp(`${clause}(?:je|j'|on|nous) ?(?:(?:leur|lui|les|la|le|l'|vous|y) ?){0,2}(?=(?<body>${presentFrench})(?!\\p{L}))`, 'gu'), 'us'],
  [new RegExp(`(?<![\\p{L}\\p{N}'-])(?:ils|elles|il|elle) ?(?:(?:nous|me|m'|les|la|le|l'|y) ?){0,2}(?=(?<body>${presentFrench})(?!\\p{L}))`, 'gu'), 'them'],
];
const english = [...actions].filter((verb) => !['put', 'set', 'present', 'look', 'work', 'study', 'go', 'come', 'like', 'find', 'discuss', 'agree', 'decide', 'ask', 'call', 'email', 'report', 'comment'].includes(verb)).join('|');
const presentEnglish: [RegExp, Side][] = [
  [new RegExp(`${clause}(?:they|he|she) (?=(?<body>(?:${english})s?(?!\\p{L})))`, 'gu'), 'them'],
  [new RegExp(`${clause}(?:we|i) (?=(?<body>(?:${english})(?!\\p{L})))`, 'gu'), 'us'],
];
const presentOfName = new RegExp(` (?=(?:${english.replaceAll('|', 's|')}s|${presentFrench})(?!\\p{L}))`, 'uy');

/** “sarah to send program”, “will get back to them”, « suivi à faire auprès de », « à relancer ». */
const someoneTo = new RegExp(`${clause}(?<name>\\p{L}{3,}) to (?=(?:${english})(?!\\p{L}))`, 'gu');
const noSubject = new Set('want wants wanted need needs needed how plan plans try trying hope hopes wish ready happy back going due able agreed likely unlikely next easy time reason them they you please asked told meeting call visit lunch dinner went and nous order used about over prior related thanks here there mtg draft letter email reply answer response invitation intro introduction'.split(' '));
const bareWill = new RegExp(`${clause}(?:will|'ll|shall) (?=(?:${[...actions].join('|')})(?!\\p{L}))`, 'gu');
const toBeDone = new RegExp(`${clause}(?=(?:un |une |le |la |les |des )?(?:suivis?|relances?|rappels?|envois?|reponses?|lettres?|notes?) a (?:faire|envoyer|ecrire|rediger|preparer|donner)(?!\\p{L}))`, 'gu');

/** Every start of such a promise; `names` are those of the line that may owe. */
export function findOwing(line: Line, names: readonly (Range & { side: 'us' | 'them'; isSure: boolean })[], dates: readonly Range[]): Start[] {
  const { flat } = line;
  const starts: Start[] = [];
  const add = (match: RegExpMatchArray, side: Side | null, isSure: boolean, isArrow = false): void =>
    void starts.push({ at: match.index!, body: match.index! + match[0].length, side, isSure, isArrow });
  for (const [pattern, side] of owing) for (const match of flat.matchAll(pattern)) add(match, side, true);
  for (const [pattern, side] of implied) for (const match of flat.matchAll(pattern)) add(match, side, false);
  for (const match of flat.matchAll(owedToName)) {
    const name = names.find(({ start }) => start === match.index + match[0].length || start === match.index + match[0].length + 1);
    if (name) starts.push({ at: match.index, body: name.end, side: 'us', isSure: true, isArrow: false });
  }
  for (const match of flat.matchAll(owedByAnybody)) if (!/^(?:they|he|she|we|i|ils|elles|il|elle)$/.test(match.groups!.name!)) add(match, 'them', false);
  for (const name of names) {
    owedByName.lastIndex = name.end;
    const match = owedByName.exec(flat);
    if (match) starts.push({ at: name.start, body: name.end + match[0].length, side: name.side, isSure: name.isSure, isArrow: false });
    // “Wójcik sends the figures in 10 days”: a promise where a day is said with it, and it is asked.
    presentOfName.lastIndex = name.end;
    const verb = presentOfName.exec(flat);
    if (verb && isDated(flat, name.end, dates)) starts.push({ at: name.start, body: name.end + verb[0].length, side: name.side, isSure: false, isArrow: false });
  }
  for (const { pattern, side } of announced) for (const match of flat.matchAll(pattern)) add(match, side, true, true);
  // The present makes a promise where a day is said with it.
  for (const [pattern, side] of [...present, ...presentEnglish]) for (const match of flat.matchAll(pattern)) if (isDated(flat, match.index, dates)) add(match, side, false);
  for (const match of flat.matchAll(someoneTo)) if (!noSubject.has(match.groups!.name!)) add(match, 'them', false);
  for (const match of flat.matchAll(bareWill)) add(match, 'us', false);
  for (const match of flat.matchAll(toBeDone)) add(match, 'us', false);
  return starts;
}

/** Whether a day is said in the clause that begins here. */
function isDated(flat: string, from: number, dates: readonly Range[]): boolean {
  const stop = flat.slice(from).search(/[;\n]|[,.!?] |->|→/);
  const end = stop < 0 ? flat.length : from + stop;
  return dates.some((date) => date.start >= from && date.start < end);
}

const ours = /\((?:nous|on|us|we|vdq|qc|ville|ours|moi|me|bri)\)/u;
const theirs = /\((?:eux|elle|elles|lui|ils|them|they|theirs|partenaires?|partners?)\)/u;
const shared = /\((?:ensemble|conjoint|conjointement|joint|both|les deux|tous)\)/u;
export const sideMark = new RegExp(`${ours.source}|${theirs.source}|${shared.source}`, 'gu');

/** « (nous) », “(them)” at the end of what is promised; null without one. */
export function markedSide(flat: string, { start, end }: Range): Side | null {
  const said = flat.slice(start, end);
  return ours.test(said) ? 'us' : theirs.test(said) ? 'them' : shared.test(said) ? 'joint' : null;
}

/** The items of a list that a word announces: each from its first letter; one alone where commas do not part promises. */
export function itemsOf(flat: string, { start, end }: Range): Range[] {
  const items: Range[] = [];
  let at = start;
  let depth = 0;
  const close = (to: number, next: number): void => {
    if (/[\p{L}\p{N}]/u.test(flat.slice(at, to))) items.push({ start: at + /^[\s,]*/.exec(flat.slice(at, to))![0].length, end: to });
    at = next;
  };
  for (let unit = start; unit < end; unit += 1) {
    const character = flat[unit];
    if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    // A figure’s comma, « 1,5 », parts nothing.
    else if (character === ',' && depth <= 0 && /\s/.test(flat[unit + 1] ?? '')) close(unit, unit + 1);
  }
  close(end, end);
  return items;
}
