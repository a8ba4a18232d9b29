import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { benchBeside } from './beside.ts';
import { benchBook } from './book.ts';
import { benchCapture } from './capture.ts';
import { Connection, load, wireOf, type Turn } from './client.ts';
import { jsonLines, table, tableHead, type Printer } from './figures.ts';
import { benchGrowth, makeSmaller } from './growth.ts';
import { makeOffice } from './make.ts';
import { interleaveServers, timeOf } from './measure.ts';
import { prepareOffice, type Prepared } from './office.ts';
import { turnsOf } from './operations.ts';
import { comeIn, startServer, type Server } from './server.ts';
import { canStart, timeStarts } from './starts.ts';
import { benchComputed, benchRanking } from './targets.ts';
import { benchWorkbook } from './workbook.ts';

export type BenchOptions = { names: string[]; scale: number; json: boolean; file: string | undefined };

/** What is asked of a server; the others are measured in another way. */
const asked = ['list', 'contacts', 'facets', 'search', 'page', 'timeline', 'coverage', 'map', 'today', 'log', 'export', 'documents'];

/** Measures what is named and prints each figure as soon as it is known. */
export async function bench({ names, scale, json, file: given }: BenchOptions): Promise<void> {
  const began = performance.now();
  const print = json ? jsonLines : table;
  print.line(`Milliseconds; load ${loadNow()}. See npm run bench -- --help.\n`);
  print.line(tableHead);
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-bench-'));
  const file = given ?? join(folder, 'full.db');
  // Threads that count aside do not keep the process by themselves, and the benchmark may wait for one alone.
  const awake = setInterval(() => undefined, 1_000);
  const inOffice = names.filter((name) => asked.includes(name));
  try {
    if (names.includes('targets')) await benchRanking(print);
    const smaller = names.includes('growth') ? makeSmaller(folder, scale) : null;
    if (inOffice.length > 0 || names.includes('beside') || names.includes('growth') || names.includes('targets')) {
      if (given === undefined || !existsSync(given)) {
        const made = await timeOf(() => makeOffice(file, scale));
        print.fact({ name: 'office', what: `making the office, ${scale} of the full size, with its index`, value: made / 1000, unit: 's', against: 'none' });
      }
      // Nothing is measured while they are being made.
      await smaller;
      print.fact({ name: 'size', what: 'the database', value: statSync(file).size / 1_048_576, unit: 'MB', against: 'none' });
    }
    if (inOffice.length > 0) await benchOffice(print, file, inOffice);
    if (names.includes('documents')) await benchWorkbook(print, file);
    if (names.includes('documents')) await benchBook(print, file);
    if (smaller) await benchGrowth(print, file, await smaller);
    if (names.includes('targets')) await benchComputed(print, file);
    // Last of the file: it cuts a reindex short, which the next process would go on with beside what is measured.
    if (names.includes('beside')) await benchBeside(print, file);
    if (names.includes('capture')) await benchCapture((figure) => print.figure(figure), json);
    if (names.includes('start')) await printStarts(print);
  } finally {
    clearInterval(awake);
    rmSync(folder, { recursive: true, force: true });
  }
  print.line(`\n${((performance.now() - began) / 1000).toFixed(0)} s; load ${loadNow()}`);
}

/** Every operation over one, ten and fifty connections; over one, turn by turn with its statements alone. */
async function benchOffice(print: Printer, file: string, names: string[]): Promise<void> {
  const prepared = await prepareOffice(file, names);
  print.line(`  ${prepared.size}`);
  // A first start leaves its compiled code to the next ones: without it a process holds the compiler too.
  await (await startServer('office', file)).stop();
  const [office, limit] = [await startServer('office', file), await startServer('limit', file)];
  try {
    // Two seconds after its start it gives back what starting left behind.
    await setTimeout(5_000);
    print.fact({ name: 'memory.idle', what: 'memory of the process that has answered nothing yet, after a start before it', value: (await office.words()).megabytes, unit: 'MB', against: 'none', limit: 180 });
    await comeIn(office, prepared.token);
    for (const one of prepared.operations) await measure(print, office, limit, prepared.token, one);
    const { megabytes } = await office.words();
    print.fact({ name: 'memory', what: 'and after all of the above', value: megabytes, unit: 'MB', against: 'none' });
  } finally {
    await office.stop();
    await limit.stop();
  }
}

