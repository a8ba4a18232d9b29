import { formatNumber } from '#lib/i18n.ts';
import { m } from '#paraglide/messages.js';

/** A score as it is written: `3`, `3,5`. */
export const valueWritten = (value: number): string => formatNumber(value, Number.isInteger(value) ? 0 : 1);
/** « 3 sur 5 », « inconnue ». */
export const valueSaid = (value: number | null): string => (value === null ? m.target_unknown() : m.target_score_said({ value: valueWritten(value) }));
