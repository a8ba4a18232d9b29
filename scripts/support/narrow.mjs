import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

/**
 * A module's text as the engine keeps it in one byte a character instead of two: it keeps the text of every module, and
 * one character beyond Latin-1, an apostrophe, is enough for two.
 * @param {string} source of a module whose characters beyond ASCII stand in strings and comments only @returns {string}
 */
export const narrow = (source) => source.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** @param {string} folder of modules, from the root */
export function narrowModules(folder) {
  for (const name of readdirSync(join(root, folder))) {
    const file = join(root, folder, name);
    writeFileSync(file, narrow(readFileSync(file, 'utf8')));
  }
}
