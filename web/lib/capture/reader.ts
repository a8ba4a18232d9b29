import { api, isProblem } from '#lib/api.ts';
import { locale } from '#lib/i18n.ts';
import type { Lexicon } from '#server/capture/lexicon.rules.ts';
import { keptLexicon } from './kept.ts';
import type { Capture } from './reading.ts';

/**
 * What a line says: read by the server, which knows every name, or else in this browser with the names that it keeps.
 * Throws `Problem`, and the AbortError of `signal`.
 */
export async function readLine(text: string, timeZone: string, signal: AbortSignal): Promise<Capture> {
  const now = new Date();
  if (navigator.onLine) {
    try {
      const read = await api(fetch, 'POST /api/capture/parse', { body: { text, locale: locale(), now: now.toISOString(), timeZone }, signal });
      return { ...read, line: text };
    } catch (error) {
      if (!isProblem(error, 0)) throw error;
    }
  }
  const [{ parseCapture }, { buildLexicon }] = await Promise.all([import('#server/capture/capture.rules.ts'), import('#server/capture/lexicon.rules.ts')]);
  const names = await keptLexicon();
  if (built?.names !== names) built = { names, lexicon: buildLexicon(names) };
  return { ...parseCapture(text, built.lexicon, { locale: locale(), now, timeZone }), line: text };
}

/** Built at the first line without network, and again when other names are kept. */
let built: { names: Awaited<ReturnType<typeof keptLexicon>>; lexicon: Lexicon } | undefined;
