// What the scripts say on the terminal: one line a step, in the language of the terminal.
const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '';

/** True when the terminal speaks French (LC_ALL, LC_MESSAGES or LANG starts with fr). */
export const french = /^fr/i.test(locale);

/** @param {string} fr @param {string} en @returns {string} the sentence in the terminal's language */
export function say(fr, en) {
  return french ? fr : en;
}

/** A reason to stop, in one sentence that the person at the terminal can act on. */
export class Stop extends Error {}

const interactive = process.stdout.isTTY === true;

/**
 * Runs one step and prints its line: « … name » while it works, « ✓ name (1.2 s) » after.
 * @template T
 * @param {string} name @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const began = performance.now();
  if (interactive) process.stdout.write(`… ${name}`);
  try {
    const result = await work();
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    process.stdout.write(`${interactive ? '\r\u001b[K' : ''}✓ ${name} (${french ? seconds.replace('.', ',') : seconds} s)\n`);
    return result;
  } catch (error) {
    process.stdout.write(`${interactive ? '\r\u001b[K' : ''}✗ ${name}\n`);
    throw error;
  }
}

/** @param {string} name prints the line of a step that had nothing to do */
export function done(name) {
  console.log(`✓ ${name}`);
}

/**
 * Runs a script to its end: a failure prints one sentence and leaves with code 1.
 * @param {() => Promise<number | void>} main
 */
export async function runScript(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    console.error(`✗ ${sentence}`);
    if (!(error instanceof Stop) && process.env.LOG_LEVEL === 'debug') console.error(error);
    process.exitCode = 1;
  }
}
