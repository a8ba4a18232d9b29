/**
 * An amount as one types it, in cents: « 13 500,50 », « 13,500.50 », « 13500 $ ». Null when nothing is typed, undefined
 * when it cannot be read. One or two digits after a comma or a point are cents; three are a group.
 */
export function readCents(typed: string): number | null | undefined {
  const text = typed.replace(/[\s\u00a0\u202f$€]|CAD|USD|EUR/gi, '');
  if (text === '') return null;
  // Groups of three by one sign, cents by the other; or no groups at all.
  const found = /^(\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?$/.exec(text) ?? /^(\d{1,3}(?:\.\d{3})+)(?:,(\d{1,2}))?$/.exec(text) ?? /^(\d+)(?:[.,](\d{1,2}))?$/.exec(text);
  if (!found) return undefined;
  const whole = Number((found[1] ?? '').replace(/[.,]/g, ''));
  return whole * 100 + Number((found[2] ?? '').padEnd(2, '0'));
}

/** Cents as they are typed again: « 13500,50 » in French, « 13500.50 » in English. */
export function typedCents(cents: number | null, locale: 'fr' | 'en'): string {
  if (cents === null) return '';
  const [whole, fraction] = [Math.floor(cents / 100), cents % 100];
  return fraction === 0 ? String(whole) : `${whole}${locale === 'fr' ? ',' : '.'}${String(fraction).padStart(2, '0')}`;
}
