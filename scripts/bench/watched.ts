// Loaded into the process of the office before anything of its own: a word to the benchmark whenever it asks, see server.ts.
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delay = monitorEventLoopDelay({ resolution: 2 });
delay.enable();
let cpu = process.cpuUsage();
process.on('message', (message) => {
  if (message !== 'words') return;
  const { user, system } = process.cpuUsage(cpu);
  // The resolution itself counts as delay: what is over it is lateness.
  const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - 2);
  process.send?.({ late: { p50: late(delay.percentile(50)), p99: late(delay.percentile(99)), max: late(delay.max) }, megabytes: process.memoryUsage().rss / 1_048_576, cpu: (user + system) / 1000 });
  delay.reset();
  cpu = process.cpuUsage();
});
