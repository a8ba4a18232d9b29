// What a long script says while it works: a line that changes in a terminal, one line for each tenth elsewhere.
import { say } from './console.mjs';

/** @returns {(tally: { rows: number, total?: number }) => void} to be told how far the work has come */
export function progress() {
  let shown = -1;
  return ({ rows, total }) => {
    const share = total ? Math.min(100, Math.floor((rows / total) * 100)) : 0;
    const step = process.stdout.isTTY ? share : share - (share % 10);
    if (step <= shown) return;
    shown = step;
    const text = say(`… ${step} % : ${rows} lignes`, `… ${step}%: ${rows} rows`);
    process.stdout.write(process.stdout.isTTY ? `\r${text}\u001b[K${step === 100 ? '\n' : ''}` : `${text}\n`);
  };
}
