import type { FieldError } from '../http/problem.ts';
import { isBackwards } from '../text/period.rules.ts';
import { m } from '../../generated/paraglide/messages.js';

type Period = { periodFrom?: string | null | undefined; periodTo?: string | null | undefined };

/** A period that ends before it begins is refused; a target needs both ends, because it is a choice for a time. */
export function checkDecision(decision: Period & { decision: string; reason: string }): FieldError[] {
  const errors = checkPeriod(decision);
  if (decision.reason.trim() === '') {
    errors.push({ pointer: '/reason', message: (locale) => m.target_needs_reason({}, { locale }) });
  }
  if (decision.decision === 'target') {
    for (const field of ['periodFrom', 'periodTo'] as const) {
      if (!decision[field]) {
        errors.push({ pointer: `/${field}`, message: (locale) => m.target_needs_period({}, { locale }) });
      }
    }
  }
  return errors;
}

export function checkPeriod({ periodFrom, periodTo }: Period): FieldError[] {
  if (!isBackwards(periodFrom, periodTo)) return [];
  return [{ pointer: '/periodTo', message: (locale) => m.target_period_backwards({}, { locale }) }];
}
