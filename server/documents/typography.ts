/**
 * Puts right the typography of text that people typed, in the rendering and never in the record.
 *
 * Rules for French are those of the Office québécois de la langue française: a no-break space before the colon, inside
 * guillemets and before % $ and €; no space before ; ! ?. Addresses, e-mails and times (14:30) are left alone.
 */

const noBreak = '\u00a0';
const space = '[ \\u00a0\\u2009\\u202f]';

/** Web and e-mail addresses, in which no character may change. */
const untouchable = /(?:\b[a-z][a-z0-9+.-]*:\/\/|\bwww\.|\bmailto:)\S+|[^\s@]+@[^\s@]+\.[^\s@]+/giu;

const shared: [RegExp, string][] = [
  [/(?<=\p{L})'(?=[\p{L}«])/gu, '’'],
  [/\.{3,}/gu, '…'],
];

const french: [RegExp, string][] = [
  ...shared,
  [/(?<=\p{L})'(?=\d)/gu, '’'],
  [new RegExp(`«${space}*(?=[^\\s])`, 'gu'), `«${noBreak}`],
  [new RegExp(`(?<=[^\\s])${space}*»`, 'gu'), `${noBreak}»`],
  [new RegExp(`(?<=[^\\s«])${space}+(?=[;!?](?!=))`, 'gu'), ''],
  [new RegExp(`(?<=[^\\s:])${space}*:(?=\\s|$)`, 'gu'), `${noBreak}:`],
  [new RegExp(`(?<=\\d)${space}*([%$€])(?![\\p{L}\\d])`, 'gu'), `${noBreak}$1`],
];

/** Where the addresses stand in the text, as [from, to[ pairs in order. */
function addressesIn(text: string): [number, number][] {
  if (!/@|:\/\/|www\.|mailto:/i.test(text)) return [];
  return Array.from(text.matchAll(untouchable), (match) => [match.index, match.index + match[0].length]);
}

/**
 * One rule over the whole text, an address being seen by its neighbours (a colon before one is not at the end of a
 * sentence) but never changed.
 */
function applyRule(text: string, pattern: RegExp, replacement: string): string {
  let kept: [number, number][] | undefined;
  return text.replace(pattern, (match: string, ...rest: unknown[]) => {
    const at = rest.find((value) => typeof value === 'number') ?? 0;
    // What follows an address at once stays too: its space is what ends the address.
    // Looked for only where something is to be changed: most texts have nothing to repair.
    kept ??= addressesIn(text);
    const touched = kept.some(([from, to]) => at <= to && at + match.length > from);
    return touched ? match : replacement.replace('$1', typeof rest[0] === 'string' ? rest[0] : '');
  });
}

/**
 * The text as it should be printed. `lang` is a BCP 47 tag; only French and English are put right.
 * Repairing twice gives the same as repairing once: a repair can join what then reads as an address, so the rules are
 * gone through until nothing moves.
 */
export function repairTypography(text: string, lang: string): string {
  const primary = lang.split('-')[0];
  if (primary !== 'fr' && primary !== 'en') return text;
  const rules = primary === 'fr' ? french : shared;
  let current = text;
  for (let round = 0; round < 8; round += 1) {
    const next = rules.reduce((sentence, [pattern, replacement]) => applyRule(sentence, pattern, replacement), current);
    if (next === current) break;
    current = next;
  }
  return current;
}