async function measure(print: Printer, office: Server, limit: Server, token: string, { operation, statements }: Prepared['operations'][number]): Promise<void> {
  const { name, what, owed, isWrite, isLong, most } = operation;
  const turns = turnsOf(operation, token);
  const bare = await keep(limit, name, statements, isWrite ? 'POST' : 'GET');
  await office.words();
  const pace = isLong ? { least: 3, most: most ?? 10, warmUp: 1, seconds: 4 } : { least: 30, most: 1000, warmUp: 15, seconds: 2 };
  const pair = await interleaveServers({ port: office.port, turns }, { port: limit.port, turns: bare }, pace);
  const { cpu, late } = await office.words();
  const count = Math.round(statements.reduce((sum, list) => sum + list.length, 0) / statements.length);
  // Nothing but who asks: the answer is kept, and made anew in a thread once somebody has written. No ratio says anything then.
  const isKept = !isWrite && statements.every((list, turn) => list.length <= operation.turns[turn]!.length);
  const against = isKept ? 'the statements that tell who asks: the answer itself is kept' : `the same ${count} statements on better-sqlite3 behind bare Fastify`;
  print.figure({ name, what, against, pair: { ...pair, cpu: cpu / (pair.whole.length + (pace.warmUp ?? 0)) }, limit: owed.milliseconds, ratio: isKept ? undefined : owed.ratio });
  if (isLong) {
    print.fact({ name: `${name}.late`, what: 'lateness of the event loop meanwhile, p99', value: late.p99, unit: 'ms', against: 'none', limit: name === 'export' ? 50 : undefined });
    return;
  }
  for (const connections of [10, 50]) {
    const whole = await load(office.port, turns, { connections, seconds: 0.6 });
    const raw = await load(limit.port, bare, { connections, seconds: 0.4 });
    print.figure({ name: `${name}.${connections}`, what: `the same over ${connections} connections; ${raw.perSecond.toFixed(0)}/s for the statements alone`, against, pair: { whole: whole.times, raw: raw.times }, perSecond: whole.perSecond });
  }
  print.fact({ name: `${name}.late`, what: 'lateness of the event loop meanwhile, p99', value: (await office.words()).late.p99, unit: 'ms', against: 'none' });
}

/** Gives the bare server the statements of each turn, to be run when asked. */
async function keep(limit: Server, name: string, statements: Prepared['operations'][number]['statements'], method: 'GET' | 'POST'): Promise<Turn[]> {
  const connection = new Connection(limit.port);
  for (const [n, list] of statements.entries()) await connection.ask(wireOf('POST', `/keep/${name}.${n}`, {}, list));
  connection.close();
  return statements.map((_list, n) => [wireOf(method, `/play/${name}.${n}`, {}, method === 'POST' ? {} : undefined)]);
}

async function printStarts(print: Printer): Promise<void> {
  if (!canStart()) throw new Error('The pages are not built: npm start builds them.');
  const { cold, warm } = await timeStarts(5);
  const none = { against: 'none: a process' };
  print.figure({ name: 'start.cold', what: 'an empty folder to ready: migrations, reference data, index', ...none, limit: 60_000, pair: { whole: cold, raw: [] } });
  print.figure({ name: 'start.warm', what: 'a start on what is there, to ready', ...none, limit: 2_000, pair: { whole: warm, raw: [] } });
}

const loadNow = (): string => `${(loadavg()[0] ?? 0).toFixed(1)} on ${availableParallelism()} processors`;
