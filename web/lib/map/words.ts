import { inLocale, locale } from '#lib/i18n.ts';
import { m } from '#paraglide/messages.js';
import type { Period, Step } from '#server/map/period.rules.ts';

export { inLocale };

const month = (value: string): string => {
  const [year = 0, number = 1] = value.split('-').map(Number);
  return new Intl.DateTimeFormat(`${locale()}-CA`, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(Date.UTC(year, number - 1, 15));
};

/** « décembre 2025 à novembre 2026 », or one month alone. */
export const formatMonths = ({ from, to }: Period): string => (from === to ? month(from) : m.map_months({ from: month(from), to: month(to) }));

/** A stop of the time slider in words. */
export function stepInWords({ kind, from, to }: Step): string {
  if (kind === 'year') return from.slice(0, 4);
  if (kind === 'quarter') return m.map_quarter({ quarter: String((Number(from.slice(5, 7)) + 2) / 3), year: from.slice(0, 4) });
  return m.map_last_twelve({ months: formatMonths({ from, to }) });
}
