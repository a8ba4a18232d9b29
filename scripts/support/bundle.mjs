// Writes the server as few files (see docs/decisions/0021): its hundreds of modules and those of its libraries take
// longer to find and to read than to run. Run by scripts/prepare.mjs, in Node 24.
import { renameSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { wordsAsLoaded } from '../../web/words.vite.ts';
import { narrow } from './narrow.mjs';
import { bundle, root } from './run.mjs';

/** Only what was built to its end takes the place of what was there. */
const out = `${bundle}.new`;

/** Packages that find their own files from where they stand: binaries, workers, pages. They stay in node_modules. */
const outside = [
  'better-sqlite3', 'sqlite3', '@node-rs/argon2', '@myriaddreamin/typst-ts-node-compiler', '@resvg/resvg-wasm', '@prisma/schema-engine-wasm',
  'piscina', 'thread-stream', '@fastify/swagger', '@fastify/swagger-ui', 'world-atlas', 'vite',
];
const isOutside = (/** @type {string} */ name) => isBuiltin(name) || outside.some((one) => name === one || name.startsWith(`${one}/`));

/** What a library would look for beside itself, and no longer find; the log's other threads, which ours has none of, apart. */
const unused = /[\\/]pino[\\/]lib[\\/]transport\.js$/;
const ownFiles = /\b__(dirname|filename)\b|\bimport\.meta\.(url|dirname|filename|resolve)\b|\brequire\.resolve\b/;

/** A thread's file beside ours; ours, from which a thread takes a job; where ours stands. */
const meta = /new URL\('(\.\/[\w-]+[.-]worker\.ts)', import\.meta\.url\)|(\bmodule: )import\.meta\.url\b|\bimport\.meta\.(url|dirname)\b/g;
const unknownMeta = /\bimport\.meta\.(?!(?:url|dirname|resolve)\b)/;

const slashed = (/** @type {string} */ path) => path.replaceAll('\\', '/');
/** The name of a module that a thread begins with. @param {string} file of ours */
const threadName = (file) => slashed(relative(join(root, 'server'), file)).replace(/\.ts$/, '').replaceAll('/', '.');

/**
 * Our modules know where they stand: what they read beside them stays where it is, and threads begin with files of
 * the bundle.
 * @param {Set<string>} threads modules that threads begin with, or take a job from: filled while building
 * @returns {import('rolldown').Plugin}
 */
function ownPlaces(threads) {
  return {
    name: 'passerelle-own-places',
    transform(code, id) {
      if (id.includes('node_modules')) {
        if (ownFiles.test(code) && !unused.test(id)) throw new Error(`${id} reads files beside it: its package has to stay outside the bundle`);
        return undefined;
      }
      if (id.startsWith('\0') || !code.includes('import.meta.')) return undefined;
      if (unknownMeta.test(code)) throw new Error(`${id} asks of import.meta what scripts/support/bundle.mjs does not know`);
      const threadOf = (/** @type {string} */ file) => {
        threads.add(file);
        return `new URL('./${threadName(file)}.js', import.meta.url)`;
      };
      const place = (/** @type {string} */ path) => JSON.stringify(slashed(relative(out, path)));
      const placed = code.replace(meta, (_, worker, job, what) => {
        if (worker) return threadOf(resolve(dirname(id), worker));
        if (job) return `${job}${threadOf(id)}.href`;
        if (what === 'url') return `new URL(${place(id)}, import.meta.url).href`;
        return `process.getBuiltinModule('node:path').join(import.meta.dirname, ${place(dirname(id))})`;
      });
      return { code: placed };
    },
  };
}

/** One byte a character, as the engine keeps the text of every module. @returns {import('rolldown').Plugin} */
const narrowed = () => ({ name: 'passerelle-narrowed', renderChunk: (code) => ({ code: narrow(code), map: null }) });

/**
 * @param {Record<string, string>} input @param {Set<string>} threads
 * @param {import('rolldown').OutputOptions} output
 */
async function build(input, threads, output) {
  const made = await rolldown({
    input,
    cwd: root,
    platform: 'node',
    external: (name) => isOutside(name),
    plugins: [wordsAsLoaded(), ownPlaces(threads), narrowed()],
    onLog(level, log, handle) {
      // Of the libraries: a call of eval that we know of, and their own order of imports.
      if (log.code !== 'EVAL') handle(level, log);
    },
  });
  await made.write({ dir: out, format: 'esm', entryFileNames: '[name].js', ...output });
  await made.close();
}

rmSync(out, { recursive: true, force: true });
const threads = new Set();
// What the process begins with is one file; what it may need later are others.
await build({ main: join(root, 'server/main.ts') }, threads, {
  chunkFileNames: 'office-[name]-[hash].js',
  codeSplitting: { groups: [{ name: 'start', test: /[\\/]server[\\/]process\.ts$/ }] },
});
// Threads hold no more than they need, so they share nothing with it. What they begin with may name others.
for (let known = 0; known < threads.size;) {
  known = threads.size;
  await build(Object.fromEntries([...threads].map((file) => [threadName(file), file])), threads, { chunkFileNames: 'thread-[name]-[hash].js' });
}
rmSync(bundle, { recursive: true, force: true });
renameSync(out, bundle);
