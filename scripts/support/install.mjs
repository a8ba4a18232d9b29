// Installs the dependencies when they are missing or the lock file changed.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stop, done, say, step } from './console.mjs';
import { node, root, run, tryRun } from './run.mjs';
import { sourcesOf } from './stamps.mjs';

const builtTool = join(root, 'node_modules', 'sqlite3', 'build', 'Release', 'node_sqlite3.node');

/** Installs what package-lock.json names, and Node 24; does nothing when it is already there. */
export async function installDependencies() {
  const title = say('Dépendances', 'Dependencies');
  const wanted = sourcesOf('install', ['package-lock.json']);
  if (existsSync(node) && (wanted.isFresh || installedMatchesLock())) {
    wanted.stamp();
    return done(title);
  }
  await step(title, async () => {
    if (!installedMatchesLock()) await installPackages();
    // The only install script that the start needs: it brings Node 24. The backup tool's is for buildBackupTool().
    await run('npm', ['rebuild', 'node', '--loglevel=error']);
    if (!existsSync(node)) {
      throw new Stop(say('Node 24 ne s’est pas installé : relancez la commande.', 'Node 24 was not installed: run the command again.'));
    }
  });
  wanted.stamp();
}

async function installPackages() {
  const quiet = ['--ignore-scripts', '--loglevel=error', '--no-audit', '--no-fund'];
  const { code, output } = await tryRun('npm', ['ci', ...quiet]);
  if (code === 0) return;
  // npm refuses a lock without the platform packages that its registry does not carry; a plain install does not.
  if (output.includes('EUSAGE')) await run('npm', ['install', '--no-save', ...quiet]);
  else {
    console.error(`\n${output.trim()}`);
    throw new Stop(say('npm n’a pas pu installer les dépendances.', 'npm could not install the dependencies.'));
  }
}

/** True when node_modules holds every package of the lock that this machine needs, in the same version. */
function installedMatchesLock() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(locked).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || (installed[path] ? installed[path].version === version : Boolean(optional || devOptional)),
  );
}

/** True when the library of backup, restore and doctor is compiled or was fetched compiled. */
export function backupToolReady() {
  return existsSync(builtTool);
}

/**
 * Fetches or compiles the library of backup, restore and doctor (two or three minutes where it has to compile).
 * Kept out of the install: nothing else needs it, and no first page should wait for it.
 * @returns {Promise<boolean>} false when it could not be built
 */
export async function buildBackupTool() {
  if (backupToolReady()) return true;
  // A group of its own, so that the compiler ends with this process and two of them never write the same files.
  const own = process.platform !== 'win32';
  // Lightly optimized where it has to be compiled: half the wait, for a library that waits for the disk.
  const env = { CFLAGS: '-O1', CXXFLAGS: '-O1', ...process.env };
  const build = spawn('npm', ['rebuild', 'sqlite3', '--loglevel=error'], { cwd: root, env, stdio: 'ignore', detached: own, shell: !own });
  const end = () => {
    if (build.pid !== undefined && build.exitCode === null) process.kill(own ? -build.pid : build.pid, 'SIGTERM');
  };
  process.once('exit', end);
  await new Promise((resolve) => build.once('close', resolve).once('error', resolve));
  process.off('exit', end);
  return backupToolReady();
}
