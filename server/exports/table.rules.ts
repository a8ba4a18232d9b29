/**
 * A text as a cell that no spreadsheet takes for a formula: an apostrophe goes before = + - @ and control characters
 * at the start. A phone number (+ and digits) stays as it is: it calculates nothing. A program set for another country
 * cuts the text at commas, semicolons, tabs and line ends, and quotes do not keep it from it: what would begin a cell
 * there has its apostrophe too, unless it is words and numbers only (« , -5 à Paris », « ; +33 1 99 00 01 01 »).
 */
export function safeCell(text: string): string {
  const whole = text.replace(/([;,\t\r\n][ \u00A0\u202F"]*)([=+\-@][^;,\t\r\n]*)/g, (all, before: string, rest: string) => (isProse(rest) ? all : `${before}'${rest}`));
  if (/^\+\d[\d\s]*$/.test(whole)) return whole;
  return /^[=+\-@\t\r\n\u0000]/.test(whole) && !/^-?\d+([.,]\d+)?$/.test(whole) ? `'${whole}` : whole;
}

/** A sign, then words and numbers with nothing between them that calculates, and no name of a cell (A1). */
const isProse = (text: string): boolean => /^[+\-@][\p{L}\p{N}\s.’%$€]*$/u.test(text.replace(/(?<=\p{L})-(?=\p{L})/gu, '')) && !/[A-Za-z]\$?\d/.test(text);

/** One of two texts: the reader's language, or the other when there is none. */
export function inLanguage(fr: string | null, en: string | null, locale: 'fr' | 'en'): string | null {
  return locale === 'fr' ? (fr ?? en) : (en ?? fr);
}
