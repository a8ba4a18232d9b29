/**
 * Dates, durations, numbers, money and telephone numbers as they are written in Québec, in French and in English.
 * Pure: the caller gives the clock and the time zone. Screens and documents both use it, so that a date reads the
 * same on the page, in Word and in the PDF. Month and day names are spelled out here because the tables inside
 * browsers and Node differ between versions.
 * Source for French: Office québécois de la langue française, Vitrine linguistique (dates, hours, numbers, money).
 */

export type TextLocale = 'fr' | 'en';

const nbsp = '\u00a0';
const monthNames = {
  fr: ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
};
const shortMonths = {
  fr: ['janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juill.', 'août', 'sept.', 'oct.', 'nov.', 'déc.'],
  en: ['Jan.', 'Feb.', 'March', 'April', 'May', 'June', 'July', 'Aug.', 'Sept.', 'Oct.', 'Nov.', 'Dec.'],
};
const dayNames = {
  fr: ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};

interface CalendarDate {
  year: number;
  month: number | null;
  day: number | null;
}

/** The zone of the office: Québec. */
export const officeTimeZone = 'America/Toronto';

/** Reads `2026`, `2026-03`, `2026-03-21` or an instant that starts with one; null when it is none of these. */
export function readCalendarDate(text: string): CalendarDate | null {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(text);
  if (!found) return null;
  const year = Number(found[1]);
  const month = found[2] ? Number(found[2]) : null;
  const day = found[3] ? Number(found[3]) : null;
  if (month !== null && (month < 1 || month > 12)) return null;
  if (day !== null && (day < 1 || day > new Date(Date.UTC(year, month ?? 1, 0)).getUTCDate())) return null;
  return { year, month, day };
}

/** True for an ISO calendar date that may lack its day or its month: `2025`, `2025-03`, `2025-03-31`. */
export function isPartialDate(text: string): boolean {
  return /^\d{4}(-\d{2}(-\d{2})?)?$/.test(text) && readCalendarDate(text) !== null;
}

/** `21 mars 2026`, `mars 2026` or `2026`, as precise as the date is; the text itself when it is not a date. */
export function formatDate(date: string, locale: TextLocale): string {
  const read = readCalendarDate(date);
  if (!read) return date;
  const { year, month, day } = read;
  if (month === null) return String(year);
  const name = monthNames[locale][month - 1];
  if (day === null) return `${name}${nbsp}${year}`;
  return locale === 'fr' ? `${frenchDay(day)}${nbsp}${name}${nbsp}${year}` : `${name}${nbsp}${day}, ${year}`;
}

/** For a narrow column: `12 nov.`, with the year when it is not `currentYear`: `12 nov. 2024`. */
export function formatDateShort(date: string, locale: TextLocale, currentYear?: number): string {
  const read = readCalendarDate(date);
  if (!read) return date;
  const { year, month, day } = read;
  if (month === null) return String(year);
  const name = shortMonths[locale][month - 1];
  if (day === null) return `${name}${nbsp}${year}`;
  const dayAndMonth = locale === 'fr' ? `${frenchDay(day)}${nbsp}${name}` : `${name}${nbsp}${day}`;
  if (year === currentYear) return dayAndMonth;
  return locale === 'fr' ? `${dayAndMonth}${nbsp}${year}` : `${dayAndMonth}, ${year}`;
}

/** `samedi 21 mars`, with the year when it is not `currentYear`. */
export function formatDay(date: string, locale: TextLocale, currentYear?: number): string {
  const read = readCalendarDate(date);
  if (!read || read.month === null || read.day === null) return formatDate(date, locale);
  const weekday = dayNames[locale][weekdayOf(date)];
  const month = monthNames[locale][read.month - 1];
  const year = read.year === currentYear ? '' : locale === 'fr' ? `${nbsp}${read.year}` : `, ${read.year}`;
  return locale === 'fr'
    ? `${weekday} ${frenchDay(read.day)}${nbsp}${month}${year}`
    : `${weekday}, ${month}${nbsp}${read.day}${year}`;
}

