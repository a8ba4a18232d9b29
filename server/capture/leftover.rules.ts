import { editDistance } from '../text/closest.rules.ts';
import { monthPattern, weekdayNames } from './calendar.rules.ts';
import { Cover, type Line, type Range } from './line.rules.ts';

/** What looks like a day and was not read as one: figures, a month with a number, parts of the week, abbreviations, feasts. */
const looks = new RegExp(
  [
    '\\d{1,2}[/.]\\d{1,2}(?![\\d%])',
    `\\d{1,2} ?${monthPattern}`,
    `${monthPattern} \\d{1,2}`,
    '(?:le|the|du|on) \\d{1,2}(?:er|st|nd|rd|th)?(?![\\p{L}\\d]|[.,]\\d| ?(?:%|h\\b))(?= *(?:$|[,.;)]))',
    "(?:ce |cette |this |next |last |en |au |over the )?(?:week-?ends?|fin de semaine|fds|we prochain)",
    '(?:la |cette )?(?:sem|semaine) (?:pro|proch|prochaine|passee|derniere)\\b',
    '(?:early|late|mid|debut|mi|fin)[- ](?:next |last )?(?:week|month|year|semaine|mois|annee)',
    '(?:lun|mer|jeu|ven|sam|dim)\\.?(?= (?:dernier|passe|prochain|pro|matin|soir|am|pm|\\d))',
    '(?:avt|apr)[- ]?hier',
    '(?:last|next|this) wk',
    "(?:l'autre (?:jour|semaine)|the other (?:day|week)|(?:il y a|y a) (?:quelques|plusieurs)|(?:a )?few (?:days|weeks) ago|recently|recemment)",
    '(?:quebec|winter|summer|spring|fall|printemps|automne|ete|hiver|q[1-4]|t[1-4]) 20\\d\\d',
  ].map((one) => `(?<![\\p{L}\\p{N}/.-])(?:${one})(?![\\p{L}])`).join('|'),
  'gu',
);
const misspelt = [...Object.keys(weekdayNames), 'yesterday', 'tomorrow', 'demain', 'aujourd', 'aujourdhui'].filter((word) => word.length >= 5);
/** Words one letter away from a day of the week that are words of their own. */
const words = new Set('mari maris hard hardi sundae sunday monday mardi lundi jeudi samedi lundis mardis jeudis samedis dimanches mondays fridays sundays humain domain demeain main romain demains demande demander'.split(' '));

/**
 * The first thing that looks like a day and is none of `known`; null when the line holds none. `isDated`: a day was read,
 * and then only a misspelt one beside it counts for nothing.
 */
export function findDateLike(line: Line, isMain: (range: Range) => boolean, known: readonly Range[], isDated: boolean): Range | null {
  if (isDated) return null;
  const covered = new Cover(line, known);
  for (const match of line.flat.matchAll(looks)) {
    const range = { start: match.index, end: match.index + match[0].length };
    if (isMain(range) && !covered.touches(range)) return range;
  }
  for (const word of line.words.slice(0, 60)) {
    if (word.text.length < 4 || word.text.length > 11 || words.has(word.text) || !isMain(word) || covered.touches(word)) continue;
    if (misspelt.some((day) => day[0] === word.text[0] && editDistance(word.text, day, 2) === 1)) return { start: word.start, end: word.end };
  }
  return null;
}
