/** Letters that Unicode does not decompose, and what people type instead of them. */
const undecomposed: Record<string, string> = {
  ł: 'l', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ß: 'ss', ı: 'i', æ: 'ae', œ: 'oe', ħ: 'h', ŧ: 't', ŋ: 'n', ĸ: 'k', ə: 'e',
  // Sigma is written otherwise at the end of a word.
  ς: 'σ',
};

/**
 * The form in which names are compared: lower case, no accents, no apostrophes, hyphens or other punctuation, single
 * spaces. « L’Île-d’Orléans » becomes « l ile d orleans ». Scripts other than Latin are kept as they are.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    // Lower case can itself carry a mark (İ becomes i and a dot).
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[łøđðþßıæœħŧŋĸəς]/g, (letter) => undecomposed[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * The key by which a name is sorted, so that a plain comparison of keys gives the order of fr-CA at the first level
 * (accents, case and punctuation do not count). At most 200 characters.
 */
export function sortKey(name: string): string {
  return fold(name).slice(0, 200);
}