/** `14 h 30`, `9 h`; in English `2:30 p.m.`. Hours 0 to 23, minutes 0 to 59. */
export function formatClock(hours: number, minutes: number, locale: TextLocale): string {
  const padded = String(minutes).padStart(2, '0');
  if (locale === 'fr') return minutes === 0 ? `${hours}${nbsp}h` : `${hours}${nbsp}h${nbsp}${padded}`;
  const half = hours < 12 ? 'a.m.' : 'p.m.';
  return `${hours % 12 || 12}:${padded}${nbsp}${half}`;
}

/** The hour of an instant (ISO, UTC) in a zone: `14 h 30`. */
export function formatTime(instant: string, locale: TextLocale, timeZone: string = officeTimeZone): string {
  const { hours, minutes } = inZone(instant, timeZone);
  return formatClock(hours, minutes, locale);
}

/** `21 mars 2026 à 14 h 30` for an instant (ISO, UTC) in a zone. */
export function formatDateTime(instant: string, locale: TextLocale, timeZone: string = officeTimeZone): string {
  const { date, hours, minutes } = inZone(instant, timeZone);
  return `${formatDate(date, locale)}${locale === 'fr' ? ' à ' : ' at '}${formatClock(hours, minutes, locale)}`;
}

/** The calendar date (`2026-03-21`) of an instant in a zone. */
export function dateInZone(instant: string | Date, timeZone: string = officeTimeZone): string {
  const at = typeof instant === 'string' ? instant : instant.toISOString();
  const key = `${at} ${timeZone}`;
  const known = datesInZone.get(key);
  if (known !== undefined) return known;
  if (datesInZone.size >= 2_000) datesInZone.clear();
  const { date } = inZone(at, timeZone);
  datesInZone.set(key, date);
  return date;
}
/** A list says several things of the same instants, and a calendar takes its time. */
const datesInZone = new Map<string, string>();

/** `du 12 au 14 mars 2026`, `de mars à mai 2026`, `2024-2026`, `depuis 2019`; an end before the start is shown as given. */
export function formatPeriod(from: string | null, to: string | null, locale: TextLocale): string {
  if (!from && !to) return '';
  if (from && !to) return `${locale === 'fr' ? 'depuis' : 'since'} ${locale === 'fr' ? article(from) : ''}${formatDate(from, locale)}`;
  if (!from && to) return `${locale === 'fr' ? 'jusqu’' : 'until '}${locale === 'fr' ? articleTo(to) : ''}${formatDate(to, locale)}`;
  const start = readCalendarDate(from!);
  const end = readCalendarDate(to!);
  if (!start || !end || from === to) return formatDate(from!, locale);
  if (start.month === null && end.month === null) return `${start.year}-${end.year}`;
  if (locale === 'en') return `${formatDate(from!, 'en')} to ${formatDate(to!, 'en')}`;
  if (start.day !== null && end.day !== null) {
    const sameYear = start.year === end.year;
    const sameMonth = sameYear && start.month === end.month;
    const head = sameMonth
      ? frenchDay(start.day)
      : sameYear
        ? `${frenchDay(start.day)}${nbsp}${monthNames.fr[start.month! - 1]}`
        : formatDate(from!, 'fr');
    return `du ${head} au ${formatDate(to!, 'fr')}`;
  }
  const head = start.year === end.year && start.month ? monthNames.fr[start.month - 1]! : formatDate(from!, 'fr');
  return `${/^[aeiouéAEIOUÉ]/.test(head) ? 'd’' : 'de '}${head} à ${formatDate(to!, 'fr')}`;
}

/** Whole days from one calendar date to another; negative when `to` is earlier. Partial dates count from their first day. */
export function daysBetween(from: string, to: string): number {
  return Math.round((startOf(to) - startOf(from)) / 86_400_000);
}

