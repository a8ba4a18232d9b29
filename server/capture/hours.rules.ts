import type { Range } from './line.rules.ts';
import { overlaps } from './line.rules.ts';
import { zoneAt, type ZoneSaid } from './zones.rules.ts';

/** An hour of the day, `HH:MM`; the likeliest first where several are meant. */
export type Hour = Range & { times: string[]; isSure: boolean; until?: { time: string; isSure: boolean }; zone?: ZoneSaid };

type Said = { hour: number; minute: number; half: 'am' | 'pm' | null; isPadded: boolean };
const meridiem = '(?: ?(a\\.?m\\.?|p\\.?m\\.?)(?![\\p{L}\\p{N}]))';
const french = '(\\d{1,2}) ?(?:h|heures?)(?![\\p{L}])(?: ?(\\d{2})(?!\\d))?';
const clock = `(\\d{1,2})(?:[:.](\\d{2})(?!\\d))?${meridiem}?`;
const lead = "(?:(?:a|at|@|de|des|from|vers|about|around|entre|between|,) ?)?";
const to = "(?: ?(?:a|-|et|to|until|till|and|jusqu'a) ?)";

const rangeFrench = new RegExp(`(?<![\\p{L}\\p{N}/:.-])${lead}(?:(\\d{1,2})(?: ?(?:h|heures?)(?![\\p{L}])(?: ?(\\d{2})(?!\\d))?)?)${to}${french}`, 'gu');
const rangeClock = new RegExp(`(?<![\\p{L}\\p{N}/:.-])${lead}${clock}${to}${clock}`, 'gu');
const oneFrench = new RegExp(`(?<![\\p{L}\\p{N}/:.-])(?<lead>(?:a|at|@|des|vers|pour|de|pendant|durant|duree|en|dans) ?(?:les )?)?${french}`, 'gu');
const oneClock = new RegExp(`(?<![\\p{L}\\p{N}/:.-])(?<lead>(?:a|at|@|from|by|around) ?)?${clock}(?![\\p{L}\\p{N}%/]|[.,:]\\d)`, 'gu');
const named = /(?<![\p{L}\p{N}-])(?:(?:a|at|vers|around|ce) )?(midi|noon|minuit|midnight)(?: (?:et demi|(\d{2})))?(?![\p{L}\p{N}])/gu;

const toNamed = new RegExp(`(?<![\\p{L}\\p{N}/:.-])${lead}(\\d{1,2})(?:(?:[:.]| ?h ?)(\\d{2})|${meridiem}| ?h)?${to}(midi|noon|minuit|midnight)(?![\\p{L}\\p{N}])`, 'gu');
const rangeBare = /(?<![\p{L}\p{N}/:.-])(\d{1,2}) ?(?:to|-|a) ?(\d{1,2}) $/u;
const fourFigures = /^,? (\d{2})(\d{2})(?![\d/.:-]|\p{L})/u;

const said = (hour: string | undefined, minute: string | undefined, half: string | undefined): Said => ({
  hour: Number(hour), minute: Number(minute ?? 0), half: half ? (half.startsWith('a') ? 'am' : 'pm') : null, isPadded: hour?.length === 2 && hour.startsWith('0'),
});
const text = (hour: number, minute: number): string => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
const isClock = ({ hour, minute, half }: Said): boolean => minute < 60 && (half ? hour >= 1 && hour <= 12 : hour <= 23);

/**
 * The hours that are meant. From 7 to 12 an hour is what it says, and so is one written 03:00. « 3 h » is asked: on a
 * 24-hour clock it is the middle of the night, and nobody meets then; the afternoon comes first. In the evening (`late`)
 * 5 to 11 are hours of the evening.
 */
function meant({ hour, minute, half, isPadded }: Said, part: 'morning' | 'late' | null): { times: string[]; isSure: boolean } {
  if (half) return { times: [text((hour % 12) + (half === 'pm' ? 12 : 0), minute)], isSure: true };
  if (hour === 0 || hour > 12 || isPadded) return { times: [text(hour, minute)], isSure: true };
  if (part === 'late') return { times: [text((hour % 12) + 12, minute)], isSure: true };
  if (part === 'morning' || hour >= 7) return { times: [text(hour, minute)], isSure: true };
  return { times: [text(hour + 12, minute), text(hour, minute)], isSure: false };
}

function both(start: Said, end: Said, part: 'morning' | 'late' | null): Pick<Hour, 'times' | 'isSure' | 'until'> | null {
  if (!isClock(start) || !isClock(end)) return null;
  // “2 to 4 pm”: both in the afternoon; “11 to 1 pm”: the first in the morning.
  const half = start.half ?? (end.half && (end.half === 'am' || start.hour % 12 < end.hour % 12) ? end.half : start.half);
  const first = meant({ ...start, half }, half ? null : end.half === 'pm' ? 'morning' : part);
  const last = meant(end, part);
  // « 10 h à 2 h » ends in the afternoon.
  const time = last.times.find((one) => one > first.times[0]!);
  if (!time) return null;
  return { ...first, until: { time, isSure: first.isSure && (last.isSure || last.times[1]! <= first.times[0]!) } };
}

