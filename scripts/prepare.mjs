// Everything between a fresh clone and a server that can start; redoes only what is out of date.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Stop, done, runScript, say, step } from './support/console.mjs';
import { installDependencies } from './support/install.mjs';
import { narrowModules } from './support/narrow.mjs';
import { node, root, run } from './support/run.mjs';
import { fingerprint, readStamp, writeStamp } from './support/stamps.mjs';
import { shrinkWords, wordTypes, writeWordTypes } from './support/words.mjs';

const wordsSources = ['messages', 'project.inlang/settings.json', 'project.inlang/paraglide.config.js', 'package-lock.json'];
/** The pages take only types from the rest of the server. */
const serverOnly = /^server[\\/](.*\.(routes|service)\.ts$|main\.ts$|app\.ts$|database\.ts$|migrations\.ts$|config\.ts$|web\.ts$)/;

/** @param {string} script path in node_modules @param {string[]} args @param {Record<string, string>} [env] */
function tool(script, args, env) {
  return run(node, [join(root, 'node_modules', script), ...args], { env });
}

/**
 * @param {{ key: string, title: string, sources: string, result: string, make: () => Promise<unknown> }} part
 * sources: fingerprint of what it is made from; result: a file that has to be there afterwards
 */
async function refresh({ key, title, sources, result, make }) {
  if (readStamp(key) === sources && existsSync(join(root, result))) return done(title);
  await step(title, make);
  writeStamp(key, sources);
}

/** @param {string} version of the Node that runs the scripts @returns {string | undefined} why it is too old */
export function nodeRefusal(version) {
  if (Number(version.split('.')[0]) >= 18) return undefined;
  return say(`Passerelle demande Node 18 ou plus récent; ceci est Node ${version}.`, `Passerelle needs Node 18 or newer; this is Node ${version}.`);
}

/** @param {{ pages?: boolean }} [options] pages: build the pages too (the edit loop serves them unbuilt) */
export async function prepare({ pages = true } = {}) {
  await install();
  await generate();
  if (pages) await buildPages();
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
    sources: fingerprint(['web/routes', 'web/vite.config.ts', 'package-lock.json']),
    // tsconfig.json extends it, and the next steps read tsconfig.json.
    result: 'node_modules/$app/tsconfig.json',
    make: () => tool('@sveltejs/kit/svelte-kit.js', ['sync', '--config', 'web/vite.config.ts']),
  });
  // Neither needs the other.
  await Promise.all([
    refresh({
      key: 'data-client',
      title: say('Accès aux données', 'Data access'),
      sources: fingerprint(['prisma/schema.prisma', 'package-lock.json', 'scripts/prepare.mjs', 'scripts/support/narrow.mjs']),
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
      sources: fingerprint([...wordsSources, 'scripts/prepare.mjs', 'scripts/support/words.mjs', 'scripts/support/narrow.mjs']),
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

/** Builds the pages, where everything else is prepared. */
export async function buildPages() {
  await refresh({
    key: 'pages',
    title: say('Pages', 'Pages'),
    sources: fingerprint(['web', 'server', 'package.json', 'tsconfig.json', ...wordsSources], (file) => !serverOnly.test(file)),
    result: 'build/handler.js',
    make: () => tool('vite/bin/vite.js', ['build', '--config', 'web/vite.config.ts', '--configLoader', 'native', '--logLevel', 'warn'], { NODE_ENV: 'production' }),
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await runScript(() => prepare());