/** Whole months from one calendar date to another, never negative. */
export function monthsBetween(from: string, to: string): number {
  const a = readCalendarDate(from);
  const b = readCalendarDate(to);
  if (!a || !b) return 0;
  const months = (b.year - a.year) * 12 + ((b.month ?? 1) - (a.month ?? 1)) - ((b.day ?? 1) < (a.day ?? 1) ? 1 : 0);
  return Math.max(0, months);
}

/** How much time lies between two calendar dates, in the unit that people would use: `3 jours`, `3 sem.`, `14 mois`, `3 ans`. */
export function formatElapsed(from: string, to: string, locale: TextLocale): string {
  const days = Math.abs(daysBetween(from, to));
  const [early, late] = startOf(from) <= startOf(to) ? [from, to] : [to, from];
  if (days < 7) return locale === 'fr' ? `${days}${nbsp}${days < 2 ? 'jour' : 'jours'}` : `${days}${nbsp}${days === 1 ? 'day' : 'days'}`;
  const months = monthsBetween(early, late);
  if (months < 2) return locale === 'fr' ? `${Math.floor(days / 7)}${nbsp}sem.` : `${Math.floor(days / 7)}${nbsp}wk`;
  if (months < 24) return locale === 'fr' ? `${months}${nbsp}mois` : `${months}${nbsp}mo`;
  const years = Math.floor(months / 12);
  return locale === 'fr' ? `${years}${nbsp}ans` : `${years}${nbsp}yr`;
}

/** A date as one says it today: `aujourd’hui`, `hier`, `demain`, `il y a 3 sem.`, `dans 12 jours`. */
export function formatRelative(date: string, today: string, locale: TextLocale): string {
  const days = daysBetween(today, date);
  if (days === 0) return locale === 'fr' ? 'aujourd’hui' : 'today';
  if (days === -1) return locale === 'fr' ? 'hier' : 'yesterday';
  if (days === 1) return locale === 'fr' ? 'demain' : 'tomorrow';
  const span = formatElapsed(today, date, locale);
  if (days < 0) return locale === 'fr' ? `il y a ${span}` : `${span} ago`;
  return locale === 'fr' ? `dans ${span}` : `in ${span}`;
}

/** `13 500,5` in French, `13,500.5` in English; at most `decimals` decimals. */
export function formatNumber(value: number, locale: TextLocale, decimals = 2): string {
  const rounded = Math.abs(value).toFixed(decimals);
  const [whole = '0', fraction = ''] = rounded.split('.');
  const kept = fraction.replace(/0+$/, '');
  return sign(value, rounded) + group(whole, locale) + (kept ? (locale === 'fr' ? ',' : '.') + kept : '');
}

/** `13 500,50 $`, `13 500 $`; another currency keeps its sign or code: `1 200 €`, `900 GBP`. */
export function formatMoney(amount: number, locale: TextLocale, currency = 'CAD'): string {
  const rounded = Math.abs(amount).toFixed(2);
  const [whole = '0', fraction = '00'] = rounded.split('.');
  const cents = fraction === '00' ? '' : (locale === 'fr' ? ',' : '.') + fraction;
  const number = group(whole, locale) + cents;
  const symbol = { CAD: '$', EUR: '€', USD: locale === 'fr' ? `$${nbsp}US` : 'US$' }[currency];
  if (locale === 'fr') return `${sign(amount, rounded)}${number}${nbsp}${symbol ?? currency}`;
  return symbol ? `${sign(amount, rounded)}${symbol}${number}` : `${sign(amount, rounded)}${number}${nbsp}${currency}`;
}

/** `65 %` in French, `65%` in English; `ratio` runs 0 to 1. */
export function formatPercent(ratio: number, locale: TextLocale, decimals = 0): string {
  return `${formatNumber(ratio * 100, locale, decimals)}${locale === 'fr' ? nbsp : ''}%`;
}

