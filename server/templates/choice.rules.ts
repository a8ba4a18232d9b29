/** What a default template serves: a language or both (null), some kinds of notes or all (none named). */
export type Choice = { id: string; language: string | null; kinds: readonly string[] };

/**
 * The template for a note of a kind, written in `languages`: one for its kind before one for all, then one for its
 * language before one for both; among equals the first. A note in two languages takes a template for both only.
 */
export function chosenFor<C extends Choice>(choices: readonly C[], kind: string, languages: readonly string[]): C | null {
  const [language, ...others] = languages;
  const serves = choices.filter(
    (one) => (one.kinds.length === 0 || one.kinds.includes(kind)) && (one.language === null || (others.length === 0 && one.language === language)),
  );
  const rank = (one: C): number => (one.kinds.length > 0 ? 0 : 2) + (one.language !== null ? 0 : 1);
  return serves.toSorted((a, b) => rank(a) - rank(b))[0] ?? null;
}