/** Every hour said in a flat text; nothing inside `days` is one. */
export function findHours(flat: string, locale: 'fr' | 'en', days: readonly Range[]): Hour[] {
  const found: Hour[] = [];
  const add = (match: RegExpMatchArray, hour: Pick<Hour, 'times' | 'isSure' | 'until'> | null): void => {
    const start = match.index!;
    const range = { start, end: start + match[0].length };
    // More hours than anybody says in a line: a text made to cost time.
    if (!hour || found.length >= 60 || days.some((one) => overlaps(one, range)) || found.some((one) => overlaps(one, range))) return;
    const gap = /^,? ?\(?/.exec(flat.slice(range.end, range.end + 3))![0].length;
    const zone = zoneAt(flat, range.end + gap);
    found.push({ ...hour, start, end: zone?.end ?? range.end, ...(zone ? { zone } : {}) });
  };
  for (const match of flat.matchAll(toNamed)) {
    const isNoon = /midi|noon/.test(match[4]!);
    const start = said(match[1], match[2], match[3]);
    const first = isClock(start) && (!isNoon || start.hour < 12) ? meant(start, isNoon ? 'morning' : 'late') : null;
    add(match, first && { ...first, until: { time: isNoon ? '12:00' : '00:00', isSure: first.isSure } });
  }
  // “9 to 11 dec 7”, “12/13 1230”: hours beside a day, as they are typed in haste; they are asked.
  for (const day of days) {
    const range = rangeBare.exec(flat.slice(0, day.start));
    const hours = range && both(said(range[1], undefined, undefined), said(range[2], undefined, undefined), null);
    if (range && hours) add(Object.assign(range, { 0: range[0].trimEnd() }), { ...hours, isSure: false });
    const four = fourFigures.exec(flat.slice(day.end));
    const one = four && said(four[1], four[2], undefined);
    if (four && one && isClock(one) && one.hour >= 6 && one.hour < 22 && one.minute % 5 === 0) {
      const gap = four[0].length - 4;
      add(Object.assign(four, { 0: four[0].slice(gap), index: day.end + gap }), { ...meant(one, null), isSure: false });
    }
  }
  for (const match of flat.matchAll(rangeFrench)) add(match, both(said(match[1], match[2], undefined), said(match[3], match[4], undefined), partAround(flat, match)));
  for (const match of flat.matchAll(rangeClock)) {
    const [, h1, m1, p1, h2, m2, p2] = match;
    if (!p1 && !p2 && (m1 === undefined || m2 === undefined || match[0].includes('.'))) continue;
    add(match, both(said(h1, m1, p1), said(h2, m2, p2), partAround(flat, match)));
  }
  for (const match of flat.matchAll(oneFrench)) {
    // « Réunion de 3 h », « pendant 2 h », « dans 2 h » are durations.
    if (/^(?:de|pendant|durant|duree|en|dans)/.test(match.groups?.lead ?? '')) continue;
    const one = said(match[2], match[3], undefined);
    add(match, isClock(one) ? meant(one, partAround(flat, match)) : null);
  }
  for (const match of flat.matchAll(oneClock)) {
    const [, , hour, minute, half] = match;
    const isAt = /^(?:at|@)/.test(match.groups?.lead ?? '');
    const isBare = !half && (minute === undefined || match[0].includes('.'));
    // “At 3” is an hour where nothing follows that is counted.
    const isZoned = isBare && minute === undefined && zoneAt(flat, match.index + match[0].length + 1)?.isKnown === true;
    if (isBare && !isZoned && !(isAt && locale === 'en' && /^ *(?:$|[,.;:)\n→>-]|with|and|on|in|for|to|today|yesterday|tomorrow)/.test(flat.slice(match.index + match[0].length)))) continue;
    const one = said(hour, minute, half);
    add(match, isClock(one) ? meant(one, partAround(flat, match)) : null);
  }
  for (const match of flat.matchAll(named)) {
    const hour = /midi|noon/.test(match[1]!) ? 12 : 0;
    add(match, { times: [text(hour, match[2] && Number(match[2]) < 60 ? Number(match[2]) : match[0].endsWith('demi') ? 30 : 0)], isSure: true });
  }
  return found.sort((a, b) => a.start - b.start);
}

const morning = /\b(?:matin|morning|breakfast|petit-dejeuner)\b/;
const late = /\b(?:apres-midi|aprem|soir|soiree|afternoon|evening|tonight|souper|dinner|cocktail|gala)\b/;

/** The part of the day that is said near an hour. */
function partAround(flat: string, match: RegExpMatchArray): 'morning' | 'late' | null {
  const around = flat.slice(Math.max(0, match.index! - 60), match.index! + match[0].length + 25);
  return late.test(around) && !morning.test(around) ? 'late' : morning.test(around) && !late.test(around) ? 'morning' : null;
}
