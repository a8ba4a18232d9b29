/** The thread in which files are read: it can be ended at any moment, and knows neither the database nor the network. */
import type { Parsed, ParseTask } from './parsed.rules.ts';
import { readFile } from './read-file.ts';

export default function parse({ bytes, timeZone, now }: ParseTask): Promise<Parsed> {
  return readFile(bytes, { timeZone, now: new Date(now) });
}
