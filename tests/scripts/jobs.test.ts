import { expect, it } from 'vitest';
import { runJobs } from '../../scripts/support/jobs.mjs';

/** A job that notes its beginning and its end, and how many cores were promised at the same time. */
function office() {
  const told: string[] = [];
  let busy = 0;
  let most = 0;
  function job(name: string, weight: number, after: { weight: number; run: () => Promise<void> }[] = [], failure?: Error) {
    return {
      weight,
      after,
      run: async () => {
        told.push(`${name} begins`);
        busy += weight;
        most = Math.max(most, busy);
        await new Promise((resolve) => setTimeout(resolve, 5));
        busy -= weight;
        told.push(`${name} ends`);
        if (failure) throw failure;
      },
    };
  }
  return { told, job, most: () => most };
}

it('runs side by side what there is room for, and a heavy job alone', async () => {
  const { told, job, most } = office();
  await runJobs([job('a', 1), job('b', 1), job('whole', 2), job('c', 1)], 2);
  expect(told.slice(0, 2)).toEqual(['a begins', 'b begins']);
  expect(told.indexOf('whole begins')).toBeGreaterThan(Math.max(told.indexOf('a ends'), told.indexOf('b ends')));
  expect(told.indexOf('c begins')).toBeGreaterThan(told.indexOf('whole ends'));
  expect(most()).toBe(2);
});

it('begins a job when what it needs is over, and lets a later one pass meanwhile', async () => {
  const { told, job } = office();
  const first = job('first', 1);
  await runJobs([first, job('second', 1, [first]), job('other', 1)], 2);
  expect(told.slice(0, 2)).toEqual(['first begins', 'other begins']);
  expect(told.indexOf('second begins')).toBeGreaterThan(told.indexOf('first ends'));
});

it('lets what only waits begin beside whatever keeps the cores busy', async () => {
  const { told, job } = office();
  await runJobs([job('a', 1), job('b', 1), job('download', 0), job('c', 1)], 2);
  expect(told.indexOf('download begins')).toBeLessThan(told.indexOf('a ends'));
});

it('runs what is heavier than the machine', async () => {
  const { told, job } = office();
  await runJobs([job('heavy', 8)], 1);
  expect(told).toEqual(['heavy begins', 'heavy ends']);
});

it('begins no other job after a failure, waits for those that run, and throws it', async () => {
  const { told, job } = office();
  await expect(runJobs([job('wrong', 1, [], new Error('broken')), job('beside', 1), job('later', 1)], 2)).rejects.toThrow('broken');
  expect(told).toContain('beside ends');
  expect(told).not.toContain('later begins');
});
