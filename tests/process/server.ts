// Real servers on real files, for the tests of the process.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serverEntry } from '../../scripts/support/run.mjs';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const node = join(root, 'node_modules/node/bin/node');
/** Compiled code, as `npm start` keeps it. */
const codeCache = join(root, 'node_modules/.cache/passerelle/code');

export type Ended = { code: number | null; signal: NodeJS.Signals | null; output: string };
export type Options = { env?: Record<string, string>; uid?: number };

const running = new Set<ChildProcess>();

/** A folder for one test; `remove` also ends the servers that a failed test left behind. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'passerelle-process-'));
  const remove = (): void => {
    for (const child of running) child.kill('SIGKILL');
    // The demonstration office keeps apart, under the same name with -demo.
    for (const folder of [path, `${path}-demo`]) rmSync(folder, { recursive: true, force: true });
  };
  return { path, remove };
}

function launch(script: string, args: string[], dataDir: string, { env = {}, uid }: Options): ChildProcess & { ended: Promise<Ended>; output: () => string } {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(node, [script, ...args], {
    cwd: root,
    env: { PATH, HOME, LANG: 'C.UTF-8', NODE_ENV: 'production', NODE_COMPILE_CACHE: codeCache, DATA_DIR: dataDir, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  running.add(child);
  child.once('close', () => running.delete(child));
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => child.on('close', (code, signal) => resolve({ code, signal, output })));
  return Object.assign(child, { ended, output: () => output });
}

/** Runs a script, or the server, to its end. */
export function runToEnd(script: string, args: string[], dataDir: string, options: Options = {}): Promise<Ended> {
  return launch(script, args, dataDir, options).ended;
}

export type Server = { address: string; output: () => string; stop: (signal: NodeJS.Signals) => Promise<Ended> };

/** Starts the server, on a port of its own unless told otherwise, and waits for its address. @throws when it stops before */
export async function startServer(dataDir: string, options: Options & { script?: string } = {}): Promise<Server> {
  const child = launch(options.script ?? serverEntry, [], dataDir, options);
  const address = await new Promise<string>((resolve, reject) => {
    const look = (): void => {
      const found = /http:\/\/[\w.:[\]]+/.exec(child.output())?.[0];
      if (found) resolve(found);
    };
    child.stdout?.on('data', look);
    void child.ended.then(({ output }) => reject(new Error(`the server stopped: ${output}`)));
  });
  return {
    address,
    output: child.output,
    stop(signal) {
      child.kill(signal);
      return child.ended;
    },
  };
}
