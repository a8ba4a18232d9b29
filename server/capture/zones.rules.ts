import type { Range } from './line.rules.ts';

/** A zone said after an hour. `summer`: whether the word says summer time, or winter time; null when it says neither. */
export type ZoneSaid = Range & { timeZone: string; offset: number | null; isKnown: boolean; summer: boolean | null };

/** Abbreviation → IANA zone, and what it says of summer time. */
const abbreviations: Record<string, [string, boolean | null]> = {
  et: ['America/Toronto', null], est: ['America/Toronto', false], edt: ['America/Toronto', true], hne: ['America/Toronto', false], hae: ['America/Toronto', true],
  ct: ['America/Chicago', null], cst: ['America/Chicago', false], cdt: ['America/Chicago', true], hnc: ['America/Chicago', false],
  mst: ['America/Denver', false], mdt: ['America/Denver', true], pt: ['America/Los_Angeles', null], pst: ['America/Los_Angeles', false], pdt: ['America/Los_Angeles', true],
  hnp: ['America/Los_Angeles', false], hap: ['America/Los_Angeles', true], ast: ['America/Halifax', false], adt: ['America/Halifax', true], cet: ['Europe/Paris', false],
  cest: ['Europe/Paris', true], bst: ['Europe/London', true], wet: ['Europe/Lisbon', false], eet: ['Europe/Helsinki', false], eest: ['Europe/Helsinki', true],
  jst: ['Asia/Tokyo', null], kst: ['Asia/Seoul', null], ist: ['Asia/Kolkata', null], utc: ['UTC', null], gmt: ['UTC', null], tu: ['UTC', null],
};

const cities: Record<string, string> = {
  'America/Toronto': 'quebec|montreal|toronto|ottawa|de l est|eastern', 'America/New_York': 'new york|washington|boston|atlanta|miami|philadelphie|philadelphia|albany',
  'America/Chicago': 'chicago|houston|san antonio|central', 'America/Denver': 'denver|mountain', 'America/Edmonton': 'calgary|edmonton', 'America/Winnipeg': 'winnipeg',
  'America/Los_Angeles': 'los angeles|san francisco|seattle|pacific', 'America/Vancouver': 'vancouver', 'America/Halifax': 'halifax|atlantic', 'America/St_Johns': 'saint-jean|terre-neuve',
  'America/Mexico_City': 'mexico|guanajuato', 'America/Bogota': 'bogota', 'America/Sao_Paulo': 'sao paulo', 'America/Argentina/Buenos_Aires': 'buenos aires', 'America/Havana': 'la havane|havana',
  'America/Port-au-Prince': 'port-au-prince|haiti', 'Europe/Paris': 'paris|bordeaux|lyon|nice|cannes|france|tours|le havre|nantes', 'Europe/London': 'londres|london', 'Europe/Dublin': 'dublin',
  'Europe/Brussels': 'bruxelles|brussels|namur|liege|bruges|belgique|belgium', 'Europe/Berlin': 'berlin|munich|allemagne', 'Europe/Rome': 'rome|milan', 'Europe/Madrid': 'madrid', 'Europe/Lisbon': 'lisbonne|lisbon',
  'Europe/Zurich': 'geneve|geneva|zurich|lausanne', 'Europe/Stockholm': 'stockholm|malmo|goteborg', 'Europe/Copenhagen': 'copenhague|copenhagen', 'Europe/Oslo': 'oslo', 'Europe/Helsinki': 'helsinki|oulu',
  'Europe/Warsaw': 'varsovie|warsaw|cracovie|krakow|lodz', 'Europe/Athens': 'athenes|athens', 'Europe/Kyiv': 'kiev|kyiv', 'Europe/Istanbul': 'istanbul', 'Europe/Moscow': 'moscou|moscow|saint-petersbourg', 'Atlantic/Reykjavik': 'reykjavik',
  'Africa/Dakar': 'dakar', 'Africa/Abidjan': 'abidjan', 'Africa/Casablanca': 'rabat|casablanca', 'Africa/Tunis': 'tunis', 'Africa/Algiers': 'alger|algiers', 'Africa/Cairo': 'le caire|cairo',
  'Asia/Tokyo': 'tokyo', 'Asia/Seoul': 'seoul', 'Asia/Shanghai': 'beijing|pekin|shanghai|xi\'?an', 'Asia/Hong_Kong': 'hong kong', 'Asia/Singapore': 'singapour|singapore', 'Asia/Kolkata': 'mumbai|delhi',
  'Asia/Ho_Chi_Minh': 'hue|hanoi', 'Asia/Dubai': 'dubai', 'Asia/Jerusalem': 'tel-aviv|jerusalem', 'Australia/Sydney': 'sydney',
};
const zoneOfCity = new Map(Object.entries(cities).flatMap(([zone, names]) => names.split('|').map((name) => [name.replace("'?", ''), zone] as const)));
const cityPattern = Object.values(cities).join('|').replaceAll('de l est', "de l'est");

const pattern = new RegExp(
  `\\b(?:(?:utc|gmt) ?([+-]) ?(\\d{1,2})(?::?(\\d{2}))?|(${Object.keys(abbreviations).join('|')})|(?:heures?|h) (?:de |d'|du )?(?:la |l')?(${cityPattern})|(?:heure (?:de |d')?([a-z][a-z-]+))|(${cityPattern}) time)(?![\\p{L}\\p{N}])`,
  'uy',
);

/** The zone said at a place of a flat text, with `2 h` or `2 pm` just before it. */
export function zoneAt(flat: string, at: number): ZoneSaid | null {
  pattern.lastIndex = at;
  const match = pattern.exec(flat);
  if (!match) return null;
  const range = { start: at, end: at + match[0].length };
  const [, sign, hours, minutes, abbreviation, place, unknown, english] = match;
  if (sign) {
    const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes ?? 0));
    // IANA writes fixed offsets the other way round, and in whole hours only.
    const timeZone = offset % 60 === 0 && Math.abs(offset) <= 720 ? (offset === 0 ? 'UTC' : `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset) / 60}`) : 'UTC';
    return { ...range, timeZone, offset, isKnown: true, summer: null };
  }
  if (abbreviation) {
    const [timeZone, summer] = abbreviations[abbreviation]!;
    return { ...range, timeZone, offset: null, isKnown: true, summer };
  }
  const name = (place ?? english ?? '').replace(/'/g, ' ').replace("xi an", 'xian');
  const timeZone = zoneOfCity.get(name) ?? zoneOfCity.get(name.replace(/ /g, ''));
  if (timeZone) return { ...range, timeZone, offset: null, isKnown: true, summer: null };
  return unknown && !['ete', 'hiver', 'locale'].includes(unknown) ? { ...range, timeZone: '', offset: null, isKnown: false, summer: null } : null;
}
