import type { followUpSides } from '../vocabulary.ts';
import type { Line, Range } from './line.rules.ts';
import { overlaps } from './line.rules.ts';
import { isKindWord } from './kinds.rules.ts';
import { findOwing, itemsOf, markedSide } from './owing.rules.ts';
import { actions, commands, infinitive, jointFirst, jointly, nounSubject, oursFirst, promisingEnglish, promisingFrench, theirsFirst } from './promise-words.rules.ts';

export type Side = (typeof followUpSides)[number];
/** A promise in the line. `range` is all of it, `body` what is promised, verb first. */
export type PromiseSaid = { range: Range; body: Range; side: Side; isSure: boolean };
/** A name of the line that may be a promise’s subject. */
export type Subject = Range & { side: 'us' | 'them'; isSure: boolean };

/** Where a promise begins; `side` is null where what follows says it. */
export type Start = { at: number; body: number; side: Side | null; isSure: boolean; isArrow: boolean };

const arrow = /(?:->|=>|→|⇒|➜|➔)/gu;
const label = /(?<![\p{L}\p{N}])(?:actions?|to ?do|a faire|suivis?|follow-?ups?|next steps?|prochaines? etapes?|suites?) ?:\s*|\btodo\s+/gu;
const clauseStart = "(?<=^|[,;:.!?()\\n>→⇒➜➔-]\\s*|(?<![\\p{L}])(?:et|and|puis|then|que|qu'|that|mais|but|donc|so|ou) ?)";
const pronoun: [RegExp, Side | null, boolean][] = [
  [new RegExp(`(?<![\\p{L}\\p{N}'-])(?:nous|on|je|j')(?: (?:tous les deux|deux))? ?${promisingFrench}`, 'gu'), 'us', true],
  [new RegExp(`(?<![\\p{L}\\p{N}'-])(?:ils|elles|il|elle) ?${promisingFrench}`, 'gu'), 'them', true],
  [new RegExp(`(?<![\\p{L}\\p{N}'-])qui ${promisingFrench}`, 'gu'), 'them', false],
  [new RegExp(`(?<![\\p{L}\\p{N}'-])(?:we|i|our (?:office|team))(?: both)? ?${promisingEnglish}`, 'gu'), 'us', true],
  [new RegExp(`(?<![\\p{L}\\p{N}'-])(?:they|he|she)(?: both)? ?${promisingEnglish}`, 'gu'), 'them', true],
  [new RegExp(`${clauseStart}(?:us|we) to (?=(?<body4>(?:${[...actions].join('|')})\\b))`, 'gu'), 'us', true],
  [new RegExp(`${clauseStart}(?:them|they) to (?=(?<body4>(?:${[...actions].join('|')})\\b))`, 'gu'), 'them', true],
  [new RegExp(`(?<![\\p{L}\\p{N}'-])who ${promisingEnglish}`, 'gu'), 'them', false],
  [new RegExp(`(?<![\\p{L}\\p{N}'-])(?:both (?:cities|sides|parties|teams)|the two (?:cities|sides|parties|teams)) (?:${promisingEnglish})`, 'gu'), 'joint', true],
  [new RegExp(`(?<![\\p{L}\\p{N}'-])les deux (?:villes|parties|equipes|administrations) ${promisingFrench}`, 'gu'), 'joint', true],
  [new RegExp(`${clauseStart}${nounSubject} ${promisingFrench}`, 'gu'), 'them', true],
  [new RegExp(`${clauseStart}${nounSubject} ${promisingEnglish}`, 'gu'), 'them', true],
];
const afterName = new RegExp(
  `(?<also>(?:,? (?:et|and|&) (?:(?:la |the |le )?[\\p{L}-]+(?: de [\\p{L}-]+)?))?)(?: (?:office|delegation|team))? ?(?:\\([^)]{0,40}\\) ?)?(?:${promisingFrench}|${promisingEnglish}|to (?=(?<body5>[a-z]{2,})))`,
  'uy',
);
const capitalSubject = new RegExp(`${clauseStart}(?<name>[\\p{L}]+(?:-[\\p{L}]+)?(?: [\\p{L}]+)?) ${promisingEnglish}|${clauseStart}(?<name2>[\\p{L}]+(?:-[\\p{L}]+)?) ${promisingFrench}`, 'gu');
const bareFrench = new RegExp(`(?<=[,;.!?]\\s|(?<=[,;.!?]\\s|\\s)(?:et|puis) |(?:^|[,;.]\\s)(?:reste )?a )(?=${infinitive})`, 'gu');
const bareTo = /(?<=[,;.(]\s?)to (?=(?<verb>[a-z]+)\b)/gu;
const bareEnglish = /(?<=[;,.]\s|[;,.]\s(?:and|then) )(?=(?<verb>[a-z]+)\b)/gu;
const abbreviation = /(?:^|[^\p{L}])(?:m|mm|mme|mr|mrs|ms|dr|dre|st|ste|prof|no|env|approx|nov|dec|janv|fevr|jan|feb|mar|avr|apr|juil|jul|aug|sept|sep|oct|p|a|etc|ex|inc|ltd|cf|vs)$/u;

/** Every promise of the line. `isTaken` tells what is no start of one (a name, a date); `names` may be subjects. */
export function findPromises(line: Line, names: readonly Subject[], dates: readonly Range[]): PromiseSaid[] {
  const starts = findStarts(line, names, dates);
  const promises: PromiseSaid[] = [];
  starts.forEach((start, index) => {
    const next = starts[index + 1];
    const whole = Math.min(next?.at ?? line.flat.length, sentenceEnd(line.flat, start.body));
    // « On leur doit la lettre, rencontre Namur hier »: what was held comes after what is owed.
    const end = start.isArrow || /[\p{L}\p{N}]/u.test(line.flat.slice(0, start.at)) ? whole : heldAfter(line.flat, start.body, whole);
    const body = bodyOf(line, start, end, names);
    if (!/[\p{L}\p{N}]/u.test(line.flat.slice(body.start, end))) return;
    const items = start.isArrow && isLabel(line.flat, start) ? partsOf(line, { start: body.start, end }, dates) : [{ start: body.start, end }];
    items.forEach((item, n) => {
      const marked = markedSide(line.flat, item);
      const isJoint = marked === 'joint' || jointly.test(line.flat.slice(n === 0 ? start.at : item.start, item.end));
      const side = isJoint ? 'joint' : (marked ?? body.side);
      promises.push({
        range: { start: n === 0 ? start.at : item.start, end: items[n + 1]?.start ?? end },
        body: item, side, isSure: isJoint || marked !== null || (body.isSure && (n === 0 || isPlainSide(start) || beginsWithVerb(line.flat, item.start))),
      });
    });
  });
  return promises;
}

function heldAfter(flat: string, from: number, end: number): number {
  for (const match of flat.slice(from, end).matchAll(/, (?=(?:apres |suite a |lors |hier |yesterday )?(?<kind>[\p{L}-]+))/gu)) if (isKindWord(match.groups!.kind!)) return from + match.index;
  return end;
}

const isLabel = (flat: string, { at, body }: Start): boolean => !/^(?:->|=>|[→⇒➜➔])/u.test(flat.slice(at, body));
const isPlainSide = ({ side }: Start): boolean => side !== null;
const beginsWithVerb = (flat: string, at: number): boolean => new RegExp(`^${infinitive}`, 'u').test(flat.slice(at)) || actions.has(/^[a-z]+/.exec(flat.slice(at, at + 30))?.[0] ?? '');

/** The promises of a list, « book room, invite the AIMF by Nov 27 »; a date alone after a comma is the last one’s. */
function partsOf(line: Line, range: Range, dates: readonly Range[]): Range[] {
  const parts: Range[] = [];
  for (const item of itemsOf(line.flat, range)) {
    const isDate = dates.some((date) => date.start <= item.start && /^[\s).]*$/.test(line.flat.slice(date.end, item.end)));
    const isTail = isDate || /^(?:et|and|ou|or|puis|then|with|avec|pour|for|par|by|d'ici|avant|before|qui|that|which|dont|si|if) /.test(line.flat.slice(item.start, item.end));
    if (parts.length > 0 && isTail) parts[parts.length - 1] = { start: parts.at(-1)!.start, end: item.end };
    else parts.push(item);
  }
  return parts.length > 0 ? parts : [range];
}

/** Where promises begin, in order; one inside the head of another only says more of it. */
function findStarts(line: Line, names: readonly Subject[], dates: readonly Range[]): Start[] {
  const { flat } = line;
  const starts: Start[] = [];
  const add = (start: Start): void => void starts.push(start);
  for (const match of flat.matchAll(arrow)) add({ at: match.index, body: match.index + match[0].length, side: null, isSure: true, isArrow: true });
  for (const match of flat.matchAll(label)) add({ at: match.index, body: match.index + match[0].length, side: null, isSure: true, isArrow: true });
  for (const [pattern, side, isSure] of pronoun) for (const match of flat.matchAll(pattern)) {
    // « Namur et nous enverrons »: both, and it is asked.
    const and = /(?:^|[^\p{L}])(?:et|and) $/u.exec(flat.slice(Math.max(0, match.index - 6), match.index));
    const isBoth = side === 'us' && and !== null && names.some(({ end }) => end === match.index - and[0].length || end === match.index - and[0].length + 1);
    add({ at: match.index, body: bodyAt(match), side: isBoth ? 'joint' : side, isSure: isSure && !isBoth, isArrow: false });
  }
  for (const name of names) {
    // “Namur’s office will send”
    afterName.lastIndex = name.end + (/^'s /.test(flat.slice(name.end, name.end + 3)) ? 2 : 0);
    const match = afterName.exec(flat);
    const verb = match?.groups?.body5;
    // “Namur to confirm” says it where a clause begins, not in “met Malmö to discuss”.
    const isSaid = verb === undefined || (actions.has(verb) && /(?:^|[,;:.!?\n>→⇒➜➔-]|(?<![\p{L}])(?:and|et|then)) ?@?$/u.test(flat.slice(0, name.start)));
    if (match && isSaid) {
      add({ at: name.start, body: bodyAt(match), side: name.side, isSure: name.isSure && !match.groups?.also, isArrow: false });
    }
  }
  for (const match of flat.matchAll(capitalSubject)) {
    const word = line.words.find(({ start }) => start === match.index);
    // Somebody whom nobody on record is called: theirs, most likely.
    if (word?.isCapital && !/^(?:on|il|ils|elle|elles|nous|je|we|they|he|she|it|this|that|there|ce|cela|ca|who|qui|i)$/.test(word.text)) add({ at: match.index, body: bodyAt(match), side: 'them', isSure: false, isArrow: false });
  }
  for (const match of flat.matchAll(bareFrench)) add({ at: match.index, body: match.index, side: 'us', isSure: true, isArrow: false });
  for (const match of flat.matchAll(bareTo)) if (actions.has(match.groups!.verb!)) add({ at: match.index, body: match.index + 3, side: 'us', isSure: false, isArrow: false });
  for (const match of flat.matchAll(bareEnglish)) if (commands.has(match.groups!.verb!)) add({ at: match.index, body: match.index, side: 'us', isSure: true, isArrow: false });
  for (const start of findOwing(line, names, dates)) add(start);
  starts.sort((a, b) => a.at - b.at || (a.isArrow ? -1 : 1) - (b.isArrow ? -1 : 1) || Number(b.isSure) - Number(a.isSure));
  const kept: Start[] = [];
  for (const start of starts) {
    if (dates.some((date) => date.start < start.at && start.at < date.end)) continue;
    const last = kept.at(-1);
    if (!last) kept.push(start);
    else if (start.at < last.body) {
      // The same verb read with less of its subject.
      if (start.isSure && !last.isSure && last.side !== 'joint' && start.side !== null) Object.assign(last, { side: start.side, isSure: true });
    } else if (last.isArrow && /^[\s:]*$/.test(flat.slice(last.body, start.at)) && !start.isArrow) Object.assign(last, { body: start.body, side: start.side, isSure: start.isSure });
    else if (last.isArrow && !start.isArrow && !/(?:[.;,!?\n]|\b(?:et|and|puis|then))\s*$/.test(flat.slice(last.body, start.at))) continue;
    else if (last.side !== null && !start.isArrow && /^(?:[^,;.]*?)$/.test(flat.slice(last.body, start.at)) && start.body === start.at && !hasDateBetween(last.body, start.at, dates)) continue;
    else kept.push(start);
  }
  return kept.slice(0, mostPromises);
}

/** More than anybody makes in a line: a text made to cost time. */
const mostPromises = 50;
const hasDateBetween = (from: number, to: number, dates: readonly Range[]): boolean => dates.some((date) => overlaps(date, { start: from, end: to }));

/** Where what is promised begins in a match: the length of the groups tells, as each stands at the match’s end or after it. */
function bodyAt(match: RegExpMatchArray): number {
  const groups = match.groups ?? {};
  const end = match.index! + match[0].length;
  return groups.body1 !== undefined ? end - groups.body1.length : end;
}

/** What is promised once the marks before it are read: « nous : », « Bordeaux : », a verb. */
function bodyOf(line: Line, start: Start, end: number, names: readonly Subject[]): { start: number; side: Side; isSure: boolean } {
  let at = start.body;
  while (at < end && /[\s:,@#-]/.test(line.flat[at]!)) at += 1;
  const rest = line.flat.slice(at, end);
  // « nous » before a verb is to whom it is promised.
  const aside = start.isArrow ? '' : (/^(?:nous |vous |me |m')(?=\S)/.exec(rest)?.[0] ?? '');
  if (start.side !== null && start.isArrow) return { start: at, side: start.side, isSure: start.isSure };
  if (start.side !== null) return { start: at + aside.length, side: start.side, isSure: start.isSure };
  for (const [pattern, side] of [[oursFirst, 'us'], [theirsFirst, 'them'], [jointFirst, 'joint']] as const) {
    const match = pattern.exec(rest);
    if (match) return { start: at + match[0].length, side, isSure: true };
  }
  const name = names.find((one) => one.start === at || (one.start === at + 1 && line.flat[at] === '@'));
  const colon = name && /^\s*:\s*/.exec(line.flat.slice(name.end, end));
  if (name && colon) return { start: name.end + colon[0].length, side: name.side, isSure: name.isSure };
  const isVerb = new RegExp(`^(?:(?:ne|le|la|les|lui|leur|l'|y|en|se|s'|me|m'|nous|vous|pas) ?){0,3}${infinitive}`, 'u').test(rest);
  const to = /^to (?=[a-z])/.exec(rest)?.[0].length ?? 0;
  const isCommand = actions.has(/^[a-z]+/.exec(rest.slice(to))?.[0] ?? '');
  return { start: at + to, side: 'us', isSure: (start.isArrow || start.isSure) && (isVerb || isCommand) };
}

/** Where the clause ends that holds `from`: a full stop that no abbreviation explains, a semicolon, a new line, a comma before another subject. */
function sentenceEnd(flat: string, from: number): number {
  const pattern = /[;\n]|[.!?](?=\s+\S|\s*$)|,(?= (?:je|j'|nous|on|il|elle|ils|elles|we|i|they|he|she)\b)/g;
  pattern.lastIndex = from;
  for (let match = pattern.exec(flat); match; match = pattern.exec(flat)) {
    if (match[0] !== '.' || !abbreviation.test(flat.slice(Math.max(0, match.index - 8), match.index))) return match.index;
  }
  return flat.length;
}
