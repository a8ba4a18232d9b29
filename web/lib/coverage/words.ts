import { formatList, inLocale } from '#lib/i18n.ts';
import * as labels from '#lib/labels.ts';
import { measureNames } from '#server/coverage/coverage.rules.ts';
import { m } from '#paraglide/messages.js';
import type { Coverage, Head, Measure } from './links.ts';

export const measureWords: Record<Measure, () => string> = {
  held: m.coverage_held,
  agreements: m.coverage_agreements,
  missions: m.coverage_missions,
  outcomes: m.coverage_outcomes,
};
const said: Record<Measure, (input: { count: number }) => string> = {
  held: m.coverage_said_held,
  agreements: m.coverage_said_agreements,
  missions: m.coverage_said_missions,
  outcomes: m.coverage_said_outcomes,
};
/** One letter for each thing that is there beside interactions. */
export const marks: Record<Exclude<Measure, 'held'>, () => string> = {
  agreements: m.coverage_mark_agreements,
  missions: m.coverage_mark_missions,
  outcomes: m.coverage_mark_outcomes,
};

/** The four numbers in words; « rien » when there is none. */
export function inWords(numbers: Readonly<Record<Measure, number>>): string {
  const words = measureNames.filter((name) => numbers[name] > 0).map((name) => said[name]({ count: numbers[name] }));
  return words.length > 0 ? formatList(words) : m.coverage_nothing();
}

/** What a column stands for: the word of a kind, or the name of a region or of a commitment area. */
export const columnName = (coverage: Pick<Coverage, 'columns'>, column: Head): string =>
  coverage.columns === 'kinds' ? labels.labelOf(labels.organizationKinds, column.id) : inLocale(column, 'title');
