// npm run bench: what the office costs in time, beside the same queries run raw on the same file in the same run.
import { prepare } from './prepare.mjs';
import { Stop, runScript, say } from './support/console.mjs';

const names = ['list', 'facets', 'page', 'today', 'search', 'log', 'documents', 'capture', 'start'];
const help = `npm run bench [-- NAME …] [--scale 0.1] [--json]

  NAME       ${names.join(', ')}; all of them when none is named
  --scale S  adds S × 20,000 organizations, 100,000 contacts and 1,000,000 interactions to the demonstration office
             (seeded: the same every time); without it, the demonstration office as it is
  --json     one line a figure: { name, p50, p95, p99, unit, ratio, against, … }

Each figure is measured through the whole API (app.inject: sign-in, permission, validation, service, answer) on a copy
of the demonstration office made for the run. Beside it, turn by turn, the very statements that the call sent to the
database run again through better-sqlite3 alone, prepared once: « raw ». The ratio is p95 to p95. Times on a busy
machine are long for both: the ratio is what holds, and « cpu », the processor time of one call. « limit » is what the office owes at demonstration size.
« capture » reads the corpus of tests/capture: its score by field, and the time of a line among 20,000 organizations and
100,000 people made up for it; it opens no office.
A start is a process of its own: cold on an empty folder (migrations, reference data, index), warm on what is there.`;

await runScript(async () => {
  const options = process.argv.slice(2);
  if (options.includes('--help')) return console.log(help);
  const json = options.includes('--json');
  const at = options.indexOf('--scale');
  const scale = at < 0 ? 0 : Number(options[at + 1]);
  if (!(scale >= 0 && scale <= 1)) throw new Stop(say('--scale prend un nombre de 0 à 1.', '--scale takes a number from 0 to 1.'));
  const asked = options.filter((option, n) => !option.startsWith('--') && (at < 0 || n !== at + 1));
  const unknown = [...asked.filter((name) => !names.includes(name)), ...options.filter((option) => option.startsWith('--') && !['--json', '--scale'].includes(option))];
  if (unknown.length > 0) throw new Stop(say(`Inconnu : ${unknown.join(', ')}. Voyez npm run bench -- --help.`, `Unknown: ${unknown.join(', ')}. See npm run bench -- --help.`));
  const chosen = asked.length > 0 ? asked : names;
  if (!json) await prepare({ pages: chosen.includes('start') });
  const { bench } = await import('./bench/run.ts');
  await bench({ names: chosen, scale, json });
});
