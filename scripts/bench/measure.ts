import { Connection, timeTurn, type Turn } from './client.ts';

/** Milliseconds, sorted or not. */
export type Times = number[];
/** `cpu`: processor time of one whole call, on average, in ms: what a call takes on a machine that does nothing else. */
export type Pair = { whole: Times; raw: Times; cpu?: number };

const now = (): number => performance.now();

/** The time that `share` of the others stay under (nearest rank). */
export function percentile(times: Times, share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** How long one call takes, in milliseconds. */
export async function timeOf(work: () => Promise<unknown> | unknown): Promise<number> {
  const began = now();
  await work();
  return now() - began;
}

export type Pace = { least: number; most: number; seconds: number; warmUp: number };

/**
 * Times two ways of doing the same thing turn by turn, so that a busy moment of the machine falls on both. Stops after
 * `most` turns or `seconds`, whichever comes first, but never before `least` turns.
 */
export async function interleave(
  whole: (turn: number) => Promise<unknown>,
  raw: ((turn: number) => unknown) | null,
  { least = 40, most = 400, seconds = 5, warmUp = 30 }: Partial<Pace> = {},
): Promise<Pair> {
  for (let turn = 0; turn < warmUp; turn += 1) {
    await whole(turn);
    await raw?.(turn);
  }
  const pair: Pair = { whole: [], raw: [] };
  let microseconds = 0;
  const end = now() + seconds * 1000;
  for (let turn = 0; turn < most && (turn < least || now() < end); turn += 1) {
    const before = process.cpuUsage();
    pair.whole.push(await timeOf(() => whole(turn)));
    const { user, system } = process.cpuUsage(before);
    microseconds += user + system;
    if (raw) pair.raw.push(await timeOf(() => raw(turn)));
  }
  return { ...pair, cpu: microseconds / 1000 / pair.whole.length };
}

/** The same over two open connections, to the office and to the bare statements. */
export async function interleaveServers(whole: { port: number; turns: readonly Turn[] }, raw: { port: number; turns: readonly Turn[] } | null, pace: Partial<Pace>): Promise<Pair> {
  const [ours, bare] = [new Connection(whole.port), raw && new Connection(raw.port)];
  try {
    const ask = (connection: Connection, turns: readonly Turn[]) => (turn: number) => timeTurn(connection, turns[turn % turns.length]!);
    const { cpu: _client, ...pair } = await interleave(ask(ours, whole.turns), raw && bare ? ask(bare, raw.turns) : null, pace);
    return pair;
  } finally {
    ours.close();
    bare?.close();
  }
}
