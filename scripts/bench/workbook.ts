import { readFileSync } from 'node:fs';
import { Connection, load, wireOf, type Turn } from './client.ts';
import type { Printer } from './figures.ts';
import { prepareOffice } from './office.ts';
import { turnsOf } from './operations.ts';
import { startInhabited } from './server.ts';

/**
 * All people as an Excel file, made as a job: how long it takes, how much memory the process has more of at most, and
 * what others wait for meanwhile.
 */
export async function benchWorkbook(print: Printer, file: string): Promise<void> {
  const { token, operations } = await prepareOffice(file, ['list', 'page', 'search']);
  const turns: Turn[] = operations.flatMap(({ operation }) => turnsOf(operation, token));
  const office = await startInhabited(file, token);
  const connection = new Connection(office.port);
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> =>
    JSON.parse((await connection.ask(wireOf(method, path, { authorization: `Bearer ${token}` }, body), true)).body) as T;
  try {
    await load(office.port, turns, { connections: 1, seconds: 2 });
    const idle = await load(office.port, turns, { connections: 1, seconds: 3 });
    await office.words();
    const before = peakOf(office.process.pid);
    const began = performance.now();
    const { id } = await ask<{ id: string }>('POST', '/api/export-jobs', { collection: 'contacts', format: 'xlsx' });
    const ended = new AbortController();
    const others = beside(office.port, turns, ended.signal);
    let job = { state: 'running', rows: 0 };
    for (; /queued|running/.test(job.state); job = await ask('GET', `/api/export-jobs/${id}`)) await new Promise((resolve) => setTimeout(resolve, 50));
    const seconds = (performance.now() - began) / 1000;
    ended.abort();
    const times = await others;
    if (job.state !== 'done') throw new Error(`the workbook ${job.state}`);
    const { late } = await office.words();
    const peak = peakOf(office.process.pid);
    print.fact({ name: 'documents.xlsx', what: `${job.rows} people as an Excel file, while others work`, value: seconds, unit: 's', against: 'none', limit: 20 });
    if (peak !== null && before !== null) {
      print.fact({ name: 'documents.xlsx.memory', what: `memory that it takes beside the server’s own; ${peak.toFixed(0)} MB in all at most`, value: peak - before, unit: 'MB', against: `${before.toFixed(0)} MB before it`, limit: 300 });
    }
    print.figure({ name: 'documents.xlsx.beside', what: 'lists, pages and searches meanwhile; p99 owed under 100 ms', against: 'the same with nothing beside', pair: { whole: times, raw: idle.times } });
    print.fact({ name: 'documents.xlsx.late', what: 'lateness of the event loop meanwhile, p99', value: late.p99, unit: 'ms', against: 'none', limit: 50 });
  } finally {
    connection.close();
    await office.stop();
  }
}

/** Asks of the office what people ask, until it is told to stop. */
async function beside(port: number, turns: Turn[], stop: AbortSignal): Promise<number[]> {
  const times: number[] = [];
  while (!stop.aborted) times.push(...(await load(port, turns, { connections: 1, seconds: 0.5 })).times);
  return times;
}

/** The most memory that a process has had, in MB, where the system says so (Linux). */
function peakOf(pid: number | undefined): number | null {
  try {
    const found = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid ?? 0}/status`, 'utf8'))?.[1];
    return found === undefined ? null : Number(found) / 1024;
  } catch {
    return null;
  }
}
