import { isProblem } from '#lib/api.ts';
import { inLocale, locale } from '#lib/i18n.ts';
import { loadWho } from '#lib/interactions/choices.ts';
import type { Option } from '#lib/ui/option.ts';
import { fold } from '#server/text/fold.rules.ts';
import { keptLexicon } from './kept.ts';

/** « Avec qui », from the server, or from the names that this browser keeps when there is no network. */
export async function loadWhoAnywhere(query: string, signal: AbortSignal): Promise<Option[]> {
  try {
    if (navigator.onLine) return await loadWho(query, signal);
  } catch (error) {
    if (!isProblem(error, 0)) throw error;
  }
  const words = fold(query).split(' ').filter(Boolean);
  const kept = (await keptLexicon()).filter(({ type }) => type === 'organization' || type === 'contact');
  return kept
    .filter(({ nameFr, nameEn, names }) => words.every((word) => [nameFr, nameEn ?? '', ...names].some((name) => fold(name).split(' ').some((part) => part.startsWith(word)))))
    .slice(0, 8)
    .map((one) => ({ id: `${one.type}:${one.id}`, label: inLocale(one, 'name'), detail: (locale() === 'fr' ? one.detailFr : one.detailEn) ?? undefined }));
}
