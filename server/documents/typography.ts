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

function apply(text: string, rules: [RegExp, string][]): string {
  return rules.reduce((current, [pattern, replacement]) => current.replace(pattern, replacement), text);
}

/**
 * The text as it should be printed. `lang` is a BCP 47 tag; only French and English are put right.
 * Repairing twice gives the same as repairing once.
 */
export function repairTypography(text: string, lang: string): string {
  const primary = lang.split('-')[0];
  if (primary !== 'fr' && primary !== 'en') return text;
  const rules = primary === 'fr' ? french : shared;
  let result = '';
  let from = 0;
  for (const match of text.matchAll(untouchable)) {
    result += apply(text.slice(from, match.index), rules) + match[0];
    from = match.index + match[0].length;
  }
  return result + apply(text.slice(from), rules);
}
