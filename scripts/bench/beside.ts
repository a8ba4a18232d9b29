import { fork } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openOffice, removeOffice } from '../../server/startup.ts';
import { Connection, load, wireOf, type Turn } from './client.ts';
import type { Printer } from './figures.ts';
import { makeOffice } from './make.ts';
import { prepareOffice } from './office.ts';
import { turnsOf } from './operations.ts';
import { startInhabited, type Server } from './server.ts';

const against = 'the same with nothing beside';

/** What others wait while something long runs beside them, and what is left of writes beside writes that fail. */
export async function benchBeside(print: Printer, file: string): Promise<void> {
  const { token, operations } = await prepareOffice(file, ['list', 'page', 'search']);
  const turns = operations.flatMap(({ operation }) => turnsOf(operation, token));
  const office = await startInhabited(file, token);
  try {
    // Once before: what is made at first use is not what people wait for.
    await load(office.port, turns, { connections: 1, seconds: 2 });
    const idle = await load(office.port, turns, { connections: 1, seconds: 3 });
    for (const [name, what, work] of [
      ['export', 'all interactions as CSV', (stop) => download(office, token, '/api/interactions.csv', stop)],
      ['export.xlsx', 'ten thousand organizations as an Excel file', (stop) => download(office, token, '/api/organizations.xlsx?not.stage=strategic&not.stage=prospect', stop)],
      ['import', 'interactions logged one after the other, without a pause', (stop) => writeOn(office, token, stop)],
      ['reindex', 'npm run reindex', (stop) => reindex(file, stop)],
    ] as [string, string, (stop: AbortSignal) => Promise<void>][]) {
      await benchOne(print, office, turns, idle.times, { name, what, work });
    }
  } finally {
    await office.stop();
  }
  await benchLostWrites(print, file);
}

/** Asks of the office what people ask while `work` goes on, for a few seconds. */
async function benchOne(print: Printer, office: Server, turns: Turn[], idle: number[], { name, what, work }: { name: string; what: string; work: (stop: AbortSignal) => Promise<void> }): Promise<void> {
  const stop = new AbortController();
  await office.words();
  const working = work(stop.signal);
  const { times } = await load(office.port, turns, { connections: 1, seconds: 6 });
  const { late, megabytes } = await office.words();
  stop.abort();
  await working;
  print.figure({ name: `beside.${name}`, what: `lists, pages and searches while this runs: ${what}`, against, pair: { whole: times, raw: idle }, ratio: 3, limit: 100 });
  print.fact({ name: `beside.${name}.late`, what: `lateness of the event loop, p99; memory ${megabytes.toFixed(0)} MB`, value: late.p99, unit: 'ms', against: 'none', limit: 50 });
}

async function download({ port }: Server, token: string, path: string, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const connection = new Connection(port);
    const aborted = once(stop, 'abort').then(() => undefined);
    await Promise.race([connection.ask(wireOf('GET', path, { authorization: `Bearer ${token}` })), aborted]);
    connection.close();
  }
}

async function writeOn({ port }: Server, token: string, stop: AbortSignal): Promise<void> {
  const connection = new Connection(port);
  for (let n = 0; n < 10_000 && !stop.aborted; n += 1) {
    const body = { startsAt: new Date(Date.now() - 86_400_000).toISOString(), subject: `Ligne ${n}`, newOrganizations: [{ nameFr: `Partenaire ${n % 50}` }] };
    await connection.ask(wireOf('POST', '/api/interactions', { authorization: `Bearer ${token}` }, body));
  }
  connection.close();
}

async function reindex(file: string, stop: AbortSignal): Promise<void> {
  const child = fork(fileURLToPath(new URL('../reindex.mjs', import.meta.url)), [], { env: { ...process.env, DATABASE_URL: `file:${file}`, DATA_DIR: dirname(file) }, stdio: 'ignore' });
  const ended = once(child, 'close');
  stop.addEventListener('abort', () => child.kill('SIGINT'));
  await ended;
}

/** A thousand records made while others are made and taken back: all of the first are there, none of the others. */
async function benchLostWrites(print: Printer, file: string): Promise<void> {
  const own = `${file}.writes`;
  await makeOffice(own, 0);
  const db = await openOffice({ file: own });
  const made = (n: number, kind: string) => ({ key: `bench.${kind}.${n}`, value: '' });
  const kept = Array.from({ length: 1_000 }, (_, n) => db.write((tx) => tx.setting.create({ data: made(n, 'kept') })));
  const lost = Array.from({ length: 1_000 }, (_, n) =>
    db.write(async (tx) => {
      await tx.setting.create({ data: made(n, 'lost') });
      throw new Error('taken back');
    }).catch(() => undefined),
  );
  await Promise.all([...kept, ...lost]);
  const [row] = await db.reader.$queryRaw<{ kept: number; lost: number }[]>`
    SELECT sum("key" LIKE 'bench.kept.%') AS "kept", sum("key" LIKE 'bench.lost.%') AS "lost" FROM "Setting"`;
  await db.close();
  removeOffice(own);
  print.fact({ name: 'writes.kept', what: 'rows of 1,000 writes acknowledged beside 1,000 that were taken back', value: Number(row?.kept), unit: 'rows', against: '1,000' });
  print.fact({ name: 'writes.lost', what: 'rows of those that were taken back', value: Number(row?.lost), unit: 'rows', against: '0', limit: 0 });
}
