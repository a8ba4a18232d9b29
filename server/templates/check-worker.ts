/** The thread in which templates are looked at: it can be ended at any moment, and knows neither the database nor the network. */
import { checkTemplate } from './check.ts';
import type { Checked, CheckTask } from './check.rules.ts';

export default function check({ bytes }: CheckTask): Promise<Checked> {
  return checkTemplate(bytes);
}
