// npm start: prepares what is out of date, then keeps the server running in Node 24.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare } from './prepare.mjs';
import { Stop, done, runScript, say } from './support/console.mjs';
import { backupToolReady, buildBackupTool } from './support/install.mjs';
import { codeCache, node, nodeEnvironment, nodeFlags, root, serverEntry } from './support/run.mjs';

const help = `npm start                      the office, in DATA_DIR (./data)
npm start -- --demo            the demonstration office, in its own folder (./data-demo)
npm start -- --demo --fresh    the demonstration office, made anew`;

/**
 * Runs the server until it ends or this process is told to stop.
 * @param {Record<string, string>} env
 * @param {{ nodeOptions?: string[], entry?: string, onReady?: () => void }} [options] entry: what the process begins with, from the root
 * @returns {Promise<number>} its exit code
 */
export function serve(env, { nodeOptions = [], entry = serverEntry, onReady = () => undefined } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [...nodeFlags, ...nodeOptions, entry], {
      cwd: root,
      env: { NODE_ENV: 'production', NODE_COMPILE_CACHE: join(root, codeCache), ...nodeEnvironment, ...process.env, ...env },
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    });
    // A message and not the signal itself: a terminal sends Ctrl+C to both processes, and a second one means « at once ».
    let ready = false;
    const stop = () => (ready && child.connected ? child.send('stop') : child.kill('SIGTERM'));
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
    // npm runs this script through a shell, which does not pass the signals on: its end is the signal then.
    const shell = process.ppid;
    setInterval(() => process.ppid !== shell && stop(), 100).unref();
    child.on('message', (message) => {
      if (message !== 'ready') return;
      ready = true;
      onReady();
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGKILL' ? 1 : 0)));
  });
}

/** The server is up: now is the time for what nobody waits for. */
async function prepareBackupTool() {
  if (backupToolReady()) return;
  if (await buildBackupTool()) done(say('Outil de sauvegarde', 'Backup tool'));
  else console.error(say('… L’outil de sauvegarde n’a pas pu être compilé : voyez npm run doctor', '… The backup tool could not be built: see npm run doctor'));
}

async function main() {
  const options = process.argv.slice(2);
  if (options.includes('--help')) return console.log(help);
  const unknown = options.find((option) => option !== '--demo' && option !== '--fresh');
  if (unknown !== undefined) throw new Stop(say(`Option inconnue : ${unknown}`, `Unknown option: ${unknown}`));
  const demo = options.includes('--demo');
  const fresh = options.includes('--fresh');
  if (fresh && !demo) throw new Stop(say('--fresh ne vaut qu’avec --demo.', '--fresh is only for --demo.'));
  await prepare();
  const code = await serve({ PASSERELLE_MODE: demo ? 'demo' : 'office', PASSERELLE_FRESH: fresh ? '1' : '0' }, { onReady: () => void prepareBackupTool() });
  // A build of the backup tool may still be running: it is taken up again at the next start.
  process.exit(code);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await runScript(main);
