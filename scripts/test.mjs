// npm test: everything that has to hold, from a fresh clone; the last line is « N passed, N failed ».
import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from './check.mjs';
import { prepare } from './prepare.mjs';
import { findBrowser, installBrowser } from './support/browser.mjs';
import { Stop, done, runScript, say, step } from './support/console.mjs';
import { backupToolReady, buildBackupTool } from './support/install.mjs';
import { findReaders, installReaders } from './support/readers.mjs';
import { node, root, tryRun } from './support/run.mjs';

const filters = process.argv.slice(2);

async function browser() {
  const title = say('Navigateur', 'Browser');
  const found = findBrowser();
  if (found !== undefined) {
    done(title);
    return found;
  }
  return step(title, installBrowser);
}

/** The programs of others that read again what Passerelle writes. */
async function readers() {
  const title = say('Lecteurs indépendants', 'Independent readers');
  const found = await findReaders();
  if (found !== undefined) {
    done(title);
    return found;
  }
  return step(title, installReaders);
}

/**
 * Runs one project of vitest.config.ts and counts; a file that could not even start counts as one failure.
 * @param {string} project @param {Record<string, string>} env @param {string} folder for its report
 */
async function vitest(project, env, folder) {
  const report = join(folder, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const optional = filters.length > 0 ? ['--passWithNoTests'] : [];
  const { code } = await tryRun(node, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', project, ...reporters, ...optional, ...filters], { env, show: true });
  if (!existsSync(report)) return { passed: 0, failed: code === 0 ? 0 : 1 };
  /** @type {{ numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults: { status: string }[] }[] }} */
  const { numPassedTests: passed, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const broken = testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'));
  const failed = numFailedTests + broken.length;
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
}

await runScript(async () => {
  await prepare();
  // Compiling takes minutes where nothing can be fetched: it goes on beside the checks that do not need it.
  const backupTool = buildBackupTool();
  const env = { CHROMIUM_PATH: await browser(), READERS_PYTHON: await readers(), NODE_ENV: 'test' };
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-tests-'));
  const total = { passed: 0, failed: 0 };
  /** @param {{ passed: number, failed: number }} counts */
  const add = ({ passed, failed }) => {
    total.passed += passed;
    total.failed += failed;
  };
  try {
    if (filters.length === 0) add(await check());
    add(await vitest('fast', env, folder));
    if (!backupToolReady()) await step(say('Outil de sauvegarde', 'Backup tool'), () => backupTool);
    if (!(await backupTool)) throw new Stop(say('L’outil de sauvegarde (sqlite3) n’a pas pu être compilé.', 'The backup tool (sqlite3) could not be built.'));
    add(await vitest('process', env, folder));
    add(await vitest('e2e', env, folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
});
