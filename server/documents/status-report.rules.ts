/** What a status report says of a measure: which update counts, what is late, what nothing supports. Pure. */
import { isOver, lastDay } from '../text/date-order.rules.ts';
import type { GroupData, MeasureData, StatusReportData, UpdateData } from './status-report.data.ts';

type Period = Pick<StatusReportData, 'from' | 'to'>;

/** The last day of a period as offices write it: `2026`, `2026-S1`, `2026-T3`, `2026-Q3`, `2026-03`; null for other words. */
export function endOfPeriod(period: string): string | null {
  const found = /^(\d{4})(?:-(?:S([12])|[TQ]([1-4])|(\d{2})))?$/i.exec(period.trim());
  if (!found) return null;
  const [, year = '', half, quarter, month] = found;
  const last = half ? Number(half) * 6 : quarter ? Number(quarter) * 3 : month ? Number(month) : 12;
  return last < 1 || last > 12 ? null : lastDay(`${year}-${String(last).padStart(2, '0')}`);
}

/** When an update was made, as far as it is known. */
export const dayOf = ({ reportedOn, period }: UpdateData): string | null => reportedOn ?? endOfPeriod(period);

/** The last update made up to the end of the period; one of which no date is known counts as made before. */
export function lastUpdate({ updates }: Pick<MeasureData, 'updates'>, { to }: Pick<Period, 'to'>): UpdateData | null {
  return updates.find((update) => (dayOf(update) ?? '') <= to) ?? null;
}

/** Whether anything was said of the measure in the period. */
export function isReported(measure: Pick<MeasureData, 'updates'>, period: Period): boolean {
  return measure.updates.some((update) => {
    const day = dayOf(update);
    return day !== null && day >= period.from && day <= period.to;
  });
}

/** The last figure of progress known at the end of the period, 0 to 100. */
export function progressOf({ updates }: Pick<MeasureData, 'updates'>, { to }: Pick<Period, 'to'>): number | null {
  return updates.find((update) => update.progress !== null && (dayOf(update) ?? '') <= to)?.progress ?? null;
}

/** Past its date and neither done, nor put off, nor given up; a partial date is past when its month or year is. */
export function isLateMeasure({ status, dueOn }: Pick<MeasureData, 'status' | 'dueOn'>, today: string): boolean {
  return (status === 'not_started' || status === 'in_progress') && isOver(dueOn, today);
}

/** Still to be worked on: what is asked for news. */
export const isAlive = ({ status }: Pick<MeasureData, 'status'>): boolean => status !== 'cancelled' && status !== 'deferred';

export const measuresOf = ({ areas }: Pick<GroupData, 'areas'>): MeasureData[] => areas.flatMap(({ measures }) => measures);
