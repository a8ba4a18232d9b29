// Everything between a fresh clone and a server that can start; redoes only what is out of date.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Stop, done, runScript, say, step } from './support/console.mjs';
import { installDependencies } from './support/install.mjs';
import { narrowModules } from './support/narrow.mjs';
import { codeCache, node, root, run, serverEntry } from './support/run.mjs';
import { sourcesOf } from './support/stamps.mjs';
import { shrinkWords, wordTypes, writeWordTypes } from './support/words.mjs';

const wordsSources = ['messages', 'project.inlang/settings.json', 'project.inlang/paraglide.config.js', 'package-lock.json'];
/** The pages take only types from the rest of the server. */
const serverOnly = /^server[\\/](.*\.(routes|service)\.ts$|main\.ts$|app\.ts$|database\.ts$|migrations\.ts$|config\.ts$|web\.ts$)/;

/** @param {string} script path in node_modules @param {string[]} args @param {Record<string, string>} [env] */
function tool(script, args, env) {
  return run(node, [join(root, 'node_modules', script), ...args], { env });
}

/**
 * @param {{ key: string, title: string, sources: string[], keep?: (file: string) => boolean, result: string, make: () => Promise<unknown> }} part
 * sources: the files and folders that it is made from, of which `keep` says what counts; result: a file that has to be there afterwards
 */
async function refresh({ key, title, sources, keep, result, make }) {
  const { isFresh, stamp } = sourcesOf(key, sources, keep);
  if (isFresh && existsSync(join(root, result))) return done(title);
  await step(title, make);
  stamp();
}

/** @param {string} version of the Node that runs the scripts @returns {string | undefined} why it is too old */
export function nodeRefusal(version) {
  if (Number(version.split('.')[0]) >= 18) return undefined;
  return say(`Passerelle demande Node 18 ou plus récent; ceci est Node ${version}.`, `Passerelle needs Node 18 or newer; this is Node ${version}.`);
}

/** @param {{ built?: boolean }} [options] built: build the pages and the server too (the edit loop runs their sources) */
export async function prepare({ built = true } = {}) {
  await install();
  await generate();
  if (built) await build();
}

/** Installs the dependencies. @throws {Stop} when this Node is too old for that */
export async function install() {
  const refusal = nodeRefusal(process.versions.node);
  if (refusal !== undefined) throw new Stop(refusal);
  await installDependencies();
}

/** Makes what the code imports but no commit holds, where the dependencies are installed. */
export async function generate() {
  await refresh({
    key: 'page-types',
    title: say('Types des pages', 'Types of the pages'),
    sources: ['web/routes', 'web/vite.config.ts', 'package-lock.json'],
    // tsconfig.json extends it, and the next steps read tsconfig.json.
    result: 'node_modules/$app/tsconfig.json',
    make: () => tool('@sveltejs/kit/svelte-kit.js', ['sync', '--config', 'web/vite.config.ts']),
  });
  // Neither needs the other.
  await Promise.all([
    refresh({
      key: 'data-client',
      title: say('Accès aux données', 'Data access'),
      sources: ['prisma/schema.prisma', 'package-lock.json', 'scripts/prepare.mjs', 'scripts/support/narrow.mjs'],
      result: 'generated/prisma/client.ts',
      // The command would download an engine that it does not use to generate: any existing program stands in for it.
      make: async () => {
        await tool('prisma/build/index.js', ['generate'], { PRISMA_SCHEMA_ENGINE_BINARY: node, PRISMA_HIDE_UPDATE_MESSAGE: '1' });
        narrowModules('generated/prisma/internal');
      },
    }),
    refresh({
      key: 'words',
      title: say('Textes français et anglais', 'French and English words'),
      sources: [...wordsSources, 'scripts/prepare.mjs', 'scripts/support/words.mjs', 'scripts/support/narrow.mjs'],
      result: wordTypes,
      make: async () => {
        // The command line takes everything from paraglide.config.js but this.
        await tool('@inlang/paraglide-js/bin/run.js', ['compile', '--project', './project.inlang', '--output-structure', 'locale-modules']);
        writeWordTypes();
        shrinkWords();
      },
    }),
  ]);
}

/** Builds what the process runs, where everything else is prepared. */
export async function build() {
  await Promise.all([buildPages(), buildServer()]);
}

/** Writes the server as few files, where everything else is prepared. */
export async function buildServer() {
  await refresh({
    key: 'server',
    title: say('Serveur', 'Server'),
    sources: ['server', 'prisma/schema.prisma', 'package.json', 'package-lock.json', 'web/words.vite.ts', 'scripts/support/bundle.mjs', 'scripts/support/narrow.mjs'],
    result: serverEntry,
    make: async () => {
      await tool('../scripts/support/bundle.mjs', []);
      // Compiled code of files that are no longer there.
      rmSync(join(root, codeCache), { recursive: true, force: true });
    },
  });
}

/** Builds the pages, where everything else is prepared. */
export async function buildPages() {
  await refresh({
    key: 'pages',
    title: say('Pages', 'Pages'),
    sources: ['web', 'server', 'package.json', 'tsconfig.json', ...wordsSources],
    keep: (file) => !serverOnly.test(file),
    result: 'build/handler.js',
    make: () => tool('vite/bin/vite.js', ['build', '--config', 'web/vite.config.ts', '--configLoader', 'native', '--logLevel', 'warn'], { NODE_ENV: 'production' }),
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await runScript(() => prepare());
