import { parentPort, workerData } from 'node:worker_threads';
import { openRows } from '../database.ts';
import { answerWith, type Answer, type Question } from './acquaintance.answer.ts';
import { atLevels, byPartner, tiesFromInteractions, type Knowers, type Read } from './acquaintance.ties.ts';

export type Task = { id: number; levels: string[]; question: Question };
export type Done = { id: number; answer: Answer; asOf: string } | { id: number; error: string };

// The ties of a full-size office, kept from one question to the next. They are read again when the office has written
// since, at most once a minute, after the question is answered.
const { file } = workerData as { file: string };
const rows = openRows(file);
const read: Read = async (query) => rows.all(query);
type Kept = { ties: Knowers; version: number; readAt: number };
const kept = new Map<string, Kept>();
const freshFor = 60_000;

async function readTies(levels: readonly string[], since: string): Promise<Kept> {
  const version = rows.version();
  const readAt = Date.now();
  return { ties: byPartner(await tiesFromInteractions(read, atLevels(new Date(since), levels))), version, readAt };
}

async function answer({ id, levels, question }: Task): Promise<void> {
  const name = [question.since, ...levels].join(' ');
  let known = kept.get(name);
  if (!known) {
    // A day's ties push out those of the days before.
    if (kept.size >= 6) kept.clear();
    kept.set(name, (known = await readTies(levels, question.since)));
  }
  parentPort?.postMessage({ id, answer: await answerWith(read, known.ties, question), asOf: new Date(known.readAt).toISOString() } satisfies Done);
  if (rows.version() !== known.version && Date.now() - known.readAt > freshFor) kept.set(name, await readTies(levels, question.since));
}

parentPort?.on('message', (task: Task) => {
  answer(task).catch((error: unknown) => {
    parentPort?.postMessage({ id: task.id, error: error instanceof Error ? error.message : String(error) } satisfies Done);
  });
});
