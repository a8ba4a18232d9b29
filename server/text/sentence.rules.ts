/** Small numbers as one writes them in a sentence. */
const words = {
  fr: ['aucune', 'une', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix'],
  en: ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
};

/** `trois`, `dix`, then figures: `11`. In French `un` or `une` as the noun asks; zero is `aucun` or `aucune`. */
export function numberInWords(count: number, locale: 'fr' | 'en', gender: 'm' | 'f' = 'm'): string {
  if (!Number.isInteger(count) || count < 0 || count > 10) return String(count);
  const word = words[locale][count] ?? String(count);
  return locale === 'fr' && count < 2 && gender === 'm' ? word.slice(0, -1) : word;
}

/** A part of the sentence that sums up the day. */
export type Part = { text: string; isLate: boolean };

/**
 * The parts as one sentence: commas between them, « et » before the last, a capital first. Each part keeps its own tone,
 * so that what is late can be shown as such; what stands between two parts belongs to neither.
 */
export function asSentence(parts: readonly Part[], and: string): { before: string; text: string; isLate: boolean }[] {
  return parts.map(({ text, isLate }, index) => ({
    before: index === 0 ? '' : index === parts.length - 1 ? ` ${and} ` : ', ',
    text: index === 0 ? text.charAt(0).toLocaleUpperCase() + text.slice(1) : text,
    isLate,
  }));
}
