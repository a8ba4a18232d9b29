// Remembers what each step was made from, so that a step is redone only when its sources changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './run.mjs';

const folder = join(root, 'node_modules', '.cache', 'passerelle');

/** @param {string} path from the root @param {(file: string) => boolean} keep @returns {string[]} files, sorted */
function filesUnder(path, keep) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [full];
  const found = [];
  for (const entry of readdirSync(full, { withFileTypes: true })) {
    // What tools keep for themselves (.svelte-kit) is made from the sources, and is none of them.
    if (entry.isDirectory() && entry.name.startsWith('.')) continue;
    const name = join(path, entry.name);
    if (entry.isDirectory()) found.push(...filesUnder(name, keep));
    else if (keep(name)) found.push(join(root, name));
  }
  return found.sort();
}

/**
 * @param {string[]} paths files and folders, from the root
 * @param {(file: string) => boolean} [keep] which files of a folder count
 * @returns {string} a fingerprint of their names and contents
 */
export function fingerprint(paths, keep = () => true) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of filesUnder(path, keep)) hash.update(relative(root, file)).update('\0').update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** @param {string} name @returns {string | undefined} the fingerprint from which the step was last made */
export function readStamp(name) {
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** @param {string} name @param {string} value */
export function writeStamp(name, value) {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, value);
}
