import { formatNumber } from '#lib/i18n.ts';
import type { Exercise, Measure } from '#lib/targets/exercise.ts';
import { hrefOf, rowsBehind, type MeasureCandidate } from '#server/targets/measure.rules.ts';
import { m } from '#paraglide/messages.js';

/** A score as it is written: `3`, `3,5`. */
export const valueWritten = (value: number): string => formatNumber(value, Number.isInteger(value) ? 0 : 1);
/** « 3 sur 5 », « inconnue ». */
export const valueSaid = (value: number | null): string => (value === null ? m.target_unknown() : m.target_score_said({ value: valueWritten(value) }));

/** The list whose rows make a computed score; null where there is none. */
export function rowsHref({ evidencePeriod }: Pick<Exercise, 'evidencePeriod'>, measure: Measure | null, candidate: MeasureCandidate): string | null {
  const rows = measure && rowsBehind(measure, candidate, evidencePeriod);
  return rows ? hrefOf(rows) : null;
}
