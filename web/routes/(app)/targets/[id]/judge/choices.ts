import type { Cell } from '#lib/targets/judging.rules.ts';
import { m } from '#paraglide/messages.js';

const unknown = 'unknown';

/** The scores that one may choose, as the buttons of a line. */
export const choices = (): { value: string; label: string }[] => [
  ...[0, 1, 2, 3, 4, 5].map((value) => ({ value: String(value), label: String(value) })),
  { value: unknown, label: m.target_unknown() },
];
export const choiceOf = ({ value }: Pick<Cell, 'value'>): string => (value === null ? unknown : String(value));
export const valueOfChoice = (choice: string | null): number | null => (choice === null || choice === unknown ? null : Number(choice));
