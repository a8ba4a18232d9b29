// Keeps the processor busy: pieces of work side by side, as many as it has room for.
import { availableParallelism } from 'node:os';

/**
 * One piece of work. weight: how many cores it keeps busy (0: it waits); after: what has to be over before it can begin.
 * @typedef {{ weight: number, after?: Job[], run: () => Promise<void> }} Job
 */

/**
 * Runs every job, in the order of the list where there is no room for all. After a failure no other begins.
 * @param {Job[]} jobs @param {number} [cores] @returns {Promise<void>} when all are over @throws what the first failure threw
 */
export async function runJobs(jobs, cores = availableParallelism()) {
  const waiting = [...jobs];
  /** @type {Map<Job, Promise<void>>} */
  const running = new Map();
  /** @type {Set<Job>} */
  const over = new Set();
  /** @type {unknown[]} */
  const failures = [];
  const busy = () => [...running.keys()].reduce((sum, { weight }) => sum + weight, 0);
  while (running.size > 0 || (waiting.length > 0 && failures.length === 0)) {
    // A heavy job at the head waits for its room rather than be overtaken for ever.
    const ready = failures.length > 0 ? undefined : waiting.find(({ after = [] }) => after.every((one) => over.has(one)));
    if (ready !== undefined && (running.size === 0 || busy() + ready.weight <= cores)) {
      waiting.splice(waiting.indexOf(ready), 1);
      running.set(ready, ready.run().catch((error) => void failures.push(error)).finally(() => {
        running.delete(ready);
        over.add(ready);
      }));
    } else if (running.size > 0) await Promise.race(running.values());
    else throw new Error('jobs that wait for each other');
  }
  if (failures.length > 0) throw failures[0];
}
