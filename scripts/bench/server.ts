import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { codeCache, nodeEnvironment, nodeFlags, root, serverEntry } from '../support/run.mjs';

/** What a server process says of itself since it was last asked: lateness of its event loop (ms), memory, processor time (ms). */
export type Words = { late: { p50: number; p99: number; max: number }; megabytes: number; cpu: number };
export type Server = { port: number; process: ChildProcess; words(): Promise<Words>; stop(): Promise<void> };

const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const programs = {
  /** What `npm start` runs. */
  office: (file: string) => ({ entry: join(root, serverEntry), flags: ['--import', pathToFileURL(beside('watched.ts')).href], env: { DATABASE_URL: `file:${file}`, DATA_DIR: dirname(file), HOST: '127.0.0.1', PORT: '0' } }),
  /** The bare statements. */
  limit: (file: string) => ({ entry: beside('limit.ts'), flags: [], env: { LIMIT_FILE: file } }),
};

/** Starts the office, or bare statements on the same file, and waits until it says its address. */
export async function startServer(program: keyof typeof programs, file: string): Promise<Server> {
  const { entry, flags, env } = programs[program](file);
  const child = fork(entry, [], { execArgv: [...nodeFlags, ...flags], env: { ...process.env, ...nodeEnvironment, NODE_ENV: 'production', NODE_COMPILE_CACHE: join(root, codeCache), ...env }, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const ended = once(child, 'close');
  const port = await Promise.race([portOf(child), ended.then(() => Promise.reject(new Error(`${program} did not start`)))]);
  return {
    port,
    process: child,
    async words() {
      child.send('words');
      // It may still be about to say that it is ready.
      for (;;) {
        const [said] = (await once(child, 'message')) as [Words | string];
        if (typeof said === 'object') return said;
      }
    },
    async stop() {
      if (child.connected) child.send('stop');
      // A request that never ends must not keep the benchmark.
      const patience = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(patience);
    },
  };
}

/** Somebody comes to the office, which learns the names that they may write: nothing is measured meanwhile. */
export async function comeIn({ port }: Pick<Server, 'port'>, token: string): Promise<void> {
  const asked = await fetch(`http://127.0.0.1:${port}/api/capture/parse`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'Appel @Liège', locale: 'fr' }),
  });
  if (!asked.ok) throw new Error(`The line was answered with ${asked.status}.`);
}

/** The office with somebody in it, whose token this is. */
export async function startInhabited(file: string, token: string): Promise<Server> {
  const office = await startServer('office', file);
  await comeIn(office, token);
  return office;
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, port] = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said) ?? [];
      if (port) resolve(Number(port));
    });
  });
}
