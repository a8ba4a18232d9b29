import { join } from 'node:path';
import { Connection, timeTurn, type Turn } from './client.ts';
import type { Printer } from './figures.ts';
import { makeOfficeBeside } from './make.ts';
import { prepareOffice } from './office.ts';
import { turnsOf } from './operations.ts';
import { startInhabited, type Server } from './server.ts';

type Office = { server: Server; operations: { name: string; turns: Turn[]; owed: { growth?: number; tenth?: number } }[] };

/** The smaller offices that a full one is set beside: a tenth of it, and the demonstration. */
export type Smaller = { tenth: string; demo: string };

/** Makes them one after the other beside what this thread does: the machine has two processors. */
export async function makeSmaller(folder: string, scale: number): Promise<Smaller> {
  const [tenth, demo] = [join(folder, 'tenth.db'), join(folder, 'demo.db')];
  await makeOfficeBeside(tenth, scale / 10);
  await makeOfficeBeside(demo, 0);
  return { tenth, demo };
}

/** How much longer things take as the office grows: full size beside a tenth of it and beside the demonstration, turn by turn. */
export async function benchGrowth(print: Printer, file: string, { tenth, demo: small }: Smaller): Promise<void> {
  const offices: Office[] = [];
  try {
    for (const one of [file, tenth, small]) offices.push(await open(one));
    const [full, part, demo] = offices as [Office, Office, Office];
    for (const [n, { name, owed, turns }] of full.operations.entries()) {
      const others = [part, demo].map(({ server, operations }) => ({ server, turns: operations[n]!.turns }));
      const [whole, ofTenth, ofDemo] = (await turnByTurn([{ server: full.server, turns }, ...others])) as [number[], number[], number[]];
      print.figure({ name: `${name}.growth`, what: 'full size beside the demonstration', against: 'the same, in the demonstration office', pair: { whole, raw: ofDemo }, ratio: owed.growth });
      print.figure({ name: `${name}.tenth`, what: 'full size beside a tenth of it', against: 'the same, in an office a tenth the size', pair: { whole, raw: ofTenth }, ratio: owed.tenth });
    }
    const first = full.operations.find(({ name }) => name === 'timeline');
    const last = full.operations.find(({ name }) => name === 'timeline.last');
    if (!first || !last) return;
    const [atEnd, atStart] = (await turnByTurn([{ server: full.server, turns: last.turns }, { server: full.server, turns: first.turns }])) as [number[], number[]];
    print.figure({ name: 'timeline.end', what: 'the last page of all interactions beside the first', against: 'the first page', pair: { whole: atEnd, raw: atStart }, ratio: 1.5 });
  } finally {
    for (const { server } of offices) await server.stop();
  }
}

async function open(file: string): Promise<Office> {
  const { token, operations } = await prepareOffice(file, ['list', 'contacts', 'search', 'page', 'timeline', 'coverage', 'today']);
  return { server: await startInhabited(file, token), operations: operations.map(({ operation }) => ({ name: operation.name, owed: operation.owed, turns: turnsOf(operation, token) })) };
}

/** Asks each in turn, so that a busy moment of the machine falls on all; not what is the slowest, but what it is like. */
async function turnByTurn(asked: { server: Server; turns: Turn[] }[], turns = 60): Promise<number[][]> {
  const connections = asked.map(({ server }) => new Connection(server.port));
  const times: number[][] = asked.map(() => []);
  for (let turn = -10; turn < turns; turn += 1) {
    for (const [n, one] of asked.entries()) {
      const time = await timeTurn(connections[n]!, one.turns[Math.abs(turn) % one.turns.length]!);
      if (turn >= 0) times[n]!.push(time);
    }
  }
  for (const connection of connections) connection.close();
  return times;
}

