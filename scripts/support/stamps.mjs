// Remembers what each step was made from, so that a step is redone only when its sources changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { root } from './run.mjs';

const folder = join(root, 'node_modules', '.cache', 'passerelle');

/** @param {string} path from the root @param {(file: string) => boolean} keep @returns {string[]} files, sorted */
function filesUnder(path, keep) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [full];
  /** @type {string[]} */
  const found = [];
  for (const entry of readdirSync(full, { withFileTypes: true })) {
    // What tools keep for themselves (.svelte-kit) is made from the sources, and is none of them.
    if (entry.isDirectory() && entry.name.startsWith('.')) continue;
    const name = path + sep + entry.name;
    if (entry.isDirectory()) found.push(...filesUnder(name, keep));
    else if (keep(name)) found.push(full + sep + entry.name);
  }
  return found.sort();
}

/** @param {string[]} paths files and folders, from the root @param {(file: string) => boolean} keep which files of a folder count */
const filesOf = (paths, keep) => paths.flatMap((path) => filesUnder(path, keep));

/** @param {string[]} files @returns {string} a fingerprint of their names and contents */
function contentsOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(relative(root, file)).update('\0').update(readFileSync(file));
  return hash.digest('hex');
}

/** @param {string[]} files @returns {string} a fingerprint of what changes with every change of a file, without reading it */
function looksOf(files) {
  const looks = files.map((file) => {
    const { size, mtimeMs, ctimeMs, ino } = statSync(file);
    return `${file} ${size} ${mtimeMs} ${ctimeMs} ${ino}`;
  });
  return createHash('sha256').update(looks.join('\0')).digest('hex');
}

/**
 * What a step is made from. `isFresh`: it was last made from the same; the files are read only where one was touched since.
 * `stamp`: to be called when the step is over: it was made from these sources, as they were when they were looked at.
 * @param {string} name @param {string[]} paths files and folders, from the root
 * @param {(file: string) => boolean} [keep] which files of a folder count
 * @returns {{ isFresh: boolean, stamp: () => void }}
 */
export function sourcesOf(name, paths, keep = () => true) {
  const files = filesOf(paths, keep);
  const looks = looksOf(files);
  const [madeFrom, lookedLike] = readStamp(name)?.split('\n') ?? [];
  if (lookedLike === looks) return { isFresh: true, stamp: () => undefined };
  const contents = contentsOf(files);
  const stamp = () => writeStamp(name, `${contents}\n${looks}`);
  if (contents === madeFrom) stamp();
  return { isFresh: contents === madeFrom, stamp };
}

/** @param {string} name @returns {string | undefined} what the stamp says */
function readStamp(name) {
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** @param {string} name @param {string} value */
function writeStamp(name, value) {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, value);
}
