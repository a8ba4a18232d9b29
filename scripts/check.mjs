// npm run check: lint and types.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare } from './prepare.mjs';
import { runScript, say } from './support/console.mjs';
import { runJobs } from './support/jobs.mjs';
import { node, root, tryRun } from './support/run.mjs';

/** In the order in which they are best begun: the longest first. */
const checks = [
  // TypeScript 7 checks the pages and everything else in a third of the processor time of the editor's TypeScript 6.
  { name: 'Types (svelte-check)', script: 'svelte-check/bin/svelte-check', args: ['--tsgo', '--tsconfig', './tsconfig.json', '--fail-on-warnings'] },
  // Oxlint knows all of ESLint's rules but those of Svelte, and takes a fiftieth of the time: ESLint keeps the pages.
  { name: say('Règles des pages (ESLint)', 'Rules of the pages (ESLint)'), script: 'eslint/bin/eslint.js', args: ['web'] },
  {
    name: say('Règles et promesses (Oxlint)', 'Rules and promises (Oxlint)'),
    script: 'oxlint/bin/oxlint',
    args: ['--type-aware', '--tsconfig', './tsconfig.json', '--deny-warnings', '--report-unused-disable-directives', 'server', 'tests', 'scripts', 'project.inlang', 'eslint.config.js', 'vitest.config.ts'],
  },
  { name: 'Types (service worker)', script: '@typescript/native/bin/tsc', args: ['-p', './web/service-worker'] },
];

/**
 * Lint and types as jobs; each says what it finds when it ends.
 * @param {(counts: { passed: number, failed: number }) => void} add @returns {import('./support/jobs.mjs').Job[]}
 */
export function checkJobs(add) {
  return checks.map(({ name, script, args }) => ({
    weight: 1,
    run: async () => {
      const { code, output } = await tryRun(node, [join(root, 'node_modules', script), ...args]);
      console.log(code === 0 ? `✓ ${name}` : `✗ ${name}\n${output.trim()}\n`);
      add(code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
    },
  }));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runScript(async () => {
    await prepare({ built: false });
    let wrong = 0;
    await runJobs(checkJobs(({ failed }) => (wrong += failed)));
    return wrong === 0 ? 0 : 1;
  });
}
