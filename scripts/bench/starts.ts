import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeEnvironment, nodeFlags, serverEntry } from '../support/run.mjs';
import { timeOf, type Times } from './measure.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Whether the pages and the server are built: the process does not start without them. */
export const canStart = (): boolean => ['build/handler.js', serverEntry].every((file) => existsSync(join(root, file)));

/** Times to « ready »: once on an empty folder, then on what that start left there. */
export async function timeStarts(warmStarts: number): Promise<{ cold: Times; warm: Times }> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-bench-start-'));
  try {
    const cold = [await timeStart(folder)];
    const warm: Times = [];
    for (let n = 0; n < warmStarts; n += 1) warm.push(await timeStart(folder));
    return { cold, warm };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** From the start of the process to its word that it answers, in milliseconds; then it is told to stop. */
async function timeStart(folder: string): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, [...nodeFlags, serverEntry], {
    cwd: root,
    env: { ...nodeEnvironment, NODE_ENV: 'production', NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/passerelle/code'), DATA_DIR: folder, PORT: '0' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const milliseconds = await new Promise<number>((resolve, reject) => {
    child.on('message', (message) => message === 'ready' && resolve(performance.now() - began));
    child.once('error', reject);
    void ended.then(() => reject(new Error(`the server did not start: ${said}`)));
  });
  child.send('stop');
  await timeOf(() => ended);
  return milliseconds;
}
