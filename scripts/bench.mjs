// npm run bench: what the office costs in time, beside the same queries run raw on the same file in the same run.
import { prepare } from './prepare.mjs';
import { Stop, runScript, say } from './support/console.mjs';

const names = ['list', 'contacts', 'facets', 'search', 'page', 'timeline', 'coverage', 'map', 'today', 'log', 'export', 'documents', 'beside', 'growth', 'capture', 'targets', 'start'];
const help = `npm run bench [-- NAME …] [--scale S] [--file FILE] [--json]

  NAME        ${names.slice(0, 10).join(', ')},
              ${names.slice(10).join(', ')}; all of them when none is named
  --scale S   the part of the full size (0 to 1; 1 when absent): 20,000 organizations, 100,000 contacts and 1,000,000
              interactions are added to the demonstration office, the same every time, skewed like life
  --file FILE keeps the office in FILE, and takes the one that is there instead of making it
  --json      one line a figure: { name, p50, p95, p99, unit, ratio, against, … }

The office runs in a process of its own and is asked over HTTP on this machine, over 1, 10 and 50 connections. Beside it,
turn by turn over one connection, the very statements that the call sends to the database run on the same file through
better-sqlite3 behind a bare server that turns their rows into JSON: « raw ». The ratio is p95 to p95. Where an answer is
kept, and made anew in a thread once somebody has written, they only tell who asks, and nothing is owed of the ratio.
Times on a busy machine are long for both: the ratio is what holds, and « cpu », the processor time of one call in the
office's process.
A mark says whether what is owed is met.
« documents » also makes all people into an Excel file, and says what others wait for meanwhile; « beside » is what people wait for while an export, an import or a rebuild runs; « growth » the same calls at full size,
at a tenth of it and in the demonstration office; « capture » the reading of a line among 120,000 names; « targets » the ranking
of candidates as a function, and the computed criteria of 200 regions over the whole office; « start » a
process of its own, cold on an empty folder and warm on what is there.`;

await runScript(async () => {
  const options = process.argv.slice(2);
  if (options.includes('--help')) return console.log(help);
  const json = options.includes('--json');
  const valued = { '--scale': '1', '--file': '' };
  const asked = [];
  for (let n = 0; n < options.length; n += 1) {
    const option = options[n] ?? '';
    if (option in valued) valued[/** @type {keyof typeof valued} */ (option)] = options[(n += 1)] ?? '';
    else if (option !== '--json') asked.push(option);
  }
  const scale = Number(valued['--scale'] || Number.NaN);
  if (!(scale >= 0 && scale <= 1)) throw new Stop(say('--scale prend un nombre de 0 à 1.', '--scale takes a number from 0 to 1.'));
  const unknown = asked.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Stop(say(`Inconnu : ${unknown.join(', ')}. Voyez npm run bench -- --help.`, `Unknown: ${unknown.join(', ')}. See npm run bench -- --help.`));
  const chosen = asked.length > 0 ? asked : names;
  if (!json) await prepare();
  const { bench } = await import('./bench/run.ts');
  await bench({ names: chosen, scale, json, file: valued['--file'] || undefined });
});
