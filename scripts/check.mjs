// npm run check: lint and types.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare } from './prepare.mjs';
import { runScript, say } from './support/console.mjs';
import { node, root, tryRun } from './support/run.mjs';

const checks = [
  { name: say('Règles (ESLint)', 'Rules (ESLint)'), script: 'eslint/bin/eslint.js', args: ['.'] },
  { name: 'Types (svelte-check)', script: 'svelte-check/bin/svelte-check', args: ['--tsconfig', './tsconfig.json', '--fail-on-warnings'] },
  { name: 'Types (service worker)', script: 'typescript/bin/tsc', args: ['-p', './web/service-worker'] },
];

/** Runs lint and types side by side and prints what they find. @returns {Promise<{ passed: number, failed: number }>} */
export async function check() {
  const results = await Promise.all(
    checks.map(async ({ name, script, args }) => {
      const { code, output } = await tryRun(node, [join(root, 'node_modules', script), ...args]);
      console.log(code === 0 ? `✓ ${name}` : `✗ ${name}\n${output.trim()}\n`);
      return code === 0;
    }),
  );
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runScript(async () => {
    await prepare({ pages: false });
    return (await check()).failed === 0 ? 0 : 1;
  });
}
