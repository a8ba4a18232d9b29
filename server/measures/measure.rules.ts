import type { FieldError } from '../http/problem.ts';
import { isBackwards } from '../text/period.rules.ts';
import { m } from '../../generated/paraglide/messages.js';

type Checked = {
  startsOn?: string | null | undefined;
  dueOn?: string | null | undefined;
  updates?: readonly { period: string }[] | undefined;
};

/** What must hold between the fields of a measure, beyond each field's own shape. */
export function checkMeasure({ startsOn, dueOn, updates = [] }: Checked): FieldError[] {
  const errors: FieldError[] = [];
  if (isBackwards(startsOn, dueOn)) {
    errors.push({ pointer: '/dueOn', message: (locale) => m.measure_due_before_start({}, { locale }) });
  }
  const seen = new Set<string>();
  updates.forEach(({ period }, index) => {
    if (seen.has(period)) {
      errors.push({ pointer: `/updates/${index}/period`, message: (locale) => m.measure_period_twice({ period }, { locale }) });
    }
    seen.add(period);
  });
  return errors;
}

type Reported = { period: string; progress: number | null };

/** The progress last reported, by period; a period without a figure says nothing about it. */
export function lastProgress(updates: readonly Reported[]): number | null {
  const reported = updates.filter(({ progress }) => progress !== null);
  return reported.sort((a, b) => (a.period < b.period ? 1 : -1))[0]?.progress ?? null;
}
