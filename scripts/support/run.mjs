// Starts other programs; their output is shown only when they fail.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Stop, say } from './console.mjs';

/** The root folder of Passerelle. */
export const root = fileURLToPath(new URL('../..', import.meta.url));
/** Node 24, installed with the dependencies, whatever Node runs this script. */
export const node = fileURLToPath(
  new URL(`../../node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`, import.meta.url),
);

/** The server as few files, made by scripts/support/bundle.mjs. */
export const bundle = fileURLToPath(new URL('../../generated/server', import.meta.url));
/** What the process begins with, from the root; the edit loop begins with its source. */
export const serverEntry = 'generated/server/main.js';
/** Where compiled code is kept from one start to the next, from the root. */
export const codeCache = 'node_modules/.cache/passerelle/code';

/**
 * Runs a program to its end.
 * @param {string} program @param {string[]} args
 * @param {{ env?: Record<string, string>, show?: boolean }} [options] show: pass its output through
 * @returns {Promise<{ code: number, output: string }>}
 */
export function tryRun(program, args, { env = {}, show = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && program === 'npm',
    });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * Runs a program that has to succeed.
 * @param {string} program @param {string[]} args @param {{ env?: Record<string, string>, show?: boolean }} [options]
 * @throws {Stop} naming the program, after printing what it said
 */
export async function run(program, args, options) {
  const { code, output } = await tryRun(program, args, options);
  if (code === 0) return output;
  if (output.trim()) console.error(`\n${output.trim().split('\n').slice(-40).join('\n')}`);
  const name = [program, ...args].map((word) => word.replace(root, '')).join(' ');
  throw new Stop(say(`La commande a échoué (code ${code}) : ${name}`, `This command failed (code ${code}): ${name}`));
}

/**
 * A small nursery for short-lived objects: with the usual 16 MB the process holds some 45 MB more that it does not need.
 * And the process may say when it is a good time to collect: once, when it has started.
 */
export const nodeFlags = ['--max-semi-space-size=2', '--expose-gc'];
/** The same of the C library (glibc): two heaps for all threads instead of eight a processor, and what is freed is given back. */
export const nodeEnvironment = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072' };
