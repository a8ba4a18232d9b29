// npm test: everything that has to hold, from a fresh clone; the last line is « N passed, N failed ».
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkJobs } from './check.mjs';
import { build, generate, install } from './prepare.mjs';
import { findBrowser, installBrowser } from './support/browser.mjs';
import { Stop, done, runScript, say, step } from './support/console.mjs';
import { backupToolReady, buildBackupTool } from './support/install.mjs';
import { runJobs } from './support/jobs.mjs';
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

/**
 * A folder for the temporary files of the tests: in memory where there is room, since they wait for the disk at every write.
 * @returns {string}
 */
function temporaryRoom() {
  const memory = '/dev/shm';
  try {
    const { bavail, bsize } = statfsSync(memory);
    if (bavail * bsize > 2 * 1024 ** 3) return mkdtempSync(join(memory, 'passerelle-tests-'));
  } catch {
    // No such place on this system.
  }
  return mkdtempSync(join(tmpdir(), 'passerelle-tests-'));
}

await runScript(async () => {
  await install();
  const folder = temporaryRoom();
  // Some tests start the server as somebody else.
  chmodSync(folder, 0o755);
  /** @type {Record<string, string>} */
  const env = { NODE_ENV: 'test', TMPDIR: folder };
  const total = { passed: 0, failed: 0 };
  /** @param {{ passed: number, failed: number }} counts */
  const add = ({ passed, failed }) => {
    total.passed += passed;
    total.failed += failed;
  };
  // Compiling it takes minutes where nothing can be fetched: it begins first.
  const tool = {
    weight: 1,
    run: async () => {
      const built = backupToolReady() || (await step(say('Outil de sauvegarde', 'Backup tool'), buildBackupTool));
      if (!built) throw new Stop(say('L’outil de sauvegarde (sqlite3) n’a pas pu être compilé.', 'The backup tool (sqlite3) could not be built.'));
    },
  };
  // Installing them waits for the network more than it works.
  const programs = {
    weight: 0,
    run: async () => {
      env['CHROMIUM_PATH'] = await browser();
      env['READERS_PYTHON'] = await readers();
    },
  };
  const generated = { weight: 1, run: generate };
  const pages = { weight: 1, after: [generated], run: build };
  const checks = filters.length === 0 ? checkJobs(add).map((job) => ({ ...job, after: [generated] })) : [];
  // It keeps two cores busy, but need not leave one idle until the last check ends.
  const fast = { weight: 1, after: [pages, programs], run: async () => add(await vitest('fast', env, folder)) };
  // Both wait for the disk and for somebody who types: they go side by side.
  const journeys = { weight: 1, after: [fast], run: async () => add(await vitest('e2e', env, folder)) };
  const processes = { weight: 1, after: [tool, fast], run: async () => add(await vitest('process', env, folder)) };
  try {
    await runJobs([programs, generated, tool, pages, ...checks, fast, journeys, processes]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
});