/** `418 641-6411`, `418 641-6411, poste 204`; outside North America the country code and pairs: `+33 5 56 10 20 30`. */
export function formatPhone(phone: string, locale: TextLocale): string {
  const [number = '', extension] = phone.split(/;ext=|(?:\s*(?:poste|ext\.?|x)\s*)/i);
  const digits = number.replace(/\D/g, '');
  const suffix = extension ? `, ${locale === 'fr' ? 'poste' : 'ext.'}${nbsp}${extension.trim()}` : '';
  const local = digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits;
  const american = local.length === 10 && (!number.trim().startsWith('+') || digits.startsWith('1'));
  if (american) return `${local.slice(0, 3)}${nbsp}${local.slice(3, 6)}-${local.slice(6)}${suffix}`;
  if (!/^\+\d+$/.test(number.trim())) return number.trim().replace(/\s+/g, nbsp) + suffix;
  const code = countryCodes.find((one) => digits.startsWith(one)) ?? digits.slice(0, 3);
  const rest = digits.slice(code.length);
  const pairs = (rest.length % 2 ? [rest[0]!] : []).concat(rest.slice(rest.length % 2).match(/\d\d/g) ?? []);
  return [`+${code}`, ...pairs].join(nbsp) + suffix;
}

/** `Bordeaux, Namur et Liège`. */
export function formatList(items: readonly string[], locale: TextLocale): string {
  if (items.length < 2) return items[0] ?? '';
  const last = items[items.length - 1]!;
  const head = items.slice(0, -1);
  if (locale === 'fr') return `${head.join(', ')} et ${last}`;
  return items.length === 2 ? `${head[0]} and ${last}` : `${head.join(', ')}, and ${last}`;
}

/** The initials of a name, as in a narrow column: `É. L.`. */
export function initials(name: string): string {
  const words = name.split(/[\s-]+/).filter((word) => /^\p{Lu}/u.test(word));
  const kept = words.length > 2 ? [words[0]!, words[words.length - 1]!] : words;
  return kept.map((word) => `${[...word][0]}.`).join(nbsp);
}

const collator = new Intl.Collator('fr-CA', { numeric: true });
/** The order of a French dictionary, numbers by value. For Array.sort. */
export function compareText(a: string, b: string): number {
  return collator.compare(a, b);
}

function frenchDay(day: number): string {
  return day === 1 ? '1er' : String(day);
}

function article(date: string): string {
  return readCalendarDate(date)?.day ? 'le ' : '';
}

function articleTo(date: string): string {
  return readCalendarDate(date)?.day ? 'au ' : readCalendarDate(date)?.month ? 'à ' : 'en ';
}

function weekdayOf(date: string): number {
  return new Date(startOf(date)).getUTCDay();
}

function startOf(date: string): number {
  const read = readCalendarDate(date);
  return read ? Date.UTC(read.year, (read.month ?? 1) - 1, read.day ?? 1) : Number.NaN;
}

function group(whole: string, locale: TextLocale): string {
  // French does not part four digits that stand alone, but a column of amounts reads better when all are parted alike.
  return whole.replace(/\B(?=(\d{3})+$)/g, locale === 'fr' ? nbsp : ',');
}

function sign(value: number, rounded: string): string {
  return value < 0 && Number(rounded) !== 0 ? '−' : '';
}

const zoneClocks = new Map<string, Intl.DateTimeFormat>();

/** The clock of a zone, made once: making one takes longer than reading it a hundred times. @throws for an unknown zone */
export function zoneClock(timeZone: string): Intl.DateTimeFormat {
  const made = zoneClocks.get(timeZone);
  if (made) return made;
  const clock = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  zoneClocks.set(timeZone, clock);
  return clock;
}

function inZone(instant: string, timeZone: string): { date: string; hours: number; minutes: number } {
  const parts = zoneClock(timeZone).formatToParts(new Date(instant));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    hours: Number(part('hour')),
    minutes: Number(part('minute')),
  };
}

// Country codes of two digits where the office has partners; all others are read as three digits.
const countryCodes = ['7', '20', '27', '30', '31', '32', '33', '34', '36', '39', '40', '41', '43', '44', '45', '46', '47', '48', '49', '51', '52', '54', '55', '56', '57', '60', '61', '62', '63', '64', '65', '66', '81', '82', '84', '86', '90', '91', '92', '93', '94', '98'];
