// The types of the compiled words, in few lines: three thousand functions each described on its own, as the compiler
// writes them, cost every check of types a fifth of its time.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { narrow } from './narrow.mjs';
import { root } from './run.mjs';

const folder = join(root, 'generated', 'paraglide', 'messages');
/** What the description is written to: beside the module, where TypeScript reads it instead. */
export const wordTypes = 'generated/paraglide/messages/_index.d.ts';

/** Writes the description of `generated/paraglide/messages/_index.js`. @throws when the compiler writes it otherwise */
export function writeWordTypes() {
  const source = readFileSync(join(folder, '_index.js'), 'utf8');
  const values = new Map([...source.matchAll(/^\/\*\* @typedef \{(\{.*\})\} (\w+Inputs) \*\/$/gm)].map(([, type, name]) => [name, type]));
  const words = [...source.matchAll(/^export const (\w+) = \/\*\* @type \{\(\(inputs(\??): (\w+Inputs), options\?: (\{[^}]*\})\) => LocalizedString\)/gm)];
  const all = source.match(/^export /gm)?.length;
  if (words.length === 0 || words.length !== all) throw new Error('the compiled words are not written as expected');
  /** @type {Map<string, string>} */
  const kinds = new Map();
  const lines = words.map(([, key, optional, inputs = '', options]) => {
    const type = `(inputs${optional}: ${values.get(inputs)}, options?: ${options}) => LocalizedString`;
    const kind = kinds.get(type) ?? `Word${kinds.size}`;
    kinds.set(type, kind);
    return `export declare const ${key}: ${kind};`;
  });
  const types = [...kinds].map(([type, kind]) => `type ${kind} = ${type};`);
  const head = `import type { LocalizedString } from '../runtime.js';`;
  writeFileSync(join(root, wordTypes), [head, ...types, ...lines, ''].join('\n'));
}

/** Writes the compiled words anew without the comments that describe each of them: two thirds of what the process would hold. */
export function shrinkWords() {
  for (const name of ['_index.js', 'fr.js', 'en.js']) {
    const source = readFileSync(join(folder, name), 'utf8');
    writeFileSync(join(folder, name), narrow(source.replace(/\/\*\*[^]*?\*\//g, '').replace(/\n\s*\n/g, '\n')));
  }
}
