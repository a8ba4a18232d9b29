import { availableParallelism, loadavg } from 'node:os';
import { benchCapture } from './capture.ts';
import { measure, type Figure } from './figures.ts';
import { percentile } from './measure.ts';
import { openBenchOffice } from './office.ts';
import { canStart, timeStarts } from './starts.ts';

export type BenchOptions = { names: string[]; scale: number; json: boolean };

/** Measures what is named and prints each figure as soon as it is known. */
export async function bench({ names, scale, json }: BenchOptions): Promise<void> {
  const began = performance.now();
  const print = json ? printJson : printLine;
  const inOffice = names.filter((name) => name !== 'start' && name !== 'capture');
  if (!json) printHead();
  if (inOffice.length > 0) {
    const office = await openBenchOffice(scale);
    try {
      if (!json) console.log(`  ${await sizeOf(office.db.reader)}`);
      for (const name of inOffice) for (const figure of await measure(name, office)) print(figure);
    } finally {
      await office.close();
    }
  }
  if (names.includes('capture')) await benchCapture(print, json);
  if (names.includes('start')) await printStarts(print);
  if (!json) console.log(`\n${((performance.now() - began) / 1000).toFixed(0)} s; load ${load()}`);
}

async function printStarts(print: (figure: Figure) => void): Promise<void> {
  if (!canStart()) throw new Error('The pages are not built: npm start builds them.');
  const { cold, warm } = await timeStarts(5);
  const none = { against: 'none: a process', limit: undefined };
  print({ name: 'start.cold', what: 'an empty folder to ready: migrations, reference data, index', ...none, limit: 60_000, pair: { whole: cold, raw: [] } });
  print({ name: 'start.warm', what: 'a start on what is there, to ready', ...none, limit: 2_000, pair: { whole: warm, raw: [] } });
}

const load = (): string => `${(loadavg()[0] ?? 0).toFixed(1)} on ${availableParallelism()} processors`;
const milliseconds = (time: number): string => (Number.isNaN(time) ? '–' : time.toFixed(time < 10 ? 2 : 0)).padStart(8);

function printHead(): void {
  console.log(`Milliseconds; load ${load()}. See npm run bench -- --help.\n`);
  console.log(`${'figure'.padEnd(16)}${['p50', 'p95', 'p99', 'cpu', 'raw p50', 'raw p95', 'ratio'].map((title) => title.padStart(8)).join('')}  limit (p95)`);
}

function printLine({ name, what, limit, against, pair: { whole, raw, cpu } }: Figure): void {
  const ratio = ratioOf({ whole, raw });
  const p95 = percentile(whole, 0.95);
  const times = [percentile(whole, 0.5), p95, percentile(whole, 0.99), cpu ?? Number.NaN, percentile(raw, 0.5), percentile(raw, 0.95)];
  const verdict = limit === undefined ? '' : `  ${p95 < limit ? '✓' : '✗'} under ${limit}`;
  console.log(`${name.padEnd(16)}${times.map(milliseconds).join('')}${(ratio === null ? '–' : `×${ratio.toFixed(1)}`).padStart(8)}${verdict}`);
  console.log(`  ${what}; ${whole.length} times; against ${against}`);
}

function printJson({ name, limit, against, pair }: Figure): void {
  const { whole, raw } = pair;
  const round = (time: number): number => Math.round(time * 1000) / 1000;
  const ratio = ratioOf(pair);
  console.log(
    JSON.stringify({
      name,
      p50: round(percentile(whole, 0.5)),
      p95: round(percentile(whole, 0.95)),
      p99: round(percentile(whole, 0.99)),
      unit: 'ms',
      ratio: ratio === null ? null : Math.round(ratio * 100) / 100,
      against,
      samples: whole.length,
      ...(pair.cpu === undefined ? {} : { cpu: round(pair.cpu) }),
      ...(limit === undefined ? {} : { limit }),
      ...(raw.length > 0 ? { rawP50: round(percentile(raw, 0.5)), rawP95: round(percentile(raw, 0.95)) } : {}),
    }),
  );
}

/** p95 to p95; null where nothing was run raw. */
function ratioOf({ whole, raw }: Figure['pair']): number | null {
  return raw.length === 0 ? null : percentile(whole, 0.95) / percentile(raw, 0.95);
}

type Counting = { organization: { count(): Promise<number> }; contact: { count(): Promise<number> }; interaction: { count(): Promise<number> } };
async function sizeOf(reader: Counting): Promise<string> {
  const [organizations, contacts, interactions] = await Promise.all([reader.organization.count(), reader.contact.count(), reader.interaction.count()]);
  return `${organizations} organizations, ${contacts} contacts, ${interactions} interactions`;
}
