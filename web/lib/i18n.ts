import { getLocale } from '#paraglide/runtime.js';
import { m } from '#paraglide/messages.js';
import * as format from '#server/text/format.rules.ts';
import type { TextLocale } from '#server/text/format.rules.ts';

/** The language of this page. */
export function locale(): TextLocale {
  return getLocale();
}

export interface BilingualText {
  text: string;
  /** The language of the text, for the `lang` attribute. */
  lang: TextLocale;
  /** True when the text exists only in the other language: show it with its marker. */
  fallback: boolean;
}

type Pair<Name extends string> = { [K in `${Name}Fr` | `${Name}En`]?: string | null };

/**
 * `bilingual(place, 'name')` reads `nameFr` or `nameEn` as the page needs, and falls back visibly to the other.
 * Null when neither is written. The component `<Bilingual>` shows it.
 */
export function bilingual<Name extends string>(record: Pair<Name>, name: Name): BilingualText | null {
  const texts = { fr: record[`${name}Fr` as const], en: record[`${name}En` as const] };
  const own = locale();
  const other = own === 'fr' ? 'en' : 'fr';
  if (texts[own]) return { text: texts[own], lang: own, fallback: false };
  if (texts[other]) return { text: texts[other], lang: other, fallback: true };
  return null;
}

/**
 * The text alone, for titles, options and sorting. Proper names stay as they are in the other language, so no marker
 * is needed there; a sentence belongs in `<Bilingual>`.
 */
export function inLocale<Name extends string>(record: Pair<Name>, name: Name): string {
  return bilingual(record, name)?.text ?? '';
}

/** « en anglais seulement » or its reverse. */
export function fallbackMarker(lang: TextLocale): string {
  return lang === 'en' ? m.ui_english_only() : m.ui_french_only();
}

/** Today's calendar date at the office. */
export function today(): string {
  return format.dateInZone(new Date());
}

function currentYear(): number {
  return Number(today().slice(0, 4));
}

/** A list of values joined as in a sentence. */
export const formatList = (items: readonly string[]) => format.formatList(items, locale());
/** `21 mars 2026`, `mars 2026` or `2026`. */
export const formatDate = (date: string) => format.formatDate(date, locale());
/** `12 nov.`, with its year when it is another. */
export const formatDateShort = (date: string) => format.formatDateShort(date, locale(), currentYear());
/** `samedi 21 mars`. */
export const formatDay = (date: string) => format.formatDay(date, locale(), currentYear());
/** `14 h 30`, of an instant. */
export const formatTime = (instant: string, timeZone?: string) => format.formatTime(instant, locale(), timeZone);
/** `21 mars 2026 à 14 h 30`, of an instant. */
export const formatDateTime = (instant: string, timeZone?: string) => format.formatDateTime(instant, locale(), timeZone);
/** `du 12 au 14 mars 2026`, `depuis 2019`. */
export const formatPeriod = (from: string | null, to: string | null) => format.formatPeriod(from, to, locale());
/** `14 mois` from a date to today. */
export const formatSince = (date: string) => format.formatElapsed(date, today(), locale());
/** `hier`, `il y a 3 sem.`, `dans 12 jours`. */
export const formatRelative = (date: string) => format.formatRelative(date, today(), locale());
export const formatNumber = (value: number, decimals?: number) => format.formatNumber(value, locale(), decimals);
export const formatMoney = (amount: number, currency?: string) => format.formatMoney(amount, locale(), currency);
/** `ratio` runs 0 to 1. */
export const formatPercent = (ratio: number, decimals?: number) => format.formatPercent(ratio, locale(), decimals);
export const formatPhone = (phone: string) => format.formatPhone(phone, locale());
/** The calendar date of an instant at the office. */
export const dateOf = (instant: string) => format.dateInZone(instant);
export { compareText, daysBetween, initials, isPartialDate, monthsBetween } from '#server/text/format.rules.ts';

/** The name of a language (BCP 47) in the page's language, as in running text. */
export function languageName(code: string): string {
  return new Intl.DisplayNames([locale() === 'fr' ? 'fr-CA' : 'en-CA'], { type: 'language' }).of(code) ?? code;
}
