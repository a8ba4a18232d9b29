// The office in a process of its own, as `npm start` has it, with a word to the benchmark: see server.ts.
import { existsSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { buildApp } from '../../server/app.ts';
import { openOffice } from '../../server/startup.ts';
import { serveWeb } from '../../server/web.ts';

const db = await openOffice({ file: process.argv[2]! });
const app = await buildApp({ db, sessionSecret: 'a secret for one run of the benchmark', signInAttempts: 1000 });
if (existsSync(new URL('../../build/handler.js', import.meta.url))) await serveWeb(app, { origin: undefined, dev: false });
await app.listen({ host: '127.0.0.1', port: 0 });
const [listening] = app.addresses();
const port = typeof listening === 'object' ? listening.port : 0;
const delay = monitorEventLoopDelay({ resolution: 2 });
delay.enable();
let cpu = process.cpuUsage();
process.on('message', (message) => {
  if (message === 'stop') {
    void app.close().then(() => db.close()).then(() => process.disconnect());
    return;
  }
  const { user, system } = process.cpuUsage(cpu);
  // The resolution itself counts as delay: what is over it is lateness.
  const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - 2);
  process.send?.({ late: { p50: late(delay.percentile(50)), p99: late(delay.percentile(99)), max: late(delay.max) }, megabytes: process.memoryUsage().rss / 1_048_576, cpu: (user + system) / 1000 });
  delay.reset();
  cpu = process.cpuUsage();
});
process.send?.({ port });
globalThis.gc?.();
