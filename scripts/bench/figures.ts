import { percentile, type Pair, type Times } from './measure.ts';

/** What was measured, as it is printed. `limit`: p95 owed, in ms; `ratio`: owed of the ratio, p95 to p95 of `raw`. */
export type Figure = {
  name: string;
  what: string;
  against: string;
  pair: Pair;
  limit?: number | undefined;
  ratio?: number | undefined;
  /** Answers a second, where several ask at once */
  perSecond?: number | undefined;
};
/** A number that is no time: memory, size, lateness, a count. */
export type Fact = { name: string; what: string; value: number; unit: string; against: string; limit?: number | undefined };

export type Printer = { figure(figure: Figure): void; fact(fact: Fact): void; line(text: string): void };

const milliseconds = (time: number): string => (Number.isNaN(time) ? '–' : time.toFixed(time < 10 ? 2 : 0)).padStart(8);
const round = (time: number): number => Math.round(time * 1000) / 1000;
const shares = (times: Times): [number, number, number] => [percentile(times, 0.5), percentile(times, 0.95), percentile(times, 0.99)];

/** p95 to p95; null where nothing was run raw. */
export const ratioOf = ({ whole, raw }: Pair): number | null => (raw.length === 0 ? null : percentile(whole, 0.95) / percentile(raw, 0.95));

/** What is owed and whether it is met; none when nothing is owed. */
function verdicts({ limit, ratio, pair }: Figure): { owed: string; met: boolean }[] {
  const found = ratioOf(pair);
  return [
    ...(limit === undefined ? [] : [{ owed: `under ${limit} ms`, met: percentile(pair.whole, 0.95) < limit }]),
    ...(ratio === undefined || found === null ? [] : [{ owed: `≤ ×${ratio}`, met: found <= ratio }]),
  ];
}

export const table: Printer = {
  line: (text) => console.log(text),
  figure(figure) {
    const { name, what, against, pair, perSecond } = figure;
    const { whole, raw, cpu } = pair;
    const ratio = ratioOf(pair);
    const times = [...shares(whole), cpu ?? Number.NaN, percentile(raw, 0.5), percentile(raw, 0.95)];
    const verdict = verdicts(figure).map(({ owed, met }) => `  ${met ? '✓' : '✗'} ${owed}`).join('');
    console.log(`${name.padEnd(20)}${times.map(milliseconds).join('')}${(ratio === null ? '–' : `×${ratio.toFixed(1)}`).padStart(8)}${(perSecond === undefined ? '–' : perSecond.toFixed(0)).padStart(8)}${verdict}`);
    console.log(`  ${what}; ${whole.length} times; against ${against}`);
  },
  fact({ name, what, value, unit, against, limit }) {
    const verdict = limit === undefined ? '' : `  ${value <= limit ? '✓' : '✗'} ≤ ${limit}`;
    console.log(`${name.padEnd(20)}${`${value < 10 ? value.toFixed(2) : value.toFixed(0)} ${unit}`.padStart(24)}${verdict}\n  ${what}; against ${against}`);
  },
};

export const tableHead = `${'figure'.padEnd(20)}${['p50', 'p95', 'p99', 'cpu', 'raw p50', 'raw p95', 'ratio', '/s'].map((title) => title.padStart(8)).join('')}  owed (p95)`;

export const jsonLines: Printer = {
  line: () => undefined,
  figure(figure) {
    const { name, against, pair, limit, perSecond } = figure;
    const [p50, p95, p99] = shares(pair.whole).map(round);
    const ratio = ratioOf(pair);
    console.log(
      JSON.stringify({
        name, p50, p95, p99, unit: 'ms', ratio: ratio === null ? null : Math.round(ratio * 100) / 100, against,
        samples: pair.whole.length,
        ...(pair.cpu === undefined ? {} : { cpu: round(pair.cpu) }),
        ...(limit === undefined ? {} : { limit }),
        ...(figure.ratio === undefined ? {} : { owed: figure.ratio }),
        ...(perSecond === undefined ? {} : { perSecond: Math.round(perSecond) }),
        ...(pair.raw.length > 0 ? { rawP50: round(percentile(pair.raw, 0.5)), rawP95: round(percentile(pair.raw, 0.95)) } : {}),
        ...(verdicts(figure).length > 0 ? { met: verdicts(figure).every(({ met }) => met) } : {}),
      }),
    );
  },
  fact({ name, value, unit, against, limit }) {
    const same = round(value);
    console.log(JSON.stringify({ name, p50: same, p95: same, p99: same, unit, ratio: null, against, ...(limit === undefined ? {} : { limit, met: value <= limit }) }));
  },
};
