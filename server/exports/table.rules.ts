/**
 * A text as a cell that no spreadsheet takes for a formula: an apostrophe goes before = + - @ and control characters
 * at the start. A phone number (+ and digits) stays as it is: it calculates nothing.
 */
export function safeCell(text: string): string {
  if (/^\+\d[\d\s]*$/.test(text)) return text;
  return /^[=+\-@\t\r\n\u0000]/.test(text) && !/^-?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text;
}

/** One of two texts: the reader's language, or the other when there is none. */
export function inLanguage(fr: string | null, en: string | null, locale: 'fr' | 'en'): string | null {
  return locale === 'fr' ? (fr ?? en) : (en ?? fr);
}
