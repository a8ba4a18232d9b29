import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseCapture } from '../../server/capture/capture.rules.ts';
import { pacer } from '../../server/capture/lexicon.ts';
import { buildLexicon, put, type Lexicon } from '../../server/capture/lexicon.rules.ts';
import { corpusEntries, corpusLexicon, corpusLines, formatReport, scoreCorpus, type CorpusLine, type Report } from '../../tests/capture/corpus.ts';
import { full, manyNames } from './capture-names.ts';
import type { Figure } from './figures.ts';
import { interleave, timeOf } from './measure.ts';

const limit = 5;

/** Reads the corpus: how well, on its own names; how fast, among those of an office of full size. Prints scores, gives times. */
export async function benchCapture(print: (figure: Figure) => void, json: boolean): Promise<void> {
  const known = corpusLexicon();
  const sets = [['corpus', corpusLines('corpus')], ['held-out', corpusLines('held-out')], ['second', corpusLines('second')]] as const;
  for (const [name, lines] of sets) printScore(name, scoreCorpus(lines, known), json);

  const before = heap();
  const lexicon: Lexicon = buildLexicon([]);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  // In slices, as the server does; the corpus’s own names last, as if they had just been added.
  delay.enable();
  const building = await timeOf(async () => {
    const pace = pacer();
    for (const entry of manyNames()) {
      put(lexicon, entry);
      await pace();
    }
    for (const entry of corpusEntries()) put(lexicon, entry);
  });
  delay.disable();
  const megabytes = (heap() - before) / 1_048_576;
  const late = (nanoseconds: number): string => (nanoseconds / 1e6).toFixed(1);
  const size = `${full.organizations} organizations, ${full.contacts} people`;
  print({ name: 'capture.lexicon', what: `names of ${size}: making them up and learning them, in slices; ${megabytes.toFixed(0)} MB kept; event loop late by ${late(delay.percentile(50))} ms at p50, ${late(delay.percentile(99))} at p99, ${late(delay.max)} at most`, against: 'none: memory', pair: { whole: [building], raw: [] } });

  const lines: CorpusLine[] = [...sets[0][1], ...sets[1][1]];
  const read = (turn: number): Promise<unknown> => {
    const { text, locale, now, timeZone } = lines[turn % lines.length]!;
    return Promise.resolve(parseCapture(text, lexicon, { locale, now: new Date(now), timeZone }));
  };
  const pair = await interleave(read, null, { least: lines.length * 10, most: lines.length * 30, seconds: 10, warmUp: lines.length * 2 });
  print({ name: 'capture', what: `a line of the corpus read among ${size}`, limit, against: 'none: no query', pair });

  const long = 'Rencontre avec Bordeaux et Marie Tremblay hier à 14 h, ils enverront le projet d’ici vendredi. '.repeat(120).slice(0, 10_000);
  const longest = await interleave(() => Promise.resolve(parseCapture(long, lexicon, { locale: 'fr', now: new Date(lines[0]!.now), timeZone: lines[0]!.timeZone })), null, { least: 20, most: 40, seconds: 4, warmUp: 5 });
  print({ name: 'capture.longest', what: 'a text of 10,000 characters, the longest that is taken', limit: 50, against: 'none: no query', pair: longest });
  // Among a hundred thousand people more is shared, and more is asked: nothing may be wrong and sure.
  printScore('corpus among 120,000 names', scoreCorpus(sets[0][1], lexicon), json, false);
}

function heap(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed;
}

function printScore(name: string, report: Report, json: boolean, isListed = true): void {
  if (!json) {
    console.log(`\n${isListed ? formatReport(name, report) : formatReport(name, { ...report, misses: report.misses.filter(({ isWrongButSure }) => isWrongButSure) })}`);
    return;
  }
  const fields = Object.fromEntries(report.scores.map(({ field, right, total }) => [field, right / total]));
  console.log(JSON.stringify({ name: `capture.score.${name.replace(/\W+/g, '-')}`, unit: 'ratio', ratio: report.ratio, against: 'what its writer expected', wrongButSure: report.wrongButSure, fields }));
}
