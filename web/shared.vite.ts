import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const server = fileURLToPath(new URL('../server/', import.meta.url)).replaceAll('\\', '/');
/** Pure modules of the server: no clock, no database, nothing secret. */
const shared = /(\.rules|\.schema|\/vocabulary)\.ts$/;
const prefix = '/@shared/';

/**
 * Lets the pages import the server's pure modules. SvelteKit keeps everything under a folder named « server » out of
 * the browser, by its path; these modules are given another name, and only these.
 */
export function sharedModules(): Plugin {
  return {
    name: 'passerelle-shared-modules',
    enforce: 'pre',
    resolveId(source, importer, options) {
      // Vite's search for packages to prepare reads the files themselves.
      if ('scan' in options && options.scan === true) return undefined;
      const file = pathOf(source, importer);
      if (file === undefined) return undefined;
      if (file.startsWith(server) && shared.test(file)) return prefix + file.slice(server.length);
      // What a shared module imports beside it (the words) is found from where the module really is.
      return importer?.startsWith(prefix) ? file : undefined;
    },
    load(id) {
      if (!id.startsWith(prefix)) return undefined;
      const file = server + id.slice(prefix.length);
      this.addWatchFile(file);
      return readFile(file, 'utf8');
    },
  };
}

function pathOf(source: string, importer: string | undefined): string | undefined {
  if (source.startsWith('#server/')) return server + source.slice('#server/'.length);
  if (source.startsWith(prefix)) return server + source.slice(prefix.length);
  if (!source.startsWith('.') || importer === undefined) return undefined;
  const from = importer.startsWith(prefix) ? server + importer.slice(prefix.length) : importer;
  return resolve(dirname(from), source).replaceAll('\\', '/');
}
