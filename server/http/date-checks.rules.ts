import { m } from '../../generated/paraglide/messages.js';
import { isBefore } from '../text/date-order.rules.ts';
import { isPartialDate } from '../text/format.rules.ts';
import type { FieldError } from './problem.ts';

/** A refusal for each of these dates that no calendar has (31 February); pointers start with `at`. */
export function checkDatesExist<K extends string>(
  record: { [key in K]?: string | null | undefined },
  fields: readonly K[],
  at = '',
): FieldError[] {
  return fields
    .filter((field) => record[field] && !isPartialDate(record[field]))
    .map((field) => ({ pointer: `${at}/${field}`, message: (locale) => m.problem_date_impossible({}, { locale }) }));
}

/** A refusal on `later` when it certainly lies before `earlier`. */
export function checkDateOrder<K extends string>(
  record: { [key in K]?: string | null | undefined },
  [earlier, later]: readonly [K, K],
  message: FieldError['message'],
  at = '',
): FieldError[] {
  return isBefore(record[later], record[earlier]) ? [{ pointer: `${at}/${later}`, message }] : [];
}
