import { m } from '../../generated/paraglide/messages.js';
import type { Locale } from '../http/problem.ts';

const words: Record<string, unknown> = { ...m };

/** The word for an enumerated value: `labelOf('organization_kind', 'municipality', 'fr')`. The value itself when it has none. */
export function labelOf(list: string, value: string, locale: Locale): string {
  const word = words[`${list}_${value}`.replaceAll('-', '_').toLowerCase()];
  return typeof word === 'function' ? String((word as (inputs: object, options: object) => string)({}, { locale })) : value;
}
