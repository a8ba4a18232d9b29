// Finds the Chromium that the end-to-end tests drive, or installs one.
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Stop, say } from './console.mjs';
import { node, root, run } from './run.mjs';

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Where Playwright keeps the browsers that it downloaded, newest first. */
function downloaded() {
  /** @type {Partial<Record<NodeJS.Platform, string>>} */
  const caches = {
    darwin: join(homedir(), 'Library/Caches/ms-playwright'),
    win32: join(process.env.LOCALAPPDATA ?? homedir(), 'ms-playwright'),
  };
  const folder = process.env.PLAYWRIGHT_BROWSERS_PATH ?? caches[process.platform] ?? join(homedir(), '.cache/ms-playwright');
  if (!existsSync(folder)) return [];
  const programs = ['chrome-linux64/chrome', 'chrome-linux/chrome', 'chrome-mac/Chromium.app/Contents/MacOS/Chromium', 'chrome-win64/chrome.exe', 'chrome-win/chrome.exe'];
  const versions = readdirSync(folder).filter((name) => /^chromium-\d+$/.test(name)).sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)));
  return versions.flatMap((version) => programs.map((program) => join(folder, version, program)));
}

/** @returns {string | undefined} the program, from CHROMIUM_PATH or the usual places */
export function findBrowser() {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) return existsSync(chosen) ? chosen : undefined;
  return [...usual, ...downloaded()].find((path) => existsSync(path));
}

/** @returns {Promise<string>} the program, installed if need be @throws {Stop} when there is none */
export async function installBrowser() {
  if (process.env.CHROMIUM_PATH && !findBrowser()) {
    throw new Stop(say('CHROMIUM_PATH ne mène à aucun programme.', 'CHROMIUM_PATH leads to no program.'));
  }
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    await run('apt-get', ['update', '-qq']);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env: { DEBIAN_FRONTEND: 'noninteractive' } });
  } else {
    await run(node, [join(root, 'node_modules/playwright-core/cli.js'), 'install', 'chromium']);
  }
  const found = findBrowser();
  if (found === undefined) {
    throw new Stop(say('Aucun Chromium : installez-le ou donnez son chemin par CHROMIUM_PATH.', 'There is no Chromium: install it or give its path in CHROMIUM_PATH.'));
  }
  return found;
}
