import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const words = fileURLToPath(new URL('../generated/paraglide/', import.meta.url)).replaceAll('\\', '/');
const named = '#paraglide/';

/** What is built takes the words from the one module that the process has loaded. */
export function wordsAsLoaded(): { name: string; resolveId(source: string, importer: string | undefined): { id: string; external: true } | undefined } {
  return {
    name: 'passerelle-words-as-loaded',
    resolveId(source, importer) {
      const file = source.startsWith('.') && importer !== undefined ? resolve(dirname(importer), source).replaceAll('\\', '/') : undefined;
      const id = source.startsWith(named) ? source : file?.startsWith(words) ? named + file.slice(words.length) : undefined;
      return id === undefined ? undefined : { id, external: true };
    },
  };
}

/**
 * Pages that are rendered in the server's process take their words from the module that the server has loaded: a second
 * copy of them would be the largest thing that the process holds.
 */
export function wordsOfTheServer(): Plugin {
  return {
    ...wordsAsLoaded(),
    enforce: 'pre',
    apply: 'build',
    applyToEnvironment: ({ name }) => name === 'ssr',
  };
}
