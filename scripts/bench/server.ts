import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { nodeEnvironment, nodeFlags } from '../support/run.mjs';

/** Where `npm start` keeps compiled code: without it the process holds the compiler too. */
const codeCache = fileURLToPath(new URL('../../node_modules/.cache/passerelle/code', import.meta.url));

/** What a server process says of itself since it was last asked: lateness of its event loop (ms), memory, processor time (ms). */
export type Words = { late: { p50: number; p99: number; max: number }; megabytes: number; cpu: number };
export type Server = { port: number; process: ChildProcess; words(): Promise<Words>; stop(): Promise<void> };

/** Starts one of the two programs beside this file: the office (`served`), or bare statements (`limit`). */
export async function startServer(program: 'served' | 'limit', file: string): Promise<Server> {
  const child = fork(fileURLToPath(new URL(`${program}.ts`, import.meta.url)), [file], { execArgv: nodeFlags, env: { ...process.env, ...nodeEnvironment, NODE_ENV: 'production', NODE_COMPILE_CACHE: codeCache }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = once(child, 'close');
  const [said] = (await Promise.race([once(child, 'message'), ended.then(() => Promise.reject(new Error(`${program} did not start`)))])) as [{ port: number }];
  return {
    port: said.port,
    process: child,
    async words() {
      child.send('words');
      const [words] = (await once(child, 'message')) as [Words];
      return words;
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
